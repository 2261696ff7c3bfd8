import type { Rule } from '../rule/index.ts';

/** What a rule's page shows beside what the rule says of itself: files that break it, and what is printed then. */
export interface RuleExample {
  readonly title: string;
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** The report; empty if there is none to show. */
  readonly output: string;
  /** What its fixes change, as a patch; empty or absent if they change nothing. */
  readonly patch?: string;
}

/** A rule's page in Markdown. */
export function rulePage(rule: Rule, examples: readonly RuleExample[] = []): string {
  const sections = [
    `# ${rule.id}`,
    `${rule.summary}.`,
    `Group \`${rule.group}\`, severity \`${rule.severity}\`${rule.isOptIn === true ? ', off unless asked for' : ''}.`,
    `## Why\n\n${dedent(rule.why)}`,
    rule.exceptions === undefined ? '' : `## Exceptions\n\n${dedent(rule.exceptions)}`,
    fixSection(rule),
    optionsSection(rule),
    ...examples.map(exampleSection),
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

function optionsSection({ id, options }: Rule): string {
  const entries = Object.entries<{ default: unknown; description: string }>(options ?? {});
  if (entries.length === 0) return '';
  const rows = entries.map(
    ([name, option]) => `- \`${name}\`: ${option.description} (default: \`${JSON.stringify(option.default)}\`)`,
  );
  const sample = entries.map(([name, option]) => `${name}: ${JSON.stringify(option.default)}`).join(', ');
  return ['## Options', rows.join('\n'), `\`\`\`yaml\nrules:\n  ${id}: { ${sample} }\n\`\`\``].join('\n\n');
}

function exampleSection({ title, files, output, patch = '' }: RuleExample): string {
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
