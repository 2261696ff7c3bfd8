import { expect, test } from 'vitest';
import { allRules } from '../../src/cli/projects/all-rules.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';
import { lintWorkspace } from '../lint-folder.ts';

const id = (name: string, comment: string): string =>
  `# multiarch-lint: ${comment}[${name}] until=2027-01-31 agreed with the platform team`;

const job = (script: string): string => `
package:
  image: { name: "ghcr.io/osscontainertools/kaniko:v1.28.3-debug", entrypoint: [""] }
  tags: [amd64]
  script: ["${script}"]
`;
const push = '/kaniko/executor --context . --cache --destination $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA';
const buildx = `
package:
  image: docker:29.1.3-cli
  tags: [amd64]
  before_script: ['echo "$CI_REGISTRY_PASSWORD" | docker login -u "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY"']
  script: [docker buildx bake --push]
`;

/** Files with a place for a comment, marked by `@`, above what a rule speaks about. */
const cases: readonly (readonly [kind: string, rule: string, files: Readonly<Record<string, string>>])[] = [
  [
    'a CI file',
    'kaniko-cache-ttl',
    { '.gitlab-ci.yml': job('').replace('script: [""]', `script:\n    @\n    - ${push}`) },
  ],
  ['a job of a CI file', 'kaniko-cache-ttl', { '.gitlab-ci.yml': `@${job(push)}` }],
  [
    'an included file',
    'kaniko-cache-ttl',
    { '.gitlab-ci.yml': 'include: ci/build.yml\n', 'ci/build.yml': `@${job(push)}` },
  ],
  ['a Makefile', 'kaniko-cache-ttl', { '.gitlab-ci.yml': job('make image'), Makefile: `image:\n@\n\t${push}\n` }],
  [
    'a shell script',
    'kaniko-cache-ttl',
    { '.gitlab-ci.yml': job('sh ci/build.sh'), 'ci/build.sh': `#!/bin/sh\nset -eu\n@\n${push}\n` },
  ],
  [
    'a Dockerfile',
    'dockerfile-hardcoded-arch',
    {
      '.gitlab-ci.yml': job(
        '/kaniko/executor --context . --custom-platform linux/arm64 --destination $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA',
      ).replace('amd64', 'arm64'),
      Dockerfile: 'FROM alpine:3.22\n@\nRUN wget -O /usr/bin/tini https://example.com/tini-linux-amd64\n',
    },
  ],
  [
    'a configuration of the runner',
    'no-privileged-runner',
    {
      '.gitlab-ci.yml': job(push),
      'config.toml':
        '[[runners]]\n  name = "cluster"\n  executor = "docker"\n  [runners.docker]\n    image = "alpine:3.22"\n@\n    privileged = true\n',
    },
  ],
  [
    'a bake file',
    'emulated-build',
    {
      '.gitlab-ci.yml': buildx,
      'docker-bake.hcl':
        'target "default" {\n  tags = ["registry.example.com/api:1"]\n@\n  platforms = ["linux/amd64", "linux/arm64"]\n}\n',
    },
  ],
];

/** A workflow whose builds for two platforms are emulated; marks stand above its job and its step. */
const workflow = (aboveJob: string, aboveStep: string): string => `
on: push
jobs:
${aboveJob}
  image:
    runs-on: ubuntu-24.04
    steps:
      - uses: docker/setup-qemu-action@v4
      - uses: docker/setup-buildx-action@v4
${aboveStep}
      - name: build
        uses: docker/build-push-action@v7
        with:
          push: true
          platforms: linux/amd64,linux/arm64
          tags: registry.example.com/api:1
`;

/** The same for GitHub. */
const githubCases: typeof cases = [
  ['a step of a workflow', 'emulated-build', { '.github/workflows/image.yml': workflow('', '      @') }],
  ['a job of a workflow', 'emulated-build', { '.github/workflows/image.yml': workflow('  @', '') }],
  [
    'an action of the repository',
    'emulated-build',
    {
      '.github/workflows/image.yml':
        'on: push\njobs:\n  image:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: actions/checkout@v6\n      - uses: ./tools/image\n',
      'tools/image/action.yml': `
runs:
  using: composite
  steps:
    - uses: docker/setup-qemu-action@v4
    - uses: docker/setup-buildx-action@v4
    @
    - uses: docker/build-push-action@v7
      with:
        push: true
        platforms: linux/amd64,linux/arm64
        tags: registry.example.com/api:1
`,
    },
  ],
];

const lintWith = (files: Readonly<Record<string, string>>, comment: string) =>
  lintWorkspace(
    memoryWorkspace({
      Dockerfile: 'FROM alpine:3.22\nRUN apk add --no-cache curl\n',
      ...Object.fromEntries(
        Object.entries(files).map(([path, text]) => [path, text.replace(/^([ \t]*)@$/m, `$1${comment}`)]),
      ),
    }),
    defaultPolicy,
    allRules,
  );

test.each([...cases, ...githubCases])('a comment in %s silences a finding there', (_, rule, files) => {
  const before = lintWith(files, '# plain').findings.filter(({ ruleId }) => ruleId === rule);
  expect(before.length).toBeGreaterThan(0);
  const { findings, suppressed } = lintWith(files, id(rule, 'ignore'));
  expect(findings.filter(({ ruleId }) => ruleId === rule || ruleId.endsWith('-suppression'))).toEqual([]);
  expect(suppressed.map(({ finding, reason }) => [finding.ruleId, reason])).toEqual([
    [rule, 'agreed with the platform team'],
  ]);
});

test.each([...cases, ...githubCases])('a comment at the top of %s silences all of it', (_, rule, files) => {
  const [path = ''] = lintWith(files, '# plain')
    .findings.filter(({ ruleId }) => ruleId === rule)
    .map(({ at }) => at.file.path);
  const topped = { ...files, [path]: `${id(rule, 'ignore-file')}\n${files[path] ?? ''}` };
  const { findings, suppressed } = lintWith(topped, '# plain');
  expect(findings.filter(({ ruleId }) => ruleId === rule || ruleId.endsWith('-suppression'))).toEqual([]);
  expect(suppressed.map(({ finding }) => finding.ruleId)).toEqual([rule]);
});

test.each([...cases, ...githubCases])(
  'a comment in %s that silences nothing, or has ended, is reported there',
  (_, rule, files) => {
    const unused = lintWith(files, id('empty-matrix', 'ignore')).findings.filter(
      ({ ruleId }) => ruleId === 'unused-suppression',
    );
    expect(unused.length).toBe(1);
    const ended = lintWith(files, `# multiarch-lint: ignore[${rule}] until=2026-01-31 agreed`).findings;
    expect(ended.map(({ ruleId }) => ruleId)).toEqual(expect.arrayContaining(['invalid-suppression', rule]));
  },
);

test.each([
  ['a Makefile', { '.gitlab-ci.yml': job('make image'), Makefile: `@\nimage:\n\techo done\n` }],
  ['a shell script', { '.gitlab-ci.yml': job('sh ci/build.sh'), 'ci/build.sh': `@\necho done\n` }],
])('a comment in %s without a finding is reported as unused', (_, files) => {
  const { findings } = lintWith(files, id('kaniko-cache-ttl', 'ignore'));
  expect(findings.map(({ ruleId, at }) => [ruleId, at.file.path])).toEqual([
    ['unused-suppression', Object.keys(files)[1]],
  ]);
});

test('a comment for zizmor silences the rule that is the same as its audit, on its line only', () => {
  const files = (comment: string) => ({
    '.github/workflows/image.yml': `
on: push
jobs:
  image:
    runs-on: ubuntu-24.04
    steps:
      - uses: docker/setup-buildx-action@v4 ${comment}
      - run: docker buildx build --push --tag registry.example.com/api:1 .
`,
  });
  const lintAll = (comment: string) =>
    lintWorkspace(memoryWorkspace(files(comment)), { ...defaultPolicy, preset: 'all' }, allRules);
  const found = (comment: string) =>
    lintAll(comment).findings.filter(({ ruleId }) => ruleId === 'unpinned-action').length;
  expect(found('')).toBe(1);
  expect(found('# zizmor: ignore[template-injection]')).toBe(1);
  expect(found('# zizmor: ignore[artipacked, unpinned-uses]')).toBe(0);
});
