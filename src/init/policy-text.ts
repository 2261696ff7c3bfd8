import { builderNames, type Cause, type Platform, samePlatform, show } from '../rule/index.ts';
import type { PlatformChoice } from './platform-choices.ts';
import type { Seen, SeenLabel } from './seen.ts';
import { distinct, type SeenImage } from './seen-images.ts';
import { comment, proposed, scalar } from './yaml-words.ts';

/** What a policy is written from. */
export interface PolicyDraft {
  readonly seen: Seen;
  readonly choice: PlatformChoice;
  /** How many more findings there would be if `platforms` were in force that are not. */
  readonly cost: number;
  /** The schema of policies from the folder of the policy; `undefined` if it is not there. */
  readonly schema: string | undefined;
}

/**
 * The text of a policy file: in force is what changes nothing, and behind `#` without a blank stands what its owner may
 * want. Without the `#` of all such lines it is a policy, too.
 */
export function policyText(draft: PolicyDraft): string {
  const sections = [head(draft), platforms(draft), images(draft), environment(draft), builders(draft), verdicts(draft)];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

const head = ({ schema }: PolicyDraft): readonly string[] => [
  ...(schema === undefined ? [] : [`# yaml-language-server: $schema=${schema}`]),
  '# What this repository asks of its multi-architecture images, proposed by `multiarch-lint init`. Every key is optional.',
  '# Lines that begin with `#` and no blank are not in force: correct them, and take the `#` away.',
  '',
  '# recommended; strict: warnings are errors; all: the rules to opt in run, too (`multiarch-lint rules`)',
  'preset: recommended',
];

function platforms({ seen, choice, cost }: PolicyDraft): readonly string[] {
  const line = `platforms: [${list(choice.platforms)}]`;
  const built = distinct(seen.images.flatMap((image) => image.built));
  const rest = distinct(seen.images.flatMap(({ declared }) => declared)).filter(
    (platform) => !built.some((one) => samePlatform(one, platform)),
  );
  return [
    '# Every published image must have these; without this key, those that its own builds and merges name.',
    comment(`Built today: ${built.length === 0 ? 'none that could be told' : list(built)}.`),
    ...(rest.length === 0 ? [] : [comment(`Listed by a merge, and built by no job: ${list(rest)}.`)]),
    ...(choice.isInForce || cost === 0 ? [] : [comment(`Not in force, because it would bring ${more(cost)}.`)]),
    ...(choice.isInForce ? [line] : proposed([line])),
    '# An image may lack these:',
    ...proposed(['optionalPlatforms: [linux/riscv64]']),
  ];
}

const more = (cost: number): string => `${String(cost)} more ${cost === 1 ? 'finding' : 'findings'}`;

const list = (platformList: readonly Platform[]): string => platformList.map(show.platform).join(', ');

/** One or two names; of more the first, and how many there are beside it. */
const few = (names: readonly string[]): string =>
  names.length < 3 ? show.quoted(names) : `\`${names[0] ?? ''}\` and ${String(names.length - 1)} more`;

/** So many entries of one kind are written; the rest is counted. */
const mostEntries = 30;

function entries<Item>(items: readonly Item[], linesOf: (item: Item) => readonly string[]): readonly string[] {
  const rest = items.length - mostEntries;
  const shown = items.slice(0, mostEntries).flatMap(linesOf);
  return rest > 0 ? [...shown, `  # and ${String(rest)} more`] : shown;
}

function images({ seen, choice }: PolicyDraft): readonly string[] {
  const { toolbox } = words(seen);
  const named = seen.images.filter(({ name }) => name !== undefined);
  const short = named.filter(({ built }) => choice.platforms.some((platform) => !has(built, platform)));
  const byName = short.filter(({ name }, index) => short.findIndex((other) => other.name === name) === index);
  if (byName.length === 0) {
    return [
      '# Exceptions, by the reference as CI writes it, without tag. `merge: none`: published per architecture on purpose.',
      ...proposed(['images:', `  - name: ${toolbox}`, '    platforms: [linux/amd64]', '    merge: none']),
    ];
  }
  return [
    '# Images that are not built for all of these. Those that are so on purpose:',
    ...proposed(['images:', ...entries(byName, imageEntry)]),
  ];
}

const has = (all: readonly Platform[], platform: Platform): boolean => all.some((one) => samePlatform(one, platform));

const imageEntry = ({ name = '', built, jobs, at }: SeenImage): readonly string[] => [
  `  - name: ${scalar(name)}  ${comment(`${few(jobs)}, ${at.file.path}:${String(at.file.positionAt(at.start).line)}`)}`,
  built.length === 0 ? '    platforms: [linux/amd64]  # could not be told' : `    platforms: [${list(built)}]`,
];

/** What the two systems call what a policy speaks of. */
const words = ({
  isOnGithub,
}: Seen): { readonly toolbox: string; readonly variables: string; readonly label: string } =>
  isOnGithub
    ? { toolbox: 'ghcr.io/acme/toolbox', variables: 'configuration variables', label: 'runner label' }
    : { toolbox: '$CI_REGISTRY_IMAGE/toolbox', variables: 'CI/CD variables', label: 'runner tag' };

function environment({ seen }: PolicyDraft): readonly string[] {
  const { labels, includes } = seen;
  const { variables, label } = words(seen);
  if (labels.length + includes.length === 0) return sampleEnvironment(seen);
  return [
    `# What the repository cannot say about its surroundings. The values of ${variables} (no secrets):`,
    ...proposed(['environment:', '  variables: { DOCKER_HUB_USER: bot }']),
    ...section(
      `# ${capital(label)}s that name no architecture, and what they are used for:`,
      'runners',
      labels,
      runnerEntry,
    ),
    ...section('# Includes that were not read; where copies of them lie:', 'includes', includes, includeEntry),
  ];
}

/** Nothing is open, and yet it is good to know what could be said. */
const sampleEnvironment = (seen: Seen): readonly string[] => [
  `# What the repository cannot say about its surroundings: ${words(seen).variables} (no secrets), ${words(seen).label}s${seen.isOnGithub ? '' : ', copies of includes'}.`,
  ...proposed([
    'environment:',
    '  variables: { DOCKER_HUB_USER: bot }',
    '  runners: { graviton-pool: { platform: linux/arm64 } }',
    ...(seen.isOnGithub ? [] : ['  includes: { "project:group/ci-templates": vendor/ci-templates }']),
  ]),
];

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;

function section<Item>(
  title: string,
  key: string,
  items: readonly Item[],
  linesOf: (item: Item) => readonly string[],
): readonly string[] {
  if (items.length === 0) return [];
  return [title, ...proposed([`  ${key}:`, ...indented(entries(items, linesOf))])];
}

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

function runnerEntry({ label, jobs, platforms: meant }: SeenLabel): readonly string[] {
  const [only, ...others] = meant;
  const platform = only === undefined || others.length > 0 ? 'linux/amd64' : show.platform(only);
  const use = meant.length === 0 ? '' : `, which ${jobs.length === 1 ? 'builds' : 'build'} ${show.platforms(meant)}`;
  return [`  ${scalar(label)}: { platform: ${platform} }  ${comment(few(jobs) + use)}`];
}

function includeEntry({ copyKey = '', because, at }: Cause): readonly string[] {
  const place = `${at.file.path}:${String(at.file.positionAt(at.start).line)}`;
  const copy = copyKey.startsWith('project:') ? 'vendor/ci-templates' : 'vendor/ci-templates/template.yml';
  return [`  ${scalar(copyKey)}: ${copy}  ${comment(`${place}: ${because}`)}`];
}

function builders({ seen }: PolicyDraft): readonly string[] {
  const shown = seen.builders.map(({ builder, jobs }) => `${builderNames[builder]} in ${few(jobs)}`);
  const used = new Set<string>(seen.builders.map(({ builder }) => builder));
  const uses = Object.keys(builderNames).map((name) => `${name}: ${used.has(name) ? 'allow' : 'forbid'}`);
  return [
    comment(
      `Builders: ${shown.length === 0 ? 'none was found' : shown.join('; ')}. allow, warn or forbid; to keep others out:`,
    ),
    ...proposed([`builders: { ${uses.join(', ')} }`]),
  ];
}

function verdicts({ seen: { emulated, undecided } }: PolicyDraft): readonly string[] {
  const found =
    emulated.length === 0 ? 'none was found' : `${few(emulated)} ${emulated.length === 1 ? 'does' : 'do'}, or may`;
  return [
    comment(`Builds under emulation: ${found}. forbid, warn or allow:`),
    'emulation: warn',
    '',
    comment(
      `Claims that cannot be decided: ${String(undecided)} today. ignore, info, or error for a gate that must not guess:`,
    ),
    'undecided: info',
    '',
    '# Settings of single rules (`multiarch-lint explain RULE`), and paths whose findings are left out:',
    ...proposed(['rules:', '  kaniko-cache-ttl: { severity: warning, max: 168h }', 'ignore: ["examples/**"]']),
  ];
}
