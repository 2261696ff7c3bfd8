import type { GithubValue } from '../github/expression/github-value.ts';
import { formatPlatform, type Platform } from '../oci/index.ts';
import type { Span } from '../source/source-file.ts';
import { type Field, literal, type Text } from '../value/index.ts';

/** What GitHub calls the platform of a runner. Source: docs.github.com/actions/reference/contexts (runner). */
const systems: Readonly<Record<string, string>> = { linux: 'Linux', windows: 'Windows', darwin: 'macOS' };
const architectures: Readonly<Record<string, string>> = {
  amd64: 'X64',
  arm64: 'ARM64',
  386: 'X86',
  'arm/v7': 'ARM',
  'arm/v6': 'ARM',
};

/** The variables that tell a step on which platform it runs; none where that is not known. */
export function runnerVariables(machine: Field<Platform>, at: Span): ReadonlyMap<string, Text> {
  if (machine.is !== 'set') return new Map();
  const { os } = machine.value;
  const name = formatPlatform(machine.value).slice(os.length + 1);
  const words = [
    ['RUNNER_OS', systems[os]],
    ['RUNNER_ARCH', architectures[name]],
  ] as const;
  return new Map(words.flatMap(([key, word]) => (word === undefined ? [] : [[key, literal(word, at)] as const])));
}

/** The context `runner` with what is known of the platform; `undefined` where there is no such context. */
export function runnerContext(
  base: GithubValue | undefined,
  variables: ReadonlyMap<string, Text>,
): GithubValue | undefined {
  if (base?.is !== 'object') return base;
  const known = [...variables].map(
    ([name, text]) => [name.replace('RUNNER_', '').toLowerCase(), { is: 'text', text } as const] as const,
  );
  return { is: 'object', object: { ...base.object, entries: new Map([...base.object.entries, ...known]) } };
}
