import { readFileSync } from 'node:fs';
import { readGitlabPipelines } from '../gitlab/read-pipelines.ts';
import type { Job } from '../model/index.ts';
import { memoryWorkspace } from '../source/workspace.ts';
import { knownString, showText } from '../value/index.ts';

/**
 * Compares the jobs of pipelines with what GitLab says of them. Arguments: files of records (one JSON object a line,
 * with `config`, `files`, `vars` and `expect`); `--show N` prints the first N differences.
 */
interface Expected {
  readonly name: string;
  readonly stage: string;
  readonly needs?: { readonly job?: readonly { readonly name: string; readonly optional?: boolean }[] };
  readonly tags?: readonly string[];
  readonly image?: { readonly name?: string };
  readonly services?: readonly { readonly name?: string }[];
  readonly script?: readonly string[];
  readonly before_script?: readonly string[];
  readonly after_script?: readonly string[];
  readonly cache?: readonly { readonly key?: unknown; readonly paths?: readonly string[] }[];
  readonly when?: string;
  readonly ignore?: boolean;
  readonly rules?: unknown;
  readonly yaml_variables?: readonly { readonly key: string; readonly value: string }[];
}

interface Entry {
  readonly id: string;
  readonly config: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly vars?: Readonly<Record<string, string>>;
  readonly expect: { readonly valid: boolean; readonly errors: readonly string[]; readonly jobs?: readonly Expected[] };
}

const isPlain = (text: string | undefined): text is string => text !== undefined && !/[$%]/.test(text);

const args = process.argv.slice(2);
const showAt = args.indexOf('--show');
const most = showAt === -1 ? 0 : Number(args[showAt + 1]);
const paths = args.filter((_, index) => showAt === -1 || (index !== showAt && index !== showAt + 1));
let shown = 0;
const tally = new Map<string, [right: number, all: number]>();

/** The files are ours and have this form. */
for (const path of paths) {
  for (const line of readFileSync(path, 'utf8').split('\n')) if (line !== '') compare(JSON.parse(line) as Entry);
}
for (const [what, [right, all]] of tally) process.stdout.write(`${what}: ${right} of ${all}\n`);

function compare(record: Entry): void {
  const files = { ...record.files, '.gitlab-ci.yml': record.config };
  const environment = { variables: new Map(Object.entries(record.vars ?? {})), includes: new Map<string, string>() };
  const { pipelines } = readGitlabPipelines(memoryWorkspace(files), environment);
  const [pipeline] = pipelines;
  const rejections = (pipeline?.rejections ?? []).map(({ message }) => message);
  count(record, 'verdict', rejections.length === 0, record.expect.valid);
  if (!record.expect.valid) {
    count(record, 'first error', rejections[0], record.expect.errors[0]);
    return;
  }
  const jobs = pipeline?.jobs.items ?? [];
  const expected = record.expect.jobs ?? [];
  const names = jobs.map(({ name }) => name);
  count(
    record,
    'names',
    names,
    expected.map(({ name }) => name),
  );
  for (const job of jobs) {
    const other = expected.find(({ name }) => name === job.name);
    if (other !== undefined) compareJob(record, job, other);
  }
}

function compareJob(record: Entry, job: Job, expected: Expected): void {
  count(record, 'stage', job.stage.is === 'set' ? job.stage.value.name : job.stage.is, expected.stage);
  const needs = job.needs.by === 'list' ? job.needs.needs.items.filter((need) => !need.isElsewhere) : [];
  const needed = needs.flatMap(({ jobs, name }) => (jobs.length > 0 ? jobs.map((one) => one.name) : [name]));
  count(
    record,
    'needs',
    needed,
    (expected.needs?.job ?? []).map(({ name }) => name),
  );
  const tags = expected.tags ?? [];
  if (tags.every(isPlain)) count(record, 'tags', job.runnerLabels.items.map(showText), tags);
  const image = job.image.is === 'set' ? knownString(job.image.value.reference) : undefined;
  if (expected.image === undefined || isPlain(expected.image.name)) count(record, 'image', image, expected.image?.name);
  const services = (expected.services ?? []).map(({ name }) => name ?? '');
  if (services.every(isPlain))
    count(
      record,
      'services',
      job.services.items.map(({ reference }) => showText(reference)),
      services,
    );
  const script = [...(expected.before_script ?? []), ...(expected.script ?? [])];
  count(
    record,
    'script',
    job.script.items.map(({ text }) => text),
    script,
  );
  count(
    record,
    'after_script',
    job.afterScript.items.map(({ text }) => text),
    expected.after_script ?? [],
  );
  const cachePaths = (expected.cache ?? []).map(({ paths: list }) => list ?? []);
  if (cachePaths.flat().every(isPlain))
    count(
      record,
      'cache paths',
      job.caches.items.map((cache) => cache.paths.items.map(showText)),
      cachePaths,
    );
  if (expected.rules === undefined && job.when.is === 'set')
    count(record, 'when', job.when.value, expected.when ?? 'on_success');
  if (expected.rules === undefined && typeof expected.ignore === 'boolean')
    count(record, 'allow_failure', job.allowFailure.is, expected.ignore ? 'yes' : 'no');
  compareVariables(record, job, expected);
}

function compareVariables(record: Entry, job: Job, expected: Expected): void {
  for (const { key, value } of expected.yaml_variables ?? []) {
    if (!isPlain(value)) continue;
    const variable = job.variables.defined.get(key);
    count(record, 'variables', variable && knownString(variable.value), record.vars?.[key] ?? value);
  }
}

/** Counts one comparison; the values are put into words only where they differ. */
function count(record: Entry, what: string, actual: unknown, expected: unknown): void {
  const isRight = JSON.stringify(actual) === JSON.stringify(expected);
  const [right, all] = tally.get(what) ?? [0, 0];
  tally.set(what, [right + (isRight ? 1 : 0), all + 1]);
  if (isRight || shown >= most) return;
  shown += 1;
  process.stdout.write(
    `${record.id} ${what}\n  we: ${JSON.stringify(actual)}\n  GitLab: ${JSON.stringify(expected)}\n`,
  );
}
