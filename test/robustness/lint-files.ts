import { rules } from '../../rules/index.ts';
import { lint } from '../../src/engine/lint.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import { reporters } from '../../src/report/index.ts';
import { memoryWorkspace, type Workspace } from '../../src/source/workspace.ts';

/** The files of a repository by path. */
export type Files = Readonly<Record<string, string>>;

/** The ids of the rules that have something to say about a repository held in memory, one for each finding. */
export const lintFiles = (files: Files): readonly string[] => lintWorkspace(memoryWorkspace(files));

/** The same for any workspace. All reports are written, too, since they meet the same texts and places. */
export function lintWorkspace(workspace: Workspace): readonly string[] {
  const project = readProject(workspace, defaultPolicy);
  const result = lint(project, rules, defaultPolicy, { today: '2026-11-21' });
  const report = { tool: { name: 'multiarch-lint', version: 'test' }, root: '', project, rules, ...result };
  for (const write of Object.values(reporters)) write([report], { color: false, width: 100, quiet: false });
  return result.findings.map(({ ruleId }) => ruleId);
}

/** A pipeline about which a rule has something to say whatever else there is: it starts a Docker daemon. */
export const pipelineWithFinding = `stages: [build]
build:
  stage: build
  image: docker:27
  services: [docker:27-dind]
  script:
    - docker build --tag registry.example.com/shop/server:latest .
    - docker push registry.example.com/shop/server:latest
`;

/** What is found in it. */
export const itsFinding = 'no-dind-service';

/** A runner configuration about which a rule has something to say. */
export const runnerWithFinding = `[[runners]]
  name = "shared"
  executor = "docker"
  [runners.docker]
    image = "alpine:3.20"
    privileged = true
`;

/** What is found in that. */
export const itsRunnerFinding = 'no-privileged-runner';
