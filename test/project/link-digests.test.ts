import { describe, expect, test } from 'vitest';
import type { Project } from '../../src/model/index.ts';
import { projectOf } from './repository.ts';

interface Parts {
  /** Steps behind the build, in a job of a matrix over `arch`. */
  readonly handOver: readonly string[];
  /** Steps of the job that joins. */
  readonly merge: readonly string[];
  /** Keys of the job that builds. */
  readonly build?: readonly string[];
}

const indented = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => `${' '.repeat(by)}${line}`);

function projectWith({ handOver, merge, build = [] }: Parts): Project {
  const lines = [
    'on: {push: {branches: [main]}}',
    'jobs:',
    '  build:',
    '    strategy: {matrix: {arch: [amd64, arm64]}}',
    "    runs-on: ${{ matrix.arch == 'arm64' && 'ubuntu-24.04-arm' || 'ubuntu-24.04' }}",
    ...indented(build, 4),
    '    steps:',
    '      - id: build',
    '        uses: docker/build-push-action@v6',
    '        with:',
    '          platforms: linux/${{ matrix.arch }}',
    '          outputs: type=image,name=ghcr.io/shop/app,push-by-digest=true,push=true',
    ...indented(handOver, 6),
    '  merge:',
    '    needs: build',
    '    runs-on: ubuntu-24.04',
    '    steps:',
    ...indented(merge, 6),
  ];
  return projectOf({ Dockerfile: 'FROM alpine:3.22\n', '.github/workflows/image.yml': `${lines.join('\n')}\n` });
}

const exported = [
  '- run: |',
  '    mkdir -p /tmp/digests',
  '    digest="${{ steps.build.outputs.digest }}"',
  '    touch "/tmp/digests/${digest#sha256:}"',
];
const uploaded = (name: string): readonly string[] => [
  '- uses: actions/upload-artifact@v4',
  `  with: {name: "${name}", path: /tmp/digests/*}`,
];
const downloaded = (inputs: string): readonly string[] => [
  '- uses: actions/download-artifact@v4',
  `  with: {path: /tmp/digests, ${inputs}}`,
];
const joined = [
  '- working-directory: /tmp/digests',
  "  run: docker buildx imagetools create -t ghcr.io/shop/app:edge $(printf 'ghcr.io/shop/app@sha256:%s ' *)",
];

const pattern = 'pattern: "digests-*", merge-multiple: true';
const wellDone: Parts = {
  handOver: [...exported, ...uploaded('digests-${{ matrix.arch }}')],
  merge: [...downloaded(pattern), ...joined],
};

/** The jobs that an index certainly joins, and whether it may hold more. */
function joins(parts: Parts): { readonly builds: readonly string[]; readonly isOpen: boolean } {
  const { links, merges } = projectWith(parts);
  return {
    builds: links.filter(({ same }) => same.is === 'yes').map(({ build }) => build.job.name),
    isOpen: merges.items.some(({ entries }) => entries.openTo.length > 0),
  };
}

const both = ['build (amd64)', 'build (arm64)'];

describe('digests in artifacts', () => {
  test('an entry for the files of a folder becomes one for each build whose digest lies there', () => {
    expect(joins(wellDone)).toEqual({ builds: both, isOpen: false });
    const [merge] = projectWith(wellDone).merges.items;
    expect(merge?.entries.items.map(({ source }) => source.digest.is)).toEqual(['set', 'set']);
  });

  test('the merge of a job and that of the project are the same', () => {
    const project = projectWith(wellDone);
    expect([...project.work.values()].flatMap(({ merges }) => merges.items)).toEqual(project.merges.items);
    expect(project.links.every(({ merge }) => project.merges.items.includes(merge))).toBe(true);
  });

  test.each([
    ['all artifacts', downloaded('merge-multiple: true')],
    ['a file beside the digests', [...downloaded(pattern), '- run: echo done']],
  ])('%s', (_, steps) => {
    expect(joins({ ...wellDone, merge: [...steps, ...joined] })).toEqual({ builds: both, isOpen: false });
  });

  test.each([
    ['a pattern that fits no name', downloaded('pattern: "other-*", merge-multiple: true')],
    ['a pattern that is not known', downloaded('pattern: "${{ vars.PATTERN }}", merge-multiple: true')],
    ['artifacts of another run', downloaded('name: a, github-token: x, run-id: 1')],
    ['no download', []],
  ])('stay open with %s', (_, steps) => {
    expect(joins({ ...wellDone, merge: [...steps, ...joined] })).toEqual({ builds: [], isOpen: true });
  });

  test('are known, and the list is open, where each artifact has a folder of its own', () => {
    expect(joins({ ...wellDone, merge: [...downloaded('pattern: "digests-*"'), ...joined] })).toEqual({
      builds: both,
      isOpen: true,
    });
  });

  test('only those of artifacts that fit are joined', () => {
    const merge = [...downloaded('pattern: "*-arm64", merge-multiple: true'), ...joined];
    expect(joins({ ...wellDone, merge })).toEqual({ builds: ['build (arm64)'], isOpen: false });
  });

  test('stay open where something else is uploaded', () => {
    const handOver = ['- run: touch /tmp/digests/notes', ...uploaded('digests-${{ matrix.arch }}')];
    expect(joins({ ...wellDone, handOver })).toEqual({ builds: [], isOpen: true });
  });

  test('stay open for another repository', () => {
    const merge = wellDone.merge.map((line) => line.replace("'ghcr.io/shop/app@", "'ghcr.io/shop/other@"));
    expect(joins({ ...wellDone, merge })).toEqual({ builds: [], isOpen: true });
  });
});

test.each([
  ['xargs', '$(cat /tmp/digests/* | xargs -I{} echo ghcr.io/shop/app@{})'],
  ['a list', '"${digests[@]/#/ghcr.io/shop/app@}"'],
])('the lines that %s makes into sources are any number of images', (_, sources) => {
  const run = [
    '- run: |',
    '    mapfile -t digests < <(cat /tmp/digests/*)',
    `    docker buildx imagetools create -t ghcr.io/shop/app:edge ${sources}`,
  ];
  const { merges, mirrors } = projectWith({ ...wellDone, merge: [...downloaded(pattern), ...run] });
  expect(mirrors).toEqual([]);
  expect(merges.items.map(({ entries }) => entries.openTo.length > 0)).toEqual([true]);
});

test('digests in outputs of their own lead to the builds', () => {
  const parts: Parts = {
    build: ['outputs:', '  amd64: ${{ steps.out.outputs.amd64 }}', '  arm64: ${{ steps.out.outputs.arm64 }}'],
    handOver: ['- id: out', '  run: echo "${{ matrix.arch }}=${{ steps.build.outputs.digest }}" >> "$GITHUB_OUTPUT"'],
    merge: [
      '- run: |',
      '    docker buildx imagetools create -t ghcr.io/shop/app:edge \\',
      '      ghcr.io/shop/app@${{ needs.build.outputs.amd64 }} ghcr.io/shop/app@${{ needs.build.outputs.arm64 }}',
    ],
  };
  expect(joins(parts)).toEqual({ builds: both, isOpen: false });
});
