import { rules } from '../../../rules/index.ts';
import { lint } from '../../engine/lint.ts';
import { defaultPolicy } from '../../policy/policy.ts';
import { readProject } from '../../project/read-project.ts';
import { memoryWorkspace } from '../../source/workspace.ts';
import { type Growth, growths } from './growths.ts';

/** How the time grows with a repository: 2 is linear, 4 quadratic. */
export interface GrowthMeasured {
  readonly shown: string;
  readonly size: number;
  /** Milliseconds at the size that it starts from. */
  readonly time: number;
  /** `t(2n) / t(n)` at twice the size, where the fixed part of the time counts less. */
  readonly ratio: number;
}

/** Measures every way to grow in this process, in processor time. */
export const measureGrowth = (): readonly GrowthMeasured[] => growths.map(measured);

function measured({ shown, size, files }: Growth): GrowthMeasured {
  const [one, two, four] = [size, 2 * size, 4 * size].map(files);
  for (let spent = 0; spent < warmUp; ) spent += timeOf(two ?? {});
  const rounds = Array.from({ length: roundsFor(timeOf(four ?? {})) }, () => ({
    one: timeOf(one ?? {}),
    two: timeOf(two ?? {}),
    four: timeOf(four ?? {}),
  }));
  const usual = (key: 'one' | 'two' | 'four'): number => meanOfFaster(rounds.map((round) => round[key]));
  return { shown, size, time: usual('one'), ratio: usual('four') / usual('two') };
}

/**
 * The mean of the faster three quarters: the slowest met the work of others, and the fastest alone would tell of the
 * short ones only rounds without a garbage collection, which the long ones all have.
 */
function meanOfFaster(times: readonly number[]): number {
  const counted = times.toSorted((a, b) => a - b).slice(0, Math.ceil(0.75 * times.length));
  return counted.reduce((sum, time) => sum + time, 0) / counted.length;
}

/** Milliseconds until V8 has optimised what it is going to: before, one size may be measured with it and one without. */
const warmUp = 3_000;

/** Nine, and more of what takes little time, of which noise is a larger part. */
const roundsFor = (milliseconds: number): number => Math.max(9, Math.min(60, Math.ceil(2_000 / milliseconds)));

function timeOf(files: Readonly<Record<string, string>>): number {
  const before = process.cpuUsage();
  lint(readProject(memoryWorkspace(files), defaultPolicy), rules, defaultPolicy, { today: '2026-01-01' });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
