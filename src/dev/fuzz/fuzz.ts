import { Worker } from 'node:worker_threads';
import type { Find, Task } from './worker.ts';

/** How long, and with what. */
export interface FuzzOptions {
  readonly root: string;
  readonly seconds: number;
  readonly seed: number;
  readonly first: number;
  readonly behind: number;
  readonly workers: number;
}

/** A run of the command that has not ended by then, in milliseconds, is taken to hang. */
const patience = 120_000;

/** Tries cases until the time is over, prints what breaks a property, and answers the exit code. */
export async function fuzz(options: FuzzOptions): Promise<0 | 1> {
  const start = Date.now();
  const state = new SharedArrayBuffer(options.workers * 3 * Float64Array.BYTES_PER_ELEMENT);
  const counts = new Float64Array(state);
  const finds = new Map<string, number>();
  const tell = (found: Find): void => {
    const key = `${found.failure.property}: ${found.failure.kind}`;
    const count = (finds.get(key) ?? 0) + 1;
    finds.set(key, count);
    if (count === 1) process.stdout.write(textOf(found, options.seed));
  };
  process.stdout.write(`seed ${options.seed}, ${options.workers} workers\n`);
  const done = (): number => counts.reduce((sum, count, at) => (at % 3 === 1 ? sum + count : sum), 0);
  const progress = setInterval(() => {
    process.stdout.write(`${since(start)} s: ${done()} cases, ${finds.size} kinds of finds\n`);
  }, 60_000);
  const task = { root: options.root, seed: options.seed, step: options.workers, behind: options.behind, state };
  await Promise.all(
    Array.from({ length: options.workers }, (_, slot) =>
      runSlot({ ...task, slot, first: options.first + slot, untilEpoch: start + options.seconds * 1000 }, counts, tell),
    ),
  );
  clearInterval(progress);
  process.stdout.write(`${done()} cases in ${since(start)} s, seed ${options.seed}; finds: ${finds.size}\n`);
  for (const [key, count] of finds) process.stdout.write(`  ${count} times ${key}\n`);
  return finds.size === 0 ? 0 : 1;
}

const since = (start: number): string => ((Date.now() - start) / 1000).toFixed(0);

/** Keeps a worker at work: one that hangs or dies at a case is replaced by one that goes on behind it. */
async function runSlot(task: Task, counts: Float64Array, tell: (found: Find) => void): Promise<void> {
  let next: number | undefined = task.first;
  while (next !== undefined && next < task.behind && Date.now() < task.untilEpoch) {
    const end = await runWorker({ ...task, first: next }, counts, tell);
    const index: number = counts[task.slot * 3] ?? next;
    if (end !== undefined) tell(lostCase(index, end));
    next = end === undefined ? undefined : index + task.step;
  }
}

/** Why a worker has not come to its end; `undefined` if it has. */
function runWorker(task: Task, counts: Float64Array, tell: (found: Find) => void): Promise<string | undefined> {
  const worker = new Worker(new URL(import.meta.url), {
    workerData: task,
    // A case leaves nothing behind: room for the young takes a tenth off the time, which went into moving what was about to die.
    resourceLimits: { maxOldGenerationSizeMb: 1500, maxYoungGenerationSizeMb: 96 },
  });
  return new Promise((resolve) => {
    let beats = -1;
    const watch = setInterval(() => {
      const now = counts[task.slot * 3 + 2] ?? 0;
      if (now === beats)
        void worker.terminate().then(() => {
          end('a run does not end');
        });
      beats = now;
    }, patience);
    const end = (reason: string | undefined): void => {
      clearInterval(watch);
      resolve(reason);
    };
    worker.on('message', tell);
    worker.on('error', (error) => {
      end(`the worker died: ${String(error)}`);
    });
    worker.on('exit', () => {
      end(undefined);
    });
  });
}

const lostCase = (index: number, reason: string): Find => ({
  index,
  fixture: 'unknown',
  steps: [],
  options: [],
  failure: { property: 'in time', kind: reason, detail: reason },
  files: {},
  base: undefined,
});

function textOf({ index, fixture, steps, options, failure, files, base }: Find, seed: number): string {
  const lines = [
    `\n== ${failure.property}: ${failure.kind}`,
    `npm run fuzz -- --seed ${seed} --case ${index}`,
    `${fixture}; ${steps.join('; ')}; options: ${options.join(' ')}`,
    failure.detail.slice(0, 3000),
    ...(base === undefined ? [] : ['before:', ...Object.entries(base).map(fileText), 'after:']),
    ...Object.entries(files).map(fileText),
  ];
  return `${lines.join('\n')}\n`;
}

const fileText = ([path, text]: readonly [string, string]): string =>
  `--- ${path}\n${text.length > 4000 ? `${text.slice(0, 4000)}…` : text}`.replaceAll(
    /[^\n\t -~\u00a0-\ud7ff]/g,
    (sign) =>
      JSON.stringify(sign)
        .slice(1, -1)
        .replace(/^(?=[^\\])/, `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')} `),
  );
