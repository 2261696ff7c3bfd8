import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { byGroup } from '../cli/rule-groups.ts';
import type { Rule } from '../rule/index.ts';

/** What stands between `<!-- rules -->` and `<!-- /rules -->`. */
const block = /(<!-- rules -->\n)[\s\S]*?(<!-- \/rules -->)/;

/** `README.md` with its table of rules made anew; nothing if there is no README with the markers. */
export function readmeTable(root: string, rules: readonly Rule[]): ReadonlyMap<string, string> {
  const path = join(root, 'README.md');
  if (!existsSync(path)) return new Map();
  const text = readFileSync(path, 'utf8');
  if (!block.test(text)) return new Map();
  return new Map([['README.md', text.replace(block, (_, start: string, end: string) => start + table(rules) + end)]]);
}

const table = (rules: readonly Rule[]): string =>
  ['| Rule | Severity | Requirement |', '|---|---|---|', ...byGroup(rules).flatMap(({ rules: own }) => own.map(row))]
    .map((line) => `${line}\n`)
    .join('');

const row = ({ id, group, severity, summary }: Rule): string =>
  `| [${id}](rules/${group}/${id}.md) | ${severity} | ${summary.replaceAll('|', '\\|')} |`;
