import { describe, expect, test } from 'vitest';
import { itsRunnerFinding, lintFiles, runnerWithFinding } from '../robustness/lint-files.ts';
import { hostileWorkflows } from './workflows.ts';

/** Every repository here is read in a second or two; the limit leaves room for a machine that does other things, too. */
const patience = 60_000;

describe('hostile workflows and actions end in findings or quietly, and hide nothing of other files', () => {
  test.each(Object.entries(hostileWorkflows))(
    '%s',
    (_, write) => {
      expect(lintFiles({ ...write(), 'runner/config.toml': runnerWithFinding })).toContain(itsRunnerFinding);
    },
    patience,
  );
});
