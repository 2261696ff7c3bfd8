import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { afterSteps, caseAt } from './case.ts';
import { breaksToo, type Check, checkCase } from './check-case.ts';
import type { Files } from './files.ts';
import { readFixtures } from './fixtures.ts';
import type { Failure } from './properties/failure.ts';
import { sceneIn } from './scene.ts';
import { shrink } from './shrink.ts';

/** What a worker is told. */
export interface Task {
  readonly root: string;
  readonly seed: number;
  /** Its cases: `first`, `first + step`, and so on below `behind`. */
  readonly first: number;
  readonly step: number;
  readonly behind: number;
  /** For each worker the case that it is at, how many it has finished, and how many runs it has begun. */
  readonly state: SharedArrayBuffer;
  readonly slot: number;
  readonly untilEpoch: number;
}

/** What a worker tells. */
export interface Find {
  readonly index: number;
  readonly fixture: string;
  readonly steps: readonly string[];
  readonly options: readonly string[];
  readonly failure: Failure;
  /** The files that show it, as small as they could be made. */
  readonly files: Files;
  /** The same before the change that means nothing. */
  readonly base: Files | undefined;
}

/** Each failure is made small within so many milliseconds. */
const shrinkingTime = 30_000;

/** Works on the task of this thread until its time is over. */
export async function work(): Promise<void> {
  const task = workerData as Task;
  const counts = new Float64Array(task.state).subarray(task.slot * 3, task.slot * 3 + 3);
  const memory = '/dev/shm';
  const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'multiarch-lint-fuzz-'));
  const beat = (): void => {
    counts[2] = (counts[2] ?? 0) + 1;
  };
  const check: Check = { scene: sceneIn(folder, beat), fixtures: readFixtures(task.root), known: new Map() };
  const seen = new Set<string>();
  try {
    for (let index = task.first; index < task.behind && Date.now() < task.untilEpoch; index += task.step) {
      counts[0] = index;
      const found = await findAt(index, task.seed, check, seen);
      if (found !== undefined) parentPort?.postMessage(found);
      counts[1] = (counts[1] ?? 0) + 1;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is wrong with a case; one of a kind that was seen before is told as it is. */
async function findAt(index: number, seed: number, check: Check, seen: Set<string>): Promise<Find | undefined> {
  const one = caseAt(seed, index, check.fixtures);
  const failure = await checkCase(one, check);
  if (failure === undefined) return undefined;
  const isFirst = !seen.has(failure.property + failure.kind);
  seen.add(failure.property + failure.kind);
  const isSame = failure.property === 'same meaning';
  const start: Files = isSame ? one.fixture.files : one.files;
  const small = isFirst
    ? await shrink(start, (files) => breaksToo(files, one, failure, check), performance.now() + shrinkingTime)
    : start;
  return {
    index,
    fixture: one.fixture.name,
    steps: one.steps.map(({ mutation, path }) => `${mutation.name} in ${path}`),
    options: one.options,
    failure,
    files: isSame ? afterSteps(small, one.steps, check.fixtures) : small,
    base: isSame ? small : undefined,
  };
}
