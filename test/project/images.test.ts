import { describe, expect, test } from 'vitest';
import type { Project } from '../../src/model/index.ts';
import { jobsOfBuilds, projectOfCi } from './repository.ts';

/** A job that builds with Kaniko on a runner of its architecture. */
const build = (name: string, arch: string, reference: string): string => `
"${name}":
  stage: build
  tags: [${arch}]
  image: { name: ghcr.io/osscontainertools/kaniko:v1.28.3-debug, entrypoint: [""] }
  script: /kaniko/executor --context . --destination ${reference}
`;

/** A job that joins two images. */
const merge = (sources: string): string => `
index:
  stage: deploy
  image: docker:29.1
  script: docker buildx imagetools create --tag $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA ${sources}
`;

const groups = ({ images }: Project): readonly (readonly string[])[] =>
  images.map(({ builds }) => jobsOfBuilds(builds.items));

const I = '$CI_REGISTRY_IMAGE';

describe('builds are of one image if their references differ in the architecture only', () => {
  test.each([
    ['suffixes', `${I}:1.4-amd64`, `${I}:1.4-arm64`, `${I}:1.4-ARCH`],
    ['suffixes in other spellings', `${I}:1.4-x86_64`, `${I}:1.4-aarch64`, `${I}:1.4-ARCH`],
    ['prefixes of tags', `${I}:amd64_1.4`, `${I}:arm64_1.4`, `${I}:ARCH_1.4`],
    ['tags that are nothing else', `${I}:amd64`, `${I}:arm64`, `${I}:ARCH`],
    ['folders', `${I}/amd64/web:1.4`, `${I}/arm64/web:1.4`, `${I}/ARCH/web:1.4`],
    ['last folders', `${I}/web/amd64:1.4`, `${I}/web/arm64:1.4`, `${I}/web/ARCH:1.4`],
    ['a suffix of one of them', `${I}:1.4`, `${I}:1.4-arm64`, `${I}:1.4-ARCH`],
    ['one tag for both', `${I}:1.4`, `${I}:1.4`, `${I}:1.4`],
  ])('%s', (_, amd64, arm64, shown) => {
    const project = projectOfCi(build('one', 'amd64', amd64) + build('two', 'arm64', arm64));
    expect(groups(project)).toEqual([['one', 'two']]);
    expect(project.images[0]?.shown).toBe(shown);
  });

  test.each([
    ['other repositories', `${I}/web:1.4-amd64`, `${I}/cron:1.4-arm64`],
    ['other tags', `${I}:web-1.4-amd64`, `${I}:cron-1.4-arm64`],
    ['words inside other words', `${I}:charm64`, `${I}:farm64`],
  ])('not with %s', (_, amd64, arm64) => {
    expect(groups(projectOfCi(build('one', 'amd64', amd64) + build('two', 'arm64', arm64)))).toEqual([
      ['one'],
      ['two'],
    ]);
  });
});

describe('a merge is linked to the builds that push its sources', () => {
  const linked = (amd64: string, arm64: string, sources: string): readonly string[] =>
    projectOfCi(build('one', 'amd64', amd64) + build('two', 'arm64', arm64) + merge(sources)).links.map(
      ({ build: { job }, same }) => `${job.name} ${same.is}`,
    );

  test('whose references are equal, whatever the names of jobs', () => {
    expect(linked(`${I}:a-amd64`, `${I}:a-arm64`, `${I}:a-arm64 ${I}:a-amd64`)).toEqual(['two yes', 'one yes']);
  });

  test('perhaps, where a variable of the project stands against another text', () => {
    expect(linked('$TAG_AMD64', '$TAG_ARM64', `${I}:a-arm64 ${I}:a-amd64`)).toEqual([
      'one unknown',
      'two unknown',
      'one unknown',
      'two unknown',
    ]);
  });

  test.each([
    ['$CI_COMMIT_SHA', '$CI_COMMIT_SHORT_SHA'],
    ['$CI_COMMIT_REF_SLUG', '$CI_COMMIT_SHA'],
    ['$CI_PIPELINE_IID', '$CI_COMMIT_SHORT_SHA'],
  ])('not where %s stands against %s', (pushed, merged) => {
    expect(linked(`${I}:${pushed}-amd64`, `${I}:${pushed}-arm64`, `${I}:${merged}-amd64 ${I}:${merged}-arm64`)).toEqual(
      [],
    );
  });

  test('perhaps, where two names of a branch stand against each other', () => {
    const [pushed, merged] = ['$CI_COMMIT_REF_SLUG', '$CI_COMMIT_BRANCH'];
    expect(linked(`${I}:${pushed}-amd64`, `${I}:${pushed}-arm64`, `${I}:${merged}-amd64 ${I}:${merged}-arm64`)).toEqual(
      ['one unknown', 'two unknown'],
    );
  });

  test('through copies', () => {
    const copy = `
copy:
  stage: test
  image: gcr.io/go-containerregistry/crane:v0.20.6
  script: crane copy ${I}/staging:a-arm64 ${I}:a-arm64
`;
    const project = projectOfCi(
      build('two', 'arm64', `${I}/staging:a-arm64`) + copy + merge(`${I}:a-arm64 ${I}:a-amd64`),
    );
    expect(project.links.map(({ build: { job }, same }) => [job.name, same.is])).toEqual([['two', 'yes']]);
    expect(project.images.map(({ builds, merges }) => [builds.items.length, merges.length])).toEqual([[1, 1]]);
  });
});
