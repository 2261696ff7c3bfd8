import { expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { lint } from '../src/engine/lint.ts';
import { defaultPolicy } from '../src/policy/policy.ts';
import { readProject } from '../src/project/read-project.ts';
import { memoryWorkspace } from '../src/source/workspace.ts';

/** What all rules say of a pipeline that GitLab refuses. */
function saidOf(ci: string): readonly string[] {
  const project = readProject(memoryWorkspace({ '.gitlab-ci.yml': ci }), defaultPolicy);
  const { findings } = lint(project, rules, defaultPolicy, { today: '2026-11-21' });
  return findings
    .filter(({ ruleId }) => ruleId !== 'not-analysed')
    .map(({ ruleId, message }) => `${ruleId}: ${message}`);
}

const refused = (reason: string): string => `gitlab-rejects-pipeline: GitLab refuses the pipeline: "${reason}"`;

test.each([
  [
    'a matrix expression of no matrix',
    `
container:
  stage: build
  parallel: { matrix: [{ ARCH: [amd64, arm64] }] }
  script: [make]
smoke:
  stage: test
  parallel: { matrix: [{ ARCH: [amd64, arm64] }] }
  needs:
    - job: container
      parallel: { matrix: [{ ARCH: "$[[ matrix.PLATFORM ]]" }] }
  script: [make smoke]
`,
    refused("smoke job: 'PLATFORM' does not exist in matrix configuration"),
  ],
  [
    'a reference to nothing',
    `
smoke:
  before_script:
    - !reference [.registry, before_script]
    - mkdir -p out
  script: [make smoke]
`,
    refused('!reference [\\".registry\\", \\"before_script\\"] could not be found').replaceAll('\\"', '"'),
  ],
  [
    'an input without a value',
    `
spec:
  inputs:
    registry-job:
---
notify:
  needs: ["$[[ inputs.registry-job ]]"]
  script: [make notify]
`,
    refused('`registry-job` input: required value has not been provided'),
  ],
  [
    'a job in no stage that others need',
    `
stages: [image, index]
container:
  stage: images
  image: {name: "ghcr.io/osscontainertools/kaniko:v1.28.3-debug", entrypoint: [""]}
  tags: [amd64]
  script: ['/kaniko/executor --context . --destination "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA"']
index:
  stage: index
  needs: [container]
  script: [make]
`,
    'undeclared-stage: `container` is in stage `images`, which is not declared; there are `.pre`, `image`, `index` and `.post`',
  ],
])('%s is told once', (_, ci, wanted) => {
  expect(saidOf(ci)).toEqual([wanted]);
});
