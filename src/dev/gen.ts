import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { jsonReportSchema } from '../report/json-schema.ts';
import { planSchema } from '../report/plan/schema.ts';
import { actionFile } from './action-file.ts';
import { loadRules } from './load-rules.ts';
import { policyFiles } from './policy-files.ts';
import { readme } from './readme.ts';
import { ruleIndex } from './rule-index.ts';
import { ruleOverview } from './rule-overview.ts';
import { rulePages } from './rule-pages.ts';

/**
 * `npm run gen` writes everything that follows from the rules: their index, their pages, the README's table, the policy's schema
 * and its validator; and from the options of the command the file of the action. `npm run gen:check` writes nothing and fails
 * if one of them is stale.
 */
const root = join(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');

/** The paths whose content is not what `files` says it should be; they are written unless this is a check. */
function refresh(files: ReadonlyMap<string, string>): readonly string[] {
  const stale = [...files].filter(([path, text]) => contentOf(path) !== text);
  for (const [path, text] of isCheck ? [] : stale) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return stale.map(([path]) => path);
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

async function refreshAll(): Promise<readonly string[]> {
  const index = refresh(ruleIndex(root));
  if (isCheck && index.length > 0) return index;
  const rules = await loadRules(root);
  const rest = new Map([
    ...policyFiles(rules),
    ...actionFile(),
    ['report.schema.json', `${JSON.stringify(jsonReportSchema, null, 2)}\n`],
    ['plan.schema.json', `${JSON.stringify(planSchema, null, 2)}\n`],
    ...rulePages(root, rules),
    ...ruleOverview(rules),
    ...readme(root, rules),
  ]);
  return [...index, ...refresh(rest)];
}

const stale = await refreshAll();
if (stale.length > 0) console.log(`${isCheck ? 'stale, run `npm run gen`' : 'written'}: ${stale.join(', ')}`);
if (isCheck && stale.length > 0) process.exitCode = 1;
