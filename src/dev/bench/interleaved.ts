import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A call of Node: its arguments, and the folder that it runs in. */
export interface NodeCall {
  readonly args: readonly string[];
  readonly folder?: string;
}

/** What one call takes, as the median of its runs. */
export interface Cost {
  /** Milliseconds from the start of the process to its end. */
  readonly wall: number;
  /** Milliseconds of processor time, of all threads. */
  readonly processor: number;
  /** The most memory that the process had, in MB. */
  readonly memory: number;
}

/**
 * Runs calls in turn, so that what else the machine does falls on all of them, and answers the cost of each. The output goes into a
 * pipe. A first run of each, which fills the caches, does not count.
 *
 * Source: nodejs.org/api/cli.html: `NODE_EXTRA_CA_CERTS` is loaded at the start in Node 20, which more than doubles it.
 */
export function interleaved<Name extends string>(
  calls: Readonly<Record<Name, NodeCall>>,
  runs: number,
  folder: string,
): Readonly<Record<Name, Cost>> {
  const probe = join(folder, 'probe.cjs');
  // Children tell what they took on a pipe of their own; all of them, so that it falls out of the ratios.
  writeFileSync(
    probe,
    "process.on('exit',()=>{const u=process.resourceUsage();require('fs').writeSync(3,[u.userCPUTime+u.systemCPUTime,u.maxRSS].join(' '))})",
  );
  const names = Object.keys(calls) as Name[];
  const costs = new Map(names.map((name) => [name, [] as Cost[]]));
  for (let run = 0; run <= runs; run++) {
    for (const name of names) {
      const cost = costOf(calls[name], probe);
      if (run > 0) costs.get(name)?.push(cost);
    }
  }
  return Object.fromEntries(names.map((name) => [name, medianOf(costs.get(name) ?? [])])) as Record<Name, Cost>;
}

function costOf({ args, folder }: NodeCall, probe: string): Cost {
  const { NODE_OPTIONS: _options, NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;
  const before = process.hrtime.bigint();
  const { output, error } = spawnSync(process.execPath, ['--require', probe, ...args], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  });
  const wall = Number(process.hrtime.bigint() - before) / 1e6;
  if (error !== undefined) throw error;
  const [processor = Number.NaN, memory = Number.NaN] = String(output[3]).split(' ').map(Number);
  return { wall, processor: processor / 1000, memory: memory / 1024 };
}

const medianOf = (costs: readonly Cost[]): Cost => ({
  wall: median(costs.map(({ wall }) => wall)),
  processor: median(costs.map(({ processor }) => processor)),
  memory: median(costs.map(({ memory }) => memory)),
});

const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
