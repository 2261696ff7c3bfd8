import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { nodeWorkspace } from '../../src/host/node-workspace.ts';
import { type PlannedImage, planOf } from '../../src/plan/index.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import { projectOfCi } from '../project/repository.ts';

const planOfFolder = (folder: string) => planOf(readProject(nodeWorkspace(folder), defaultPolicy));

/** The images of a pipeline. */
const imagesOf = (ci: string): readonly PlannedImage[] => planOf(projectOfCi(ci)).images;

/** The only image of a pipeline. */
function imageOf(ci: string): PlannedImage {
  const [image, ...more] = imagesOf(ci);
  if (image === undefined || more.length > 0) throw new Error(`there are ${String(more.length + 1)} images`);
  return image;
}

const states = ({ platforms }: PlannedImage): readonly string[] =>
  platforms.map(({ platform, state }) => `${platform ?? '-'} ${state}`);
const notes = (image: PlannedImage): readonly string[] => image.notes.map(({ kind, text }) => `${kind}: ${text}`);

const builds = `
stages: [build, merge]
build:
  stage: build
  image: { name: 'ghcr.io/osscontainertools/kaniko:v1.28.3-debug', entrypoint: [''] }
  parallel: { matrix: [{ ARCH: [amd64, arm64] }] }
  tags: ['$ARCH']
  script: [/kaniko/executor --destination $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA-$ARCH]
`;
const mergeOf = (platforms: string, extra = '') => `
merge:
  stage: merge
  image: { name: 'mplatform/manifest-tool:alpine-v2.2.1', entrypoint: [''] }
  ${extra}
  script:
    - manifest-tool push from-args --platforms ${platforms} --template $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA-ARCH --target $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA
`;

describe('an image whose parts are merged', () => {
  test('has a row for each part, with all that a reader asks for', () => {
    const image = imageOf(builds + mergeOf('linux/amd64,linux/arm64'));
    expect(image.name).toBe('$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA');
    expect(image.kind).toBe('merged');
    expect(states(image)).toEqual(['linux/amd64 published', 'linux/arm64 published']);
    expect(image.notes).toEqual([]);
    expect(image.parts[1]).toMatchObject({
      platform: { is: 'set', value: 'linux/arm64' },
      platformBy: { shown: 'the matrix value `ARCH: arm64`', at: { path: '.gitlab-ci.yml', line: 6 } },
      job: { name: 'build: [arm64]', stage: 'build', at: { path: '.gitlab-ci.yml', line: 3, column: 1 } },
      builder: { name: 'kaniko', version: '1.28.3' },
      runner: { labels: ['arm64'], platform: { is: 'set', value: 'linux/arm64' }, isNative: { is: 'yes' } },
      references: [{ reference: '$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA-arm64' }],
      pushed: { is: 'yes' },
      attested: { is: 'no' },
      joined: { by: 'merge', merges: [0] },
    });
    expect(image.merges).toMatchObject([
      { job: { name: 'merge' }, tool: { name: 'manifest-tool', version: '2.2.1' }, waits: { is: 'yes' }, early: [] },
    ]);
    expect(image.merges[0]?.entries.map(({ parts, from }) => [from, ...parts])).toEqual([
      ['built', 0],
      ['built', 1],
    ]);
  });

  test('misses a platform that the merge lists and nobody builds', () => {
    const image = imageOf(builds + mergeOf('linux/amd64,linux/arm64,linux/s390x'));
    expect(states(image)).toContain('linux/s390x missing');
    expect(notes(image)).toEqual([
      'gap: `merge` joins `$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA-s390x` for linux/s390x, which no job builds',
    ]);
  });

  test('leaves out a platform that is built and not merged', () => {
    const image = imageOf(builds + mergeOf('linux/amd64'));
    expect(states(image)).toEqual(['linux/amd64 published', 'linux/arm64 unmerged']);
    expect(image.parts[1]?.joined.by).toBe('no');
    expect(notes(image)).toEqual(['gap: `merge` leaves out linux/arm64 of `build: [arm64]`']);
  });

  test('may be merged too early', () => {
    const image = imageOf(builds + mergeOf('linux/amd64,linux/arm64', "needs: ['build: [amd64]']"));
    expect(image.merges[0]).toMatchObject({ waits: { is: 'no' }, early: [{ name: 'build: [arm64]' }] });
    expect(notes(image)).toEqual(['gap: `merge` does not wait for `build: [arm64]`']);
  });

  test('is unclear where conditions decide', () => {
    const image = imageOf(
      builds + mergeOf('linux/amd64,linux/arm64').replace('- manifest-tool', '- test -n "$RELEASE" && manifest-tool'),
    );
    expect(image.kind).toBe('merged');
    expect(image.notes.filter(({ kind }) => kind === 'gap')).toEqual([]);
  });
});

describe('other images', () => {
  test('of several platforms by one build have one row for each, and emulation is a risk', () => {
    const image = imageOf(`
build:
  image: docker:29.1.3-cli
  tags: [amd64]
  script:
    - docker buildx create --use
    - docker buildx build --platform linux/amd64,linux/arm64 --cache-to type=registry,ref=$CI_REGISTRY_IMAGE:cache --push -t $CI_REGISTRY_IMAGE:1 .
`);
    expect(image.kind).toBe('multi-platform');
    expect(states(image)).toEqual(['linux/amd64 published', 'linux/arm64 published']);
    expect(image.parts.map(({ joined }) => joined.by)).toEqual(['build', 'build']);
    expect(image.parts[0]?.caches).toMatchObject([
      { kind: 'export', type: 'registry', name: '$CI_REGISTRY_IMAGE:cache' },
    ]);
    expect(notes(image)).toEqual(['risk: `build` builds linux/arm64 on a machine of linux/amd64']);
  });

  test('of one platform need no merge', () => {
    const image = imageOf(`
build:
  tags: [linux-arm64]
  script: [buildah build --layers -t $CI_REGISTRY_IMAGE:1 ., buildah push $CI_REGISTRY_IMAGE:1]
`);
    expect(image.kind).toBe('one-platform');
    expect(states(image)).toEqual(['linux/arm64 published']);
    expect(image.parts[0]?.joined.by).toBe('none-needed');
  });

  test('of a machine of which nothing is said have no name for their platform', () => {
    const image = imageOf(
      'build: { script: [docker build -t $CI_REGISTRY_IMAGE:1 ., docker push $CI_REGISTRY_IMAGE:1] }',
    );
    expect(image.platforms).toEqual([{ platform: null, state: 'published' }]);
    expect(image.parts[0]?.platform).toEqual({ is: 'unset' });
  });

  test('of several platforms that nothing joins are split', () => {
    const image = imageOf(builds);
    expect(image.kind).toBe('split');
    expect(states(image)).toEqual(['linux/amd64 unmerged', 'linux/arm64 unmerged']);
    expect(notes(image)).toEqual([
      'gap: no job joins linux/amd64 of `build: [amd64]`',
      'gap: no job joins linux/arm64 of `build: [arm64]`',
    ]);
  });

  test('of several platforms may be joined where the sources of a merge are hidden', () => {
    const merge = `
merge:
  stage: merge
  image: docker:29.1.3-cli
  script: ['docker buildx imagetools create -t $CI_REGISTRY_IMAGE:latest $(cat sources.txt)']
`;
    const [image] = imagesOf(builds + merge);
    expect(image?.parts.map(({ joined }) => joined)).toMatchObject([{ by: 'unknown' }, { by: 'unknown' }]);
    expect(image?.notes.map(({ kind }) => kind)).toEqual(['doubt']);
  });

  test('that stay on their machine are named apart', () => {
    const plan = planOf(projectOfCi('test: { script: [docker build -t orders-test ., docker run orders-test] }'));
    expect(plan.images).toEqual([]);
    expect(plan.unpublished).toMatchObject([{ name: 'orders-test', jobs: [{ name: 'test' }] }]);
  });
});

test('platforms that the policy asks for and nobody builds are missing', () => {
  const s390x = { os: 'linux', architecture: 's390x', variant: '' };
  const project = projectOfCi(builds + mergeOf('linux/amd64,linux/arm64'));
  const [image] = planOf({ ...project, expectations: { ...project.expectations, platforms: [s390x] } }).images;
  expect(image?.platforms).toContainEqual({ platform: 'linux/s390x', state: 'missing' });
  expect(image?.notes.map(({ text }) => text)).toEqual(['no job builds linux/s390x, which the policy asks for']);
});

describe('the plan of every project of the fixtures', () => {
  const folders = readdirSync('fixtures/projects', { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

  /** Rules about what the plan calls a gap. */
  const gapRules =
    /^error\[(?:arch-build-missing|arch-build-unmerged|manifest-not-pushed|merge-before-build|merge-job-missing|merge-needs-incomplete|merge-source-not-built|merge-template-placeholder)\]/m;

  test.each(folders)('%s has gaps exactly where rules find them', (name) => {
    const folder = join('fixtures/projects', name);
    const gaps = planOfFolder(folder).images.flatMap(({ notes: own }) => own.filter(({ kind }) => kind === 'gap'));
    expect(gaps.map(({ text }) => text).length > 0).toBe(gapRules.test(readFileSync(`${folder}.txt`, 'utf8')));
  });

  test('defects has every gap that was put into it', () => {
    const [image] = planOfFolder('fixtures/projects/defects').images;
    expect(image && states(image)).toEqual([
      'linux/amd64 published',
      'linux/arm64 published',
      'linux/riscv64 unmerged',
      'linux/s390x missing',
    ]);
    expect(image?.notes.map(({ kind }) => kind)).toEqual(['gap', 'gap', 'gap', 'risk']);
  });
});

test('no fixture of a rule makes the plan throw, and every plan is plain values', () => {
  const cases = readdirSync('fixtures/rules').flatMap((rule) =>
    readdirSync(join('fixtures/rules', rule), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join('fixtures/rules', rule, name)),
  );
  const some = cases.filter((_, index) => index % 20 === 0);
  expect(some.length).toBeGreaterThan(10);
  for (const folder of some) {
    const plan = planOfFolder(folder);
    expect(JSON.parse(JSON.stringify(plan)), folder).toEqual(plan);
  }
});
