/**
 * Compares our reading of GitLab configurations with recorded answers of GitLab's own code.
 *
 *     npm run conformance -- DIR [--show COLUMN]
 *
 * DIR holds the files of records, `*.jsonl`. Prints one table; with `--show`, also every difference of a column, or
 * the records that are left out with `--show left`. Exit code 1 if a column is below the bar.
 */
import { compareRecord } from './compare-record.ts';
import { exclusionOf } from './exclusions.ts';
import { compareExpansions } from './expansions.ts';
import { compareExpressions } from './expressions.ts';
import { readRecord, type Templates } from './read-record.ts';
import { linesOf, recordFiles, recordsOf } from './records.ts';
import { belowBar, type FileResult, showTable } from './table.ts';
import type { Comparison } from './tally.ts';

const [folder = '.', ...flags] = process.argv.slice(2);
const shown = flags[flags.indexOf('--show') + 1];
const templates = templatesIn(folder);
const startedAt = performance.now();
const results = recordFiles(folder).map(resultOf);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);

if (shown !== undefined) for (const result of results) showDifferences(result, shown);
console.log(`${showTable(results)}\nread and compared in ${seconds} s`);
const missed = belowBar(results);
if (missed.length > 0) {
  console.error(`below the bar: ${missed.join(', ')}`);
  process.exitCode = 1;
}

function resultOf(name: string): FileResult {
  const forms = [
    { name: 'expressions.jsonl', compare: compareExpressions },
    { name: 'expansion.jsonl', compare: compareExpansions },
  ];
  const form = forms.find((one) => one.name === name);
  if (form === undefined) return resultOfRecords(name);
  const comparisons = form.compare(linesOf(folder, name));
  return { name, records: comparisons.length, comparisons, left: new Map() };
}

function resultOfRecords(name: string): FileResult {
  const comparisons: Comparison[] = [];
  const left = new Map<string, string[]>();
  const records = recordsOf(folder, name);
  for (const record of records) {
    const ours = readRecord(record, templates);
    const reason = exclusionOf(record, ours, templates);
    if (reason === undefined) comparisons.push(...compareRecord(record, ours));
    else left.set(reason, [...(left.get(reason) ?? []), record.id]);
  }
  return { name, records: records.length, comparisons, left };
}

/** The templates of GitLab are among the records, under their names. */
function templatesIn(directory: string): Templates {
  const files = recordFiles(directory).filter((name) => name.includes('templates'));
  const records = files.flatMap((name) => recordsOf(directory, name));
  return Object.fromEntries(
    records.map(({ id, files: texts, entry }) => [id.replace(/^[^/]*\//, ''), texts[entry] ?? '']),
  );
}

function showDifferences({ comparisons, left }: FileResult, column: string): void {
  for (const { id, isEqual, mine, theirs, column: own } of comparisons) {
    if (own !== column || isEqual) continue;
    console.log(`${id}\n  we:     ${JSON.stringify(mine)}\n  GitLab: ${JSON.stringify(theirs)}`);
  }
  if (column !== 'left') return;
  for (const [reason, ids] of left) for (const id of ids) console.log(`${id}: ${reason}`);
}
