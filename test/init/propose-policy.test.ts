import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { proposePolicy } from '../../src/cli/commands/propose-policy.ts';
import { nodeWorkspace } from '../../src/host/node-workspace.ts';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import { formatPlatform } from '../../src/rule/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { memoryWorkspace, type Workspace } from '../../src/source/workspace.ts';

const today = '2026-11-22';
const propose = (workspace: Workspace, schema?: string) => proposePolicy({ workspace, today, schema });
const policyOf = (text: string): Policy => loadPolicy(new SourceFile('.multiarch-lint.yml', text));
/** The policy with all that it proposes. */
const inForce = (text: string): string => text.replace(/^#(?! \S)/gm, '');
const platformsOf = (text: string) => policyOf(text).expectations.platforms.map(formatPlatform);

const kaniko = (job: string, more: string): string => `
${job}:
  image: { name: "ghcr.io/osscontainertools/kaniko:v1.28.3-debug", entrypoint: [""] }
${more}
`;

const perArch = `
build:
  image: { name: "ghcr.io/osscontainertools/kaniko:v1.28.3-debug", entrypoint: [""] }
  parallel: { matrix: [{ ARCH: [amd64, arm64] }] }
  tags: ["$ARCH"]
  script:
    - /kaniko/executor --context . --destination "$CI_REGISTRY_IMAGE/orders:$CI_COMMIT_SHA-$ARCH"
index:
  stage: deploy
  image: { name: "mplatform/manifest-tool:alpine-v2.2.1", entrypoint: [""] }
  tags: [amd64]
  before_script: ['mkdir -p ~/.docker', 'cp "$REGISTRY_AUTH" ~/.docker/config.json']
  script:
    - manifest-tool push from-args --platforms linux/amd64,linux/arm64
      --template "$CI_REGISTRY_IMAGE/orders:$CI_COMMIT_SHA-ARCH" --target "$CI_REGISTRY_IMAGE/orders:$CI_COMMIT_SHA"
`;

const repository = (ci: string): Workspace =>
  memoryWorkspace({ '.gitlab-ci.yml': ci, Dockerfile: 'FROM alpine:3.22\nRUN apk add --no-cache curl\n' });

test('the platforms of an image for several are asked of every image', () => {
  expect(platformsOf(propose(repository(perArch)).policy)).toEqual(['linux/amd64', 'linux/arm64']);
});

test.each([
  ['an architecture that is none', 'linux/amr64'],
  ['a variant that would end the list', 'linux/arm/v7]'],
])('%s, as a merge lists it, is no platform to propose', (_, written) => {
  const ci = perArch.replace('linux/amd64,linux/arm64', `linux/amd64,linux/arm64,${written}`);
  const { policy } = propose(repository(ci));
  expect(platformsOf(inForce(policy))).toEqual(['linux/amd64', 'linux/arm64']);
  expect(policy).not.toContain(written);
});

test('an image for one architecture makes that a proposal, and is proposed as an exception', () => {
  const one = kaniko(
    'docs',
    '  tags: [amd64]\n  script:\n    - /kaniko/executor --context docs --destination $CI_REGISTRY_IMAGE/docs:$CI_COMMIT_SHA',
  );
  const { policy } = propose(repository(perArch + one));
  expect(platformsOf(policy)).toEqual([]);
  expect(policy).toContain(
    '# Not in force, because it would bring 1 more finding.\n#platforms: [linux/amd64, linux/arm64]\n',
  );
  expect(policyOf(inForce(policy)).expectations.images).toEqual([
    expect.objectContaining({ name: '$CI_REGISTRY_IMAGE/docs', needsNoMerge: false }),
  ]);
});

test('an architecture that a merge lists and nobody builds is told, and not asked for', () => {
  const { policy } = propose(
    repository(perArch.replace('--platforms linux/amd64', '--platforms linux/s390x,linux/amd64')),
  );
  expect(policy).toContain('# Listed by a merge, and built by no job: linux/s390x.\n');
  expect(platformsOf(policy)).toEqual(['linux/amd64', 'linux/arm64']);
});

test('a runner tag is not asked about where another tag of its jobs names the architecture', () => {
  const { seen } = propose(repository(perArch.replace('tags: ["$ARCH"]', 'tags: ["$ARCH", pool-7]')));
  expect(seen.labels).toEqual([]);
});

test('a runner tag that names no architecture is proposed with what is meant to be built there', () => {
  const { policy } = propose(repository(perArch.replace('tags: ["$ARCH"]', 'tags: [pool-7]')));
  expect(policy).toContain(
    '#    pool-7: { platform: linux/amd64 }  # `build`, which builds linux/amd64 and linux/arm64\n',
  );
  const labels = policyOf(inForce(policy)).expectations.runnerLabels;
  expect([...labels.keys()]).toEqual(['pool-7']);
});

test.each([
  ['project: platform/ci\n    file: kaniko.yml', 'project:platform/ci'],
  ['remote: https://ci.example.com/kaniko.yml', 'remote:https://ci.example.com/kaniko.yml'],
  ['component: $CI_SERVER_FQDN/platform/kaniko/build@1.0.0', undefined],
  ['template: Jobs/Build.gitlab-ci.yml', 'template:Jobs/Build.gitlab-ci.yml'],
])('an include that was not read is proposed under its key: %s', (include, key) => {
  const { policy } = propose(repository(`include:\n  - ${include}\n${perArch}`));
  expect([...policyOf(inForce(policy)).environment.includes.keys()]).toEqual([key ?? 'project:group/ci-templates']);
});

test('builders that are not used are proposed to be kept out', () => {
  const uses = policyOf(inForce(propose(repository(perArch)).policy)).expectations.builders;
  expect(uses.get('kaniko')).toBe('allow');
  expect([...uses].filter(([, use]) => use === 'forbid').map(([name]) => name)).toContain('docker');
});

test('names with odd characters stay what they are, and open no new lines', () => {
  const label = 'pool: #1 "big"\\n';
  const ci = perArch
    .replace('tags: ["$ARCH"]', `tags: [${JSON.stringify(label)}]`)
    .replaceAll('build:', '"build\\n#x: y":');
  const { policy } = propose(repository(ci));
  expect([...policyOf(inForce(policy)).expectations.runnerLabels.keys()]).toEqual([label]);
});

test('the schema is named where there is one', () => {
  const { policy } = propose(repository(perArch), 'node_modules/multiarch-lint/schema.json');
  expect(policy.split('\n')[0]).toBe('# yaml-language-server: $schema=node_modules/multiarch-lint/schema.json');
});

describe.each(readdirSync('fixtures/projects', { withFileTypes: true }).filter((entry) => entry.isDirectory()))(
  '$name',
  ({ name }) => {
    const workspace = nodeWorkspace(`fixtures/projects/${name}`);
    const { policy, jobs, findings } = propose(workspace);

    test('its policy is valid, also with all that it proposes', () => {
      expect(policyOf(policy).preset).toBe('recommended');
      expect(policyOf(inForce(policy)).expectations.platforms.length).toBeGreaterThan(0);
    });

    test('nothing is worse with it', async () => {
      const { lint } = await import('../../src/engine/lint.ts');
      const { allRules } = await import('../../src/cli/projects/all-rules.ts');
      const before = lint(readProject(workspace, defaultPolicy), allRules, defaultPolicy, { today }).findings;
      const known = before.map(({ fingerprint }) => fingerprint);
      expect(findings.filter(({ fingerprint }) => !known.includes(fingerprint))).toEqual([]);
    });

    test('GitLab takes the job, and nothing is found in it', () => {
      const content = workspace.read('.gitlab-ci.yml');
      const ci = content.is === 'text' ? content.text : '';
      const extended: Workspace = {
        paths: workspace.paths,
        read: (path) =>
          path === '.gitlab-ci.yml' ? { is: 'text', text: `${ci}\n${jobs[0]?.text ?? ''}` } : workspace.read(path),
      };
      const [pipeline] = readProject(extended, defaultPolicy).pipelines;
      expect(pipeline?.rejections).toEqual([]);
      expect(pipeline?.definitions.map((definition) => definition.name)).toContain('multiarch-lint');
      expect(propose(extended).findings.length).toBe(findings.length);
    });
  },
);
