import { describe, expect, test } from 'vitest';
import { formatPlatform } from '../../src/oci/index.ts';
import { projectOfCi } from './repository.ts';

const list = (lines: readonly string[]): string => lines.map((line) => `    - ${JSON.stringify(line)}\n`).join('');

interface Parts {
  readonly build: readonly string[];
  readonly merge: readonly string[];
  readonly artifact: string;
}

/** The builds that the last job joins, by their jobs and platforms. */
function joined({ build, merge, artifact }: Parts): readonly string[] {
  const { links } = projectOfCi(
    `stages: [build, merge]
build:
  stage: build
  parallel: {matrix: [{ARCH: [amd64, arm64]}]}
  tags: ["$ARCH"]
  script:
${list(build)}  artifacts: {paths: ["${artifact}"]}
merge:
  stage: merge
  tags: [amd64]
  script:
${list(merge)}`,
  );
  return links.map(({ same, build: { job, platforms } }) => {
    const [built] = platforms.is === 'set' ? platforms.value.items : [];
    return `${same.is}: ${job.name}${built === undefined ? '' : ` ${formatPlatform(built.platform)}`}`;
  });
}

const buildx =
  'docker buildx build --platform linux/$ARCH --metadata-file meta/$ARCH.json -o type=image,name=registry.shop.io/orders,push-by-digest=true,push=true .';
const kaniko = '/kaniko/executor -c . -d registry.shop.io/orders:$CI_COMMIT_SHA-$ARCH';
const join = 'docker buildx imagetools create -t registry.shop.io/orders:$CI_COMMIT_SHA';
const both = ['yes: build: [amd64] linux/amd64', 'yes: build: [arm64] linux/arm64'];
const natives = ['yes: build: [amd64]', 'yes: build: [arm64]'];

describe('digests that GitLab hands on in artifacts', () => {
  test.each<[string, Parts, readonly string[]]>([
    [
      'metadata of buildx, read by jq in the merge',
      {
        build: [buildx],
        artifact: 'meta/',
        merge: [
          'AMD=$(jq -r \'."containerimage.digest"\' meta/amd64.json)',
          'ARM=$(jq -r \'.["containerimage.digest"]\' meta/arm64.json)',
          `${join} registry.shop.io/orders@$AMD registry.shop.io/orders@$ARM`,
        ],
      },
      both,
    ],
    [
      'metadata of buildx, read by jq in the build',
      {
        build: [buildx, 'jq -r \'."containerimage.digest"\' meta/$ARCH.json > $ARCH.digest'],
        artifact: '*.digest',
        merge: [`${join} "registry.shop.io/orders@$(cat amd64.digest)" "registry.shop.io/orders@$(cat arm64.digest)"`],
      },
      both,
    ],
    [
      'metadata of buildctl',
      {
        build: [
          'buildctl build --frontend dockerfile.v0 --opt platform=linux/$ARCH --metadata-file=meta/$ARCH.json --output type=image,name=registry.shop.io/orders,push-by-digest=true,push=true',
        ],
        artifact: 'meta',
        merge: [
          'set --',
          `for arch in amd64 arm64; do set -- "$@" "registry.shop.io/orders@$(jq -r '.["containerimage.digest"]' meta/$arch.json)"; done`,
          `${join} "$@"`,
        ],
      },
      both,
    ],
    [
      'descriptors',
      {
        build: [buildx, 'jq \'."containerimage.descriptor"\' meta/$ARCH.json > $ARCH.json'],
        artifact: '*.json',
        merge: [`${join} -f amd64.json -f arm64.json`],
      },
      both,
    ],
    [
      'a digest file of Kaniko',
      {
        build: [`${kaniko} --digest-file digests/$ARCH`],
        artifact: 'digests',
        merge: [
          "SOURCES=''",
          'for arch in amd64 arm64; do SOURCES="$SOURCES registry.shop.io/orders@$(cat digests/$arch)"; done',
          `${join} $SOURCES`,
        ],
      },
      natives,
    ],
    [
      'images with tag and digest of Kaniko',
      {
        build: [`${kaniko} --image-name-tag-with-digest-file=image-$ARCH.txt`],
        artifact: 'image-*.txt',
        merge: [`${join} $(cat image-amd64.txt) $(cat image-arm64.txt)`],
      },
      natives,
    ],
  ])('are those of their builds: %s', (_, parts, expected) => {
    expect(joined(parts)).toEqual(expected);
  });

  test('whose digest is in a file that all builds write is not known', () => {
    const parts: Parts = {
      build: [`${kaniko} --digest-file digest`],
      artifact: 'digest',
      merge: [`${join} registry.shop.io/orders@$(cat digest) registry.shop.io/orders:$CI_COMMIT_SHA-arm64`],
    };
    expect(joined(parts)).toEqual(['unknown: build: [amd64]', 'unknown: build: [arm64]', 'yes: build: [arm64]']);
  });

  test('a descriptor that says no digest leaves the sources open', () => {
    const parts: Parts = { build: ['echo "{}" > $ARCH.json'], artifact: '*.json', merge: [`${join} -f amd64.json`] };
    expect(joined(parts)).toEqual([]);
  });
});
