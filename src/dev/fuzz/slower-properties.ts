import type { Case } from './case.ts';
import type { Files } from './files.ts';
import { wrongBaseline } from './properties/baseline.ts';
import type { Failure } from './properties/failure.ts';
import type { SeenFinding } from './properties/findings.ts';
import { wrongFixes } from './properties/fixes.ts';
import { wrongInit } from './properties/init.ts';
import { wrongInput } from './properties/inputs.ts';
import { wrongPatch } from './properties/patches.ts';
import { wrongPlan } from './properties/plans.ts';
import { planReports } from './properties/reports.ts';
import type { Scene } from './scene.ts';

/** The files of a case as they were laid out, and what was found in them. */
export interface Found {
  readonly files: Files;
  readonly findings: readonly SeenFinding[];
}

/** The first property of those that take several runs that does not hold; the number of a case says which are tried. */
export async function slowerFailure(one: Case, found: Found, scene: Scene): Promise<Failure | undefined> {
  for (const { every, wrong } of properties) {
    const failure = one.index % every === 0 ? await wrong(one, found, scene) : undefined;
    if (failure !== undefined) return failure;
  }
  return undefined;
}

interface Property {
  /** One of so many cases is tried. */
  readonly every: number;
  readonly wrong: (one: Case, found: Found, scene: Scene) => Promise<Failure | undefined>;
}

/** Those that write into the repository come last. */
const properties: readonly Property[] = [
  {
    every: 11,
    async wrong({ index }, { files }, scene) {
      return await wrongPlan(scene, files, planReports[index % planReports.length] ?? 'plan');
    },
  },
  { every: 23, wrong: ({ options }, _, scene) => wrongBaseline(scene, options) },
  {
    every: 31,
    async wrong({ index, options }, { files, findings }, scene) {
      const paths = Object.keys(files);
      const path = paths[index % paths.length] ?? '';
      return await wrongInput(scene, files, { path, options, found: findings });
    },
  },
  {
    every: 7,
    async wrong({ options }, { files, findings }, scene) {
      return canBeFixed(findings) ? await wrongFixes(scene, files, findings, options) : undefined;
    },
  },
  {
    every: 29,
    async wrong({ options }, { files, findings }, scene) {
      return canBeFixed(findings) ? await wrongPatch(scene, files, options) : undefined;
    },
  },
  { every: 41, wrong: (_, { files }, scene) => wrongInit(scene, files) },
];

const canBeFixed = (findings: readonly SeenFinding[]): boolean => findings.some(({ fix }) => fix !== null);
