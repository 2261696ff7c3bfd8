import type { JobCommand } from '../model/index.ts';
import { type Cause, knownString, showText, type Text } from '../value/index.ts';
import { holesOf } from '../value/text.ts';
import { startedBuilder } from './contained-builder.ts';
import { type IndirectionRow, indirectionRows, interpreters, plainPackages, plainTools } from './indirection-table.ts';
import { type Invocation, invocationOf } from './program.ts';
import { literalHead } from './word-parts.ts';

const rows: ReadonlyMap<string, IndirectionRow> = new Map(indirectionRows.map((row) => [row.program, row]));

/** Why a command may build or push an image that is not seen; `undefined` if it does not. */
export function indirectionOf(command: JobCommand): Cause | undefined {
  const invocation = invocationOf(command);
  const isHidden = invocation.program === undefined && holesOf(invocation.word).length > 0;
  const builder = startedBuilder(command);
  if (!isHidden && !isListed(invocation) && !isScript(invocation) && builder === undefined) return undefined;
  const shown = builder === undefined ? shownOf(invocation) : showText(builder);
  const because = `\`${shown}\` is not followed, so what it builds is not known`;
  return { kind: 'indirection', because, at: command.span };
}

/**
 * How likely it is that a command which hides what it does builds images, for whoever weighs a doubt. What it is told
 * counts more than what it is: `make lint` hardly builds one, `npm run docker:push` does.
 */
export function likelihoodOf(command: JobCommand): 'likely' | 'possible' {
  const invocation = invocationOf(command);
  const listed = isListed(invocation);
  const told = toldOf(invocation, listed);
  if (startedBuilder(command) !== undefined || speaksOfImages.test(told)) return 'likely';
  if (listed === undefined) return speaksOfBuilding.test(told) ? 'likely' : 'possible';
  return listed.builds === 'likely' && !speaksOfChecks.test(told) ? 'likely' : 'possible';
}

const speaksOfImages =
  /image|docker|(?<!test-?)container|(?:^|[^a-z])(?:oci|bake|kaniko|buildah|buildx|multi-?arch)(?:$|[^a-z])/i;
const speaksOfBuilding = /build|publish|push|release/i;
const speaksOfChecks =
  /(?:^|[^a-z])(?:tests?|unit|integration|e2e|lint|checks?|vet|fmt|format|cover(?:age)?|bench|clean|docs?|generate|audit|up|down|version)(?:$|[^a-z])/i;

/** The words of a command, without the name of a program that is listed. */
const toldOf = ({ word, args }: Invocation, listed: IndirectionRow | undefined): string =>
  [...(listed === undefined ? [word] : []), ...args.items.slice(0, 8)].map(showText).join(' ');

function isListed({ program, args }: Invocation): IndirectionRow | undefined {
  const row = program === undefined ? undefined : rows.get(program);
  if (row === undefined) return undefined;
  const words = args.items.map((word) => knownString(word) ?? nameOf(word));
  const bare = words.filter((word, index) => !word.startsWith('-') && !withValue.has(words[index - 1] ?? ''));
  if (bare.length === 0 && words.some(asksOnly)) return undefined;
  if (program === 'npx' && plainPackages.has(withoutVersion(bare[0] ?? ''))) return undefined;
  const { subcommands } = row;
  return subcommands.length === 0 || subcommands.some((head) => startsWith(bare, head)) ? row : undefined;
}

/** The package in `name@$VERSION`; of words that hide more than a version, nothing. */
const nameOf = (word: Text): string => /^.+(?=@)/.exec(literalHead(word))?.[0] ?? '';

/** The name of a package in `name@1.2.3`, `@scope/name@1`. */
const withoutVersion = (written: string): string => written.replace(/(?<=.)@.*$/, '');

/** Flags with a value that stand in front of a subcommand: `docker compose -f compose.yml build`. */
const withValue: ReadonlySet<string> = new Set(
  '-f --file -p --project-name --profile --env-file --builder --context -c -H --host --prefix --filter -w'.split(' '),
);

/** `make --version` builds nothing. */
const asksOnly = (word: string): boolean => /^(?:--version|-version|-v|--help|-h|-V)$/.test(word);

const startsWith = (words: readonly string[], head: string): boolean =>
  head.split(' ').every((word, index) => words[index] === word);

/** `./build.sh`, `ci/build.sh`, `bash build.sh`, `python build.py`; `sh -c` is followed by the reader of scripts. */
function isScript({ program, word, args }: Invocation): boolean {
  if (program === undefined) return false;
  if (interpreters.has(program)) return args.items.some(isScriptWord) && !isInline(args.items);
  if (plainTools.has(withoutRelease(program)) || rows.has(program)) return false;
  return /\.(?:sh|bash|py|rb|pl|js|ps1)$/.test(program) || literalHead(word).startsWith('./');
}

/** A tool under the name of its release file: `manifest-tool-linux-amd64` is `manifest-tool`. */
const withoutRelease = (program: string): string => program.replace(/[-_](?:linux|darwin)[-_].*$/i, '');

const isScriptWord = (word: Text): boolean => !literalHead(word).startsWith('-');

/** The program text is an argument: `-c`, or `-e` of Perl, Ruby and Node, or a module as in `python -m pip`. */
const isInline = (words: readonly Text[]): boolean => {
  const flag = words.map((word) => literalHead(word)).find((head) => /^-\w*[cem]$/.test(head));
  return flag !== undefined && flag !== '-e';
};

/** The program and its first words; a long line is cut. */
function shownOf({ word, args }: Invocation): string {
  const words = [word, ...args.items.slice(0, 3)].map(showText).join(' ');
  return words.length > 60 ? `${words.slice(0, 57)}…` : words;
}
