import type { ImageExpectation } from '../model/project.ts';
import { type Platform, parsePlatform } from '../oci/index.ts';
import type { YamlValue } from '../syntax/yaml-value.ts';
import { didYouMean } from '../value/nearest.ts';
import { mistake } from './mistake.ts';
import { placeAt, valueAt, writtenScalar } from './plain-value.ts';
import { defaultPolicy, type Policy, type RuleSetting } from './policy.ts';
import type { ImageEntry, PolicyFile, RuleEntry, RunnerEntry } from './policy-file.ts';

/**
 * The policy that an accepted policy file means. `root` is the file's value with its places.
 * Throws a `UsageError` for a platform that is none.
 */
export function policyOf(file: PolicyFile, root: YamlValue): Policy {
  const { expectations } = defaultPolicy;
  const platformsAt = (path: readonly string[], written: readonly string[] | undefined): readonly Platform[] =>
    (written ?? []).map((text, index) => platformAt(root, [...path, String(index)], text));
  return {
    preset: file.preset ?? defaultPolicy.preset,
    expectations: {
      platforms: platformsAt(['platforms'], file.platforms),
      optionalPlatforms: platformsAt(['optionalPlatforms'], file.optionalPlatforms),
      images: (file.images ?? []).map((image, index) =>
        imageOf(image, platformsAt(['images', String(index), 'platforms'], image.platforms)),
      ),
      emulation: file.emulation ?? expectations.emulation,
      builders: new Map(Object.entries(file.builders ?? {})),
      runnerLabels: runnerLabelsOf(file.environment?.runners ?? {}, root),
    },
    environment: {
      variables: new Map(Object.keys(file.environment?.variables ?? {}).map((name) => [name, variableAt(root, name)])),
      includes: includesOf(file.environment?.includes ?? {}, root),
    },
    rules: new Map(Object.entries(file.rules ?? {}).map(([id, entry]) => [id, settingOf(entry)])),
    undecided: file.undecided ?? defaultPolicy.undecided,
    ignore: file.ignore ?? [],
  };
}

function platformAt(root: YamlValue, path: readonly string[], written: string): Platform {
  const parsed = parsePlatform(written);
  if (parsed.is === 'platform') return parsed.platform;
  throw mistake(
    placeAt(root, path, 'value'),
    `${parsed.because}; write os/architecture[/variant], such as linux/arm64${didYouMean(written.split('/')[1] ?? written, architectures)}`,
  );
}

/** Those that images are published for; the likelier ones first. */
const architectures = ['arm64', 'amd64', 'arm', '386', 'ppc64le', 'riscv64', 's390x', 'mips64le', 'loong64'];

const imageOf = ({ name, platforms, merge }: ImageEntry, parsed: readonly Platform[]): ImageExpectation => ({
  name,
  needsNoMerge: merge === 'none',
  ...(platforms === undefined ? {} : { platforms: parsed }),
});

function runnerLabelsOf(
  runners: Readonly<Record<string, RunnerEntry>>,
  root: YamlValue,
): Policy['expectations']['runnerLabels'] {
  return new Map(
    Object.entries(runners).map(([label, { platform, ...rest }]) => {
      if (platform === undefined) return [label, rest];
      return [label, { ...rest, platform: platformAt(root, ['environment', 'runners', label, 'platform'], platform) }];
    }),
  );
}

/** Throws a `UsageError` for a key that can be no include's. */
function includesOf(includes: Readonly<Record<string, string>>, root: YamlValue): Policy['environment']['includes'] {
  const wrong = Object.keys(includes).find((key) => !/^(?:project|remote|template|component):./.test(key));
  if (wrong === undefined) return new Map(Object.entries(includes));
  throw mistake(
    placeAt(root, ['environment', 'includes', wrong], 'key'),
    `\`${wrong}\` names no include; write project:GROUP/NAME, remote:URL, template:NAME or component:ADDRESS`,
  );
}

const variableAt = (root: YamlValue, name: string): string =>
  writtenScalar(valueAt(root, ['environment', 'variables', name]));

function settingOf(entry: RuleEntry): RuleSetting {
  if (typeof entry === 'string') return { severity: entry, options: {} };
  const { severity, ...options } = entry;
  return severity === undefined ? { options } : { severity, options };
}
