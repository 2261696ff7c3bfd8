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
  for (let warm = 0; warm < 3; warm += 1) timeOf(one ?? {});
  const rounds = Array.from({ length: roundsFor(timeOf(four ?? {})) }, () => ({
    one: timeOf(one ?? {}),
    two: timeOf(two ?? {}),
    four: timeOf(four ?? {}),
  }));
  const best = (key: 'one' | 'two' | 'four'): number => Math.min(...rounds.map((round) => round[key]));
  return { shown, size, time: best('one'), ratio: best('four') / best('two') };
}

/** Nine, and more of what takes little time, which V8 optimises late and of which noise is a larger part. */
const roundsFor = (milliseconds: number): number => Math.max(9, Math.min(60, Math.ceil(2_000 / milliseconds)));

function timeOf(files: Readonly<Record<string, string>>): number {
  const before = process.cpuUsage();
  lint(readProject(memoryWorkspace(files), defaultPolicy), rules, defaultPolicy, { today: '2026-01-01' });
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
