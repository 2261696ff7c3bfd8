import { describe, expect, test } from 'vitest';
import { hostileDockerfiles } from './hostile-dockerfiles.ts';
import { hostilePipelines } from './hostile-pipelines.ts';
import { hostileScripts } from './hostile-scripts.ts';
import { itsFinding, itsRunnerFinding, lintFiles, pipelineWithFinding, runnerWithFinding } from './lint-files.ts';

/** Every file here is read in a second or two; the limit leaves room for a machine that does other things, too. */
const patience = 60_000;

describe('hostile pipelines end in findings or quietly, and hide nothing of other files', () => {
  test.each(Object.entries(hostilePipelines))(
    '%s',
    (_, write) => {
      expect(lintFiles({ '.gitlab-ci.yml': write(), 'config.toml': runnerWithFinding })).toContain(itsRunnerFinding);
    },
    patience,
  );
});

describe('hostile scripts end in findings or quietly, and hide nothing of other jobs', () => {
  test.each(Object.entries(hostileScripts))(
    '%s',
    (_, write) => {
      const config = `${pipelineWithFinding}hostile:\n  stage: build\n  script: [sh ci/hostile.sh]\n`;
      expect(lintFiles({ '.gitlab-ci.yml': config, 'ci/hostile.sh': write() })).toContain(itsFinding);
    },
    patience,
  );
});

describe('hostile Dockerfiles end in findings or quietly, and hide nothing of other files', () => {
  test.each(Object.entries(hostileDockerfiles))(
    '%s',
    (_, write) => {
      expect(lintFiles({ '.gitlab-ci.yml': pipelineWithFinding, Dockerfile: write() })).toContain(itsFinding);
    },
    patience,
  );

  test.each(Object.entries(hostileScripts))(
    'in a RUN line: %s',
    (_, write) => {
      const dockerfile = `FROM alpine:3.20\nRUN ${write().replaceAll('\n', ' ; \\\n')}\n`;
      expect(lintFiles({ '.gitlab-ci.yml': pipelineWithFinding, Dockerfile: dockerfile })).toContain(itsFinding);
    },
    patience,
  );
});
