import { suppressionRules } from '../../engine/suppression-rules.ts';
import type { Rule } from '../../rule/index.ts';

/** What a rule's page shows beside what the rule says of itself: files that break it, and what is printed then. */
export interface RuleExample {
  readonly title: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** The report; empty if there is none to show. */
  readonly output: string;
  /** What its fixes change, as a patch; empty or absent if they change nothing. */
  readonly patch?: string;
  /** In place of files: what makes them of the files of the example before, as a patch; empty for what its fix makes. */
  readonly change?: string;
}

/** A rule's page in Markdown. */
export function rulePage(rule: Rule, examples: readonly RuleExample[] = []): string {
  const sections = [
    `# ${rule.id}`,
    `${rule.summary}.`,
    `Group \`${rule.group}\`, severity \`${rule.severity}\`.${rule.isOptIn === true ? optInSentence(rule) : ''}`,
    `## Why\n\n${dedent(rule.why)}`,
    rule.exceptions === undefined ? '' : `## Exceptions\n\n${dedent(rule.exceptions)}`,
    fixSection(rule),
    ...examples.map(exampleSection),
    settingsSection(rule),
    silenceSection(rule),
    rule.references.length === 0 ? '' : `## References\n\n${rule.references.map((url) => `- <${url}>`).join('\n')}`,
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** Whether `--fix` does something about it. */
function fixSection({ fixes = [] }: Rule): string {
  const [safe, unsafe] = [fixes.includes('safe'), fixes.includes('unsafe')];
  if (!safe && !unsafe) return '';
  const options = safe ? '`--fix`' : '`--fix-unsafe`';
  const rest = safe && unsafe ? '; others need `--fix-unsafe`, because more may change' : '';
  return `## Fix\n\nSome of its findings are fixed by ${options}${rest}.`;
}

const optInSentence = ({ id, severity }: Rule): string =>
  ` It runs only where the policy asks for it: by \`rules: { ${id}: ${severity} }\`, or by \`preset: all\`.`;

/** How the policy sets it. */
function settingsSection({ id, severity, options }: Rule): string {
  const entries = Object.entries<{ default: unknown; description: string }>(options ?? {});
  const intro = `In \`.multiarch-lint.yml\`; the severity is \`error\`, \`warning\`, \`info\` or \`off\`.`;
  if (entries.length === 0)
    return ['## Settings', intro, `\`\`\`yaml\nrules:\n  ${id}: ${severity}\n\`\`\``].join('\n\n');
  const rows = entries.map(
    ([name, option]) => `- \`${name}\`: ${option.description} (default: \`${JSON.stringify(option.default)}\`)`,
  );
  const sample = entries.map(([name, option]) => `${name}: ${JSON.stringify(option.default)}`).join(', ');
  const entry = `${id}: { severity: ${severity}, ${sample} }`;
  return ['## Settings', intro, rows.join('\n'), `\`\`\`yaml\nrules:\n  ${entry}\n\`\`\``].join('\n\n');
}

/** How a comment silences one finding of it. */
function silenceSection(rule: Rule): string {
  if (suppressionRules.includes(rule)) return '';
  const comment = `\`\`\`yaml\n# multiarch-lint: ignore[${rule.id}] until=2027-01-31 the reason\n\`\`\``;
  const text =
    'A comment on the line of the finding, on the line above it, or above a job, or a step of a workflow, for all of it. The\n' +
    'date may be left out, the reason may not. With `ignore-file`, at the top of a file, it is for all of the file.';
  return ['## Silence a finding', text, comment, ...foreignComments(rule)].join('\n\n');
}

function foreignComments({ equivalents: { hadolint = [], buildkit = [], zizmor = [] } = {} }: Rule): readonly string[] {
  const comments = [
    ...hadolint.map((id) => `\`# hadolint ignore=${id}\``),
    ...buildkit.map((id) => `\`# check=skip=${id}\``),
  ];
  return [
    ...(comments.length === 0
      ? []
      : [`In Dockerfiles these silence it, too:\n\n${comments.map((comment) => `- ${comment}`).join('\n')}`]),
    ...zizmor.map((audit) => `In workflows \`# zizmor: ignore[${audit}]\` on its line silences it, too.`),
  ];
}

function exampleSection({ title, files, output, patch = '', change }: RuleExample): string {
  if (change === '') return `## ${title}\n\nThe same files after the fix.`;
  if (change !== undefined) return `## ${title}\n\nThe same files with this change:\n\n${fenced('diff', change)}`;
  const blocks = files.map(({ path, text }) => `\`${path}\`\n\n${fenced(languageOf(path), text)}`);
  const report = output === '' ? [] : [`It prints:\n\n${fenced('text', output)}`];
  const fixed = patch === '' ? [] : [`Its fix:\n\n${fenced('diff', patch)}`];
  return [`## ${title}`, ...blocks, ...report, ...fixed].join('\n\n');
}

/** A code block whose fence is longer than any in the text. */
function fenced(language: string, text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n+$/, '')}\n${fence}`;
}

/** Languages of code blocks by how a path ends. */
const languages: readonly (readonly [ending: RegExp, language: string])[] = [
  [/\.ya?ml$/, 'yaml'],
  [/\.toml$/, 'toml'],
  [/\.sh$/, 'sh'],
  [/(?:^|\/)(?:GNUm|m|M)akefile$|\.mk$/, 'makefile'],
  [/(?:Docker|Container)file[^/]*$/i, 'dockerfile'],
];

const languageOf = (path: string): string => languages.find(([ending]) => ending.test(path))?.[1] ?? 'text';

/** A text of several lines without the blank lines around it and without the indentation that all its lines share. */
function dedent(text: string): string {
  const lines = text.replace(/^(?:[ \t]*\n)+|\s+$/g, '').split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.search(/\S/));
  const shared = Math.min(...indents, Number.MAX_SAFE_INTEGER);
  return lines.map((line) => line.slice(shared).trimEnd()).join('\n');
}
