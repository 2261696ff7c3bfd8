import type { Operator } from '../operator.ts';
import { attestationOperators } from './attestation.ts';
import { cacheOperators } from './cache.ts';
import { coverageOperators } from './coverage.ts';
import { dockerfileOperators } from './dockerfile.ts';
import { emulationOperators } from './emulation.ts';
import { inputOperators } from './input.ts';
import { mergeOperators } from './merge.ts';
import { pipelineOperators } from './pipeline.ts';
import { privilegeOperators } from './privilege.ts';
import { referenceOperators } from './reference.ts';
import { runnerOperators } from './runner.ts';
import { toolOperators } from './tool.ts';
import { yamlOperators } from './yaml.ts';

/** Every kind of defect, by the group of its rule. */
export const operators: readonly Operator[] = [
  ...attestationOperators,
  ...cacheOperators,
  ...coverageOperators,
  ...dockerfileOperators,
  ...emulationOperators,
  ...inputOperators,
  ...mergeOperators,
  ...pipelineOperators,
  ...privilegeOperators,
  ...referenceOperators,
  ...runnerOperators,
  ...toolOperators,
  ...yamlOperators,
];
