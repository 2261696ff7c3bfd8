import { rules } from '../../rules/index.ts';
import { lint } from '../../src/engine/lint.ts';
import { suppressionRules } from '../../src/engine/suppression-rules.ts';
import { nodeWorkspace } from '../../src/host/node-workspace.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import type { Report } from '../../src/report/report.ts';
import { memoryWorkspace, type Workspace } from '../../src/source/workspace.ts';

/** A file name that tries to be a workflow command, markup, a mention and a path of another place at once. */
export const hostilePath = 'ci/::set-env name=A::%0A`<img src=x>`|@all #1 "]]>.yml';

/** What a repository would write that wants to be more than text to the readers of reports. */
export const hostileName =
  '::error::x%0A::set-env name=PATH::/evil`<script>alert(1)</script>` | @all !1 #2 &3 ]]> [a](https://evil.example) ${{ x }}';

/** A pipeline with a finding whose texts are all hostile. */
const hostilePipeline = JSON.stringify({
  [hostileName]: {
    image: 'docker:28',
    services: ['docker:28-dind'],
    script: [
      'docker build --tag "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA" .',
      'docker push "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA"',
    ],
  },
});

/** A repository whose file names and texts are hostile. */
const hostileWorkspace = memoryWorkspace({
  '.gitlab-ci.yml': `include:\n  - local: ${JSON.stringify(hostilePath)}\n  - project: group/other\n    file: x.yml\n`,
  [hostilePath]: hostilePipeline,
});

/** One with a comment that silences a finding. */
const silencedWorkspace = memoryWorkspace({
  '.gitlab-ci.yml': `build:
  image: docker:28
  # multiarch-lint: ignore[no-dind-service] the pilot ends in May
  services: [docker:28-dind]
  script:
    - docker build --tag "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA" .
    - docker push "$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA"
`,
});

/** What a run over a workspace reports. */
export function reportOn(workspace: Workspace, root: string): Report {
  const project = readProject(workspace, defaultPolicy);
  const all = [...rules, ...suppressionRules.filter((rule) => !rules.includes(rule))];
  const result = lint(project, all, defaultPolicy, { today: '2026-11-22' });
  return { tool: { name: 'multiarch-lint', version: '1.2.3' }, root, project, rules: all, ...result };
}

/** A run over several projects, one of them with a finding of every kind, one clean, one hostile. */
export const everyReport = (): readonly Report[] => [
  reportOn(nodeWorkspace('fixtures/projects/defects'), 'defects/'),
  reportOn(nodeWorkspace('fixtures/projects/kaniko-matrix'), 'clean/'),
  reportOn(hostileWorkspace, 'hostile `|<b>@all/'),
  reportOn(silencedWorkspace, 'silenced/'),
];
