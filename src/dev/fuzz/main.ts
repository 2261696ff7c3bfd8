import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import { fuzz } from './fuzz.ts';
import { work } from './worker.ts';

/** `npm run fuzz -- --seconds N [--seed S] [--cases N] [--case N] [--workers N]`. */
if (isMainThread) process.exitCode = await fuzz(readOptions());
else await work();

function readOptions() {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      cases: { type: 'string', default: 'Infinity' },
      from: { type: 'string', default: '0' },
      case: { type: 'string' },
      workers: { type: 'string', default: String(availableParallelism()) },
    },
  });
  const only = values.case === undefined ? undefined : Number(values.case);
  return {
    root: join(import.meta.dirname, '..', 'fixtures'),
    seconds: Number(values.seconds),
    seed: Number(values.seed),
    first: only ?? Number(values.from),
    behind: only === undefined ? Number(values.from) + Number(values.cases) : only + 1,
    workers: only === undefined ? Number(values.workers) : 1,
  };
}
