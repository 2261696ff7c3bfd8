/**
 * Compares the assembly of GitLab configurations with recorded answers of GitLab itself.
 *
 *     conformance DIR [--all]
 *
 * DIR holds *.jsonl files whose records have `config` or `path`, `files`, `vars`, `inputs` and `expect` with `valid`
 * and `merged` (a record by `path` is read from the folder above DIR). Prints, per file, how many merged
 * configurations are equal and the ids of those that are not. Only what the assembly can know is judged: a
 * configuration that could not be built must be refused, one that could must be equal.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { ConfigReading } from '../gitlab/config/config-reading.ts';
import { readConfig } from '../gitlab/config/read-config.ts';
import { SourceFile } from '../source/source-file.ts';
import { memoryWorkspace } from '../source/workspace.ts';
import { readYaml } from '../syntax/yaml.ts';
import { spellScalar } from '../syntax/yaml-spelling.ts';
import type { YamlValue } from '../syntax/yaml-value.ts';

interface Answer {
  readonly valid: boolean;
  readonly errors: readonly string[];
  readonly merged: unknown;
}

interface Case {
  readonly id: string;
  readonly entry: string;
  readonly files: Readonly<Record<string, string>>;
  readonly variables: ReadonlyMap<string, string>;
  readonly inputs: unknown;
  readonly expect: Answer;
}

const [directory = '.', ...flags] = process.argv.slice(2);
const isVerbose = flags.includes('--all');
const templates = readTemplates(directory);

for (const name of readdirSync(directory).filter((file) => file.endsWith('.jsonl'))) {
  const lines = readFileSync(join(directory, name), 'utf8').split('\n').filter(Boolean);
  const cases = lines.flatMap((line) => readCase(JSON.parse(line)));
  if (cases.length > 0) report(name, cases);
}

function report(name: string, cases: readonly Case[]): void {
  const results = cases.map((record) => ({ record, ...judge(record) }));
  const failed = results.filter(({ verdict }) => verdict !== 'equal');
  const sameText = results.filter(({ isSameText }) => isSameText === true).length;
  const refused = results.filter(({ isSameText }) => isSameText !== undefined).length;
  console.log(
    `${name}: ${cases.length - failed.length} of ${cases.length} equal; first message ${sameText} of ${refused}`,
  );
  for (const { record, verdict, detail } of failed) console.log(`  ${record.id}: ${verdict} ${detail}`);
  if (!isVerbose) return;
  for (const { record, isSameText, detail } of results) {
    if (isSameText === false)
      console.log(`  ${record.id}: message: ${detail} instead of ${record.expect.errors[0] ?? ''}`);
  }
}

interface Judgement {
  readonly verdict: 'equal' | 'different' | 'accepted' | 'refused';
  readonly detail: string;
  /** Whether the first message is GitLab's; absent where GitLab's refusal is none of the assembly. */
  readonly isSameText?: boolean;
}

function judge({ entry, files, variables, inputs, expect }: Case): Judgement {
  const includes = new Map(Object.keys(templates).map((path) => [`template:${path}`, `.templates/${path}`]));
  const stored = Object.fromEntries(Object.entries(templates).map(([path, text]) => [`.templates/${path}`, text]));
  const reading = readConfig(memoryWorkspace({ ...stored, ...files }), { variables, includes }, entry, {
    inputs: inputsOf(inputs),
    isClosedWorld: true,
  });
  const [first] = reading.rejections;
  if (expect.merged === null) {
    const isSameText = first?.message === expect.errors[0];
    return {
      verdict: first === undefined ? 'accepted' : 'equal',
      detail: first?.message ?? expect.errors[0] ?? '',
      isSameText,
    };
  }
  if (first !== undefined && expect.valid) return { verdict: 'refused', detail: first.message };
  return compare(reading, expect);
}

function compare({ root }: ConfigReading, { merged }: Answer): Judgement {
  const mine = root === undefined ? undefined : wrapLists(plain(root), '');
  const theirs = wrapLists(normal(merged), '');
  if (isDeepStrictEqual(mine, theirs)) return { verdict: 'equal', detail: '' };
  return { verdict: 'different', detail: firstDifference(mine, theirs, '') };
}

/** GitLab's entries make lists of these single values in the very mapping that the recorder saw, in jobs that are validated. */
function wrapLists(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => wrapLists(item, path));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => {
    const isSingle = (path.endsWith('/artifacts/reports') && typeof item === 'string') || key === 'exit_codes';
    return [key, isSingle && !Array.isArray(item) ? [item] : wrapLists(item, `${path}/${key}`)] as const;
  });
  return Object.fromEntries(entries);
}

function plain(value: YamlValue): unknown {
  switch (value.kind) {
    case 'mapping':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry.value)]));
    case 'sequence':
      return value.items.map(plain);
    case 'reference':
      return { reference: plain(value.content) };
    case 'null':
      return null;
    case 'string':
      return value.value;
    case 'boolean':
      return value.value;
    default:
      return Number.isFinite(value.value) ? value.value : spellScalar(value);
  }
}

function normal(json: unknown): unknown {
  return JSON.parse(JSON.stringify(json));
}

function firstDifference(mine: unknown, theirs: unknown, path: string): string {
  if (isRecord(mine) && isRecord(theirs)) {
    for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      if (!isDeepStrictEqual(mine[key], theirs[key])) return firstDifference(mine[key], theirs[key], `${path}/${key}`);
    }
  }
  return `at ${path}: ${show(mine)} instead of ${show(theirs)}`;
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 160);
}
function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function inputsOf(inputs: unknown): ReadonlyMap<string, YamlValue> {
  const { value } = readYaml(new SourceFile('inputs.json', JSON.stringify(inputs ?? {})));
  if (value?.kind !== 'mapping') return new Map();
  return new Map([...value.entries].map(([name, entry]) => [name, entry.value]));
}

function readCase(record: unknown): readonly Case[] {
  if (!isRecord(record) || !isRecord(record['expect'])) return [];
  const expect = answerOf(record['expect']);
  const variables = new Map(Object.entries(textsOf(record['vars'])));
  const common = { expect, variables, inputs: record['inputs'] };
  if (typeof record['config'] === 'string') {
    const files = { ...textsOf(record['files']), '.gitlab-ci.yml': record['config'] };
    return [{ ...common, id: String(record['id']), entry: '.gitlab-ci.yml', files }];
  }
  if (typeof record['path'] !== 'string' || record['dropped_includes'] !== undefined) return [];
  const above = dirname(directory.replace(/\/$/, ''));
  const root = join(above, typeof record['root'] === 'string' ? record['root'] : dirname(record['path']));
  const entry = relative(root, join(above, record['path']));
  if (!existsSync(join(root, entry))) return [];
  return [{ ...common, id: record['path'], entry, files: filesBelow(root, entry) }];
}

function answerOf(expect: Record<string, unknown>): Answer {
  const errors = Array.isArray(expect['errors']) ? expect['errors'].map(String) : [];
  return { valid: expect['valid'] === true, errors, merged: expect['merged'] ?? null };
}

function textsOf(value: unknown): Record<string, string> {
  if (!isRecord(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([key, text]) => [key, String(text)]));
}

function filesBelow(root: string, entry: string): Record<string, string> {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(root, path)).isFile(),
  );
  const isSingle = paths.length > 400;
  const wanted = isSingle ? [entry] : paths;
  return Object.fromEntries(wanted.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function readTemplates(folder: string): Record<string, string> {
  const source = readdirSync(folder).find((name) => name.includes('templates'));
  if (source === undefined) return {};
  const lines = readFileSync(join(folder, source), 'utf8').split('\n').filter(Boolean);
  const records = lines.map((line): unknown => JSON.parse(line)).filter(isRecord);
  const named = records.map(
    (record) => [String(record['id']).replace(/^[^/]*\//, ''), String(record['config'])] as const,
  );
  const byFileName = named.map(([path, text]) => [path.replace(/^.*\//, ''), text] as const);
  return { ...Object.fromEntries(byFileName), ...Object.fromEntries(named) };
}
