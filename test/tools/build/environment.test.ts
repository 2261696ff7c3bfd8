import { expect, test } from 'vitest';
import type { JobCommand } from '../../../src/model/index.ts';
import { toolVariable } from '../../../src/tools/build/environment.ts';
import { type CauseKind, hidden } from '../../../src/value/index.ts';
import { commandOfLine } from '../commands.ts';

const withHidden = (kind: CauseKind): JobCommand => {
  const command = commandOfLine('docker build .');
  return { ...command, environment: () => hidden({ kind, because: 'it is not seen', at: command.span }) };
};

test.each([
  ['variable', 'unset'],
  ['out-of-scope-variable', 'unset'],
  ['indirection', 'unknown'],
  ['include', 'unknown'],
] as const)('a variable of a tool that is hidden by a cause of kind %s is %s', (kind, is) => {
  expect(toolVariable(withHidden(kind), 'DOCKER_DEFAULT_PLATFORM').is).toBe(is);
});
