import { describe, expect, test } from 'vitest';
import { rules } from '../rules/index.ts';
import { lint } from '../src/engine/lint.ts';
import { executorsOf, ignoresImage, imageUses, jobsOf } from '../src/model/index.ts';
import { loadPolicy } from '../src/policy/load-policy.ts';
import { readProject } from '../src/project/read-project.ts';
import { SourceFile } from '../src/source/source-file.ts';
import { memoryWorkspace } from '../src/source/workspace.ts';
import { showText } from '../src/value/index.ts';

const about: ReadonlySet<string> = new Set([
  'deprecated-tool-option',
  'docker-version-skew',
  'forbidden-builder',
  'kaniko-archived',
  'no-binfmt-install',
  'outdated-tool-version',
  'tool-entrypoint-not-cleared',
  'tool-image-arch',
  'tool-image-without-shell',
  'unpinned-tool-image',
]);

const policyOf = (text: string) => loadPolicy(new SourceFile('.multiarch-lint.yml', text));

const projectOf = (files: Readonly<Record<string, string>>, policy = '{}') =>
  readProject(memoryWorkspace(files), policyOf(policy));

/** What the rules about tools say of a pipeline: the rule of each finding. */
function saidOf(ci: string, policy = '{}'): readonly string[] {
  const project = projectOf({ '.gitlab-ci.yml': ci }, policy);
  const selected = rules.filter(({ id }) => about.has(id));
  return lint(project, selected, policyOf(policy), { today: '2026-11-21' }).findings.map(({ ruleId }) => ruleId);
}

const kaniko = (image: string, flags = ''): string => `
build:
  image: { name: ${image}, entrypoint: [""] }
  script: [/kaniko/executor --context . ${flags} --destination registry.example.com/shop/api:1.2]
`;

describe('one image is told of', () => {
  test.each([
    ['once if it is old and archived', kaniko('gcr.io/kaniko-project/executor:v1.6.0-debug'), ['kaniko-archived']],
    [
      'twice if its tag says no release either',
      kaniko('gcr.io/kaniko-project/executor:debug'),
      ['kaniko-archived', 'unpinned-tool-image'],
    ],
    [
      'once for all jobs of a template',
      `${kaniko('ghcr.io/osscontainertools/kaniko:debug').replace('build:', '.build:')}
one: { extends: .build }
two: { extends: .build }
three: { extends: .build, parallel: { matrix: [{ ARCH: [amd64, arm64] }] }, tags: ["$ARCH"] }
`,
      ['unpinned-tool-image'],
    ],
    [
      'once if it registers emulators',
      `
build:
  script:
    - docker run --privileged multiarch/qemu-user-static:7.2.0-1 --reset -p yes
    - docker buildx build --platform linux/amd64,linux/arm64 --push -t registry.example.com/shop/api:1.2 .
`,
      ['no-binfmt-install'],
    ],
  ])('%s', (_, ci, said) => {
    expect(saidOf(ci).toSorted()).toEqual(said);
  });
});

test('every builder of the policy has its meaning', () => {
  const says = (policy: string): readonly string[] =>
    saidOf(kaniko('gcr.io/kaniko-project/executor:v1.24.0-debug'), policy).toSorted();
  expect(says('builders: { kaniko: allow }')).toEqual(['kaniko-archived']);
  expect(says('builders: { kaniko-upstream: allow }')).toEqual([]);
  expect(says('builders: { kaniko: forbid }')).toEqual(['forbidden-builder']);
  expect(says('builders: { kaniko: warn, kaniko-upstream: allow }')).toEqual(['forbidden-builder']);

  const builds: Readonly<Record<string, string>> = {
    'buildkit-rootless': 'buildctl build --frontend dockerfile.v0 --local context=. --local dockerfile=.',
    buildah: 'buildah build .',
    podman: 'podman build .',
    buildx: 'docker buildx build .',
    docker: 'docker build .',
  };
  for (const [builder, command] of Object.entries(builds)) {
    expect(saidOf(`build: { script: [${command}] }`, `builders: { ${builder}: forbid }`), builder).toEqual([
      'forbidden-builder',
    ]);
    expect(saidOf(`build: { script: [${command}] }`, 'builders: { kaniko: forbid }'), builder).toEqual([]);
  }
});

test('the images of a job are its own, its services and those of containers that it starts', () => {
  const project = projectOf({
    '.gitlab-ci.yml': `
build:
  image: docker:29.1.3-cli
  services: [docker:29.1.3-dind, { name: redis:8, alias: cache }]
  script:
    - docker pull alpine:3.22
    - if [ -n "$SCAN" ]; then docker run --rm aquasec/trivy:0.68.1 image app; fi
start:
  image: busybox
  trigger: { include: child.yml }
`,
  });
  const uses = imageUses(project).map(({ as, reference, runs }) => `${as} ${showText(reference)} ${runs.is}`);
  expect(uses).toEqual([
    'job docker:29.1.3-cli yes',
    'service docker:29.1.3-dind yes',
    'service redis:8 yes',
    'container aquasec/trivy:0.68.1 unknown',
  ]);
});

describe('the executors of a job', () => {
  const config = '[[runners]]\n  executor = "kubernetes"\n[[runners]]\n  executor = "docker"\n';
  const read = (tags: string) => {
    const files = { '.gitlab-ci.yml': `build: { tags: [${tags}], script: [make] }`, 'runner/config.toml': config };
    const project = projectOf(files, 'environment: { runners: { metal: { executor: shell } } }');
    const [job] = jobsOf(project);
    return job === undefined ? [] : [[...executorsOf(project, job)].toSorted(), ignoresImage(project, job)];
  };

  test('are those of all runners in the repository', () => {
    expect(read('builders')).toEqual([['docker', 'kubernetes'], false]);
  });

  test('are what the policy says of its tags, before that', () => {
    expect(read('builders, metal')).toEqual([['shell'], true]);
  });
});
