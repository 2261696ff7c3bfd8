import { describe, expect, test } from 'vitest';
import { patched } from './patched.ts';

const sandbox = ['variables', 'BUILDKITD_FLAGS'];
const flag = '--oci-worker-no-process-sandbox';

const withFlag = (text: string, path: readonly string[] = sandbox, value: Parameters<typeof set>[1] = flag) =>
  patched(text, ({ place }) => [{ ...set(path, value), in: place('build') }]);

const set = (
  path: readonly string[],
  value: string | number | boolean | readonly string[] | Readonly<Record<string, string | readonly string[]>>,
) => ({ op: 'set-key', path, value }) as const;

describe('a key is written where an author would write it', () => {
  test.each([
    [
      'before the scripts of a job that has no such mapping',
      'build:\n  tags: [amd64]\n  # why\n  script:\n    - make\n',
      'build:\n  tags: [amd64]\n  variables:\n    BUILDKITD_FLAGS: --oci-worker-no-process-sandbox\n  # why\n  script:\n    - make\n',
    ],
    [
      'at the end of a mapping that is there, behind what follows its last value in the line',
      'build:\n    variables:\n        ARCH: arm64 # 原生\n    script: [make]\n',
      'build:\n    variables:\n        ARCH: arm64 # 原生\n        BUILDKITD_FLAGS: --oci-worker-no-process-sandbox\n    script: [make]\n',
    ],
    [
      'in flow style',
      'build: {variables: {ARCH: arm64}, script: [make]}\n',
      'build: {variables: {ARCH: arm64, BUILDKITD_FLAGS: --oci-worker-no-process-sandbox}, script: [make]}\n',
    ],
    [
      'in a flow mapping that lacks the mapping',
      'build: { script: [make] }\n',
      'build: { script: [make], variables: {BUILDKITD_FLAGS: --oci-worker-no-process-sandbox} }\n',
    ],
    [
      'in an empty flow mapping',
      'build:\n  variables: {}\n',
      'build:\n  variables: {BUILDKITD_FLAGS: --oci-worker-no-process-sandbox}\n',
    ],
    [
      'on a line of its own where the flow mapping has such lines',
      'build:\n  variables: {\n    ARCH: arm64, # native\n    TAG: latest # moving\n  }\n',
      'build:\n  variables: {\n    ARCH: arm64, # native\n    TAG: latest, # moving\n    BUILDKITD_FLAGS: --oci-worker-no-process-sandbox\n  }\n',
    ],
    [
      'below a key without value',
      'build:\n  variables: # none yet\n  script: [make]\n',
      'build:\n  variables: # none yet\n    BUILDKITD_FLAGS: --oci-worker-no-process-sandbox\n  script: [make]\n',
    ],
    [
      'behind a block scalar',
      'build:\n  script: [make]\n  variables:\n    NOTE: |\n      two\n      lines\n\n# next\ntest: {script: [make]}\n',
      'build:\n  script: [make]\n  variables:\n    NOTE: |\n      two\n      lines\n    BUILDKITD_FLAGS: --oci-worker-no-process-sandbox\n\n# next\ntest: {script: [make]}\n',
    ],
    [
      'in a file without a last line break',
      'build:\n  variables:\n    ARCH: arm64',
      'build:\n  variables:\n    ARCH: arm64\n    BUILDKITD_FLAGS: --oci-worker-no-process-sandbox',
    ],
    [
      'behind a byte order mark and with Windows line breaks',
      '\uFEFFbuild:\r\n  variables:\r\n    ARCH: arm64\r\n',
      '\uFEFFbuild:\r\n  variables:\r\n    ARCH: arm64\r\n    BUILDKITD_FLAGS: --oci-worker-no-process-sandbox\r\n',
    ],
    [
      'over the value that is there, in its quotes',
      "build:\n  variables: {BUILDKITD_FLAGS: '', ARCH: arm64}\n",
      "build:\n  variables: {BUILDKITD_FLAGS: '--oci-worker-no-process-sandbox', ARCH: arm64}\n",
    ],
    [
      'beside a merge key that brings other keys',
      '.common: &common\n  retry: 1\nbuild:\n  <<: *common\n  script: [make]\n',
      '.common: &common\n  retry: 1\nbuild:\n  <<: *common\n  variables:\n    BUILDKITD_FLAGS: --oci-worker-no-process-sandbox\n  script: [make]\n',
    ],
    [
      'in the second document of a component',
      'spec:\n  inputs: {}\n---\nbuild:\n  script: [make]\n',
      'spec:\n  inputs: {}\n---\nbuild:\n  script: [make]\n  variables:\n    BUILDKITD_FLAGS: --oci-worker-no-process-sandbox\n',
    ],
  ])('%s', (_, before, after) => {
    expect(withFlag(before)).toBe(after);
  });
});

describe('a value is read back as it was meant', () => {
  test.each([
    ['1', '"1"'],
    ['yes', '"yes"'],
    ['on', '"on"'],
    ['1:30', '"1:30"'],
    ['010', '"010"'],
    ['1.10', '"1.10"'],
    ['', '""'],
    ['~', '"~"'],
    ['y', '"y"'],
    ['$CI_COMMIT_SHA', '$CI_COMMIT_SHA'],
    ['*default', '"*default"'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['2026-11-22', '"2026-11-22"'],
    ['構建', '構建'],
    ['a\tb', '"a\\tb"'],
    ['"', `'"'`],
    [`"'`, `"\\"'"`],
  ])('%j', (value, written) => {
    expect(withFlag('build:\n  script: [make]\n', ['variables', 'FLAG'], value)).toBe(
      `build:\n  script: [make]\n  variables:\n    FLAG: ${written}\n`,
    );
  });

  test('the quotes are those that the file uses', () => {
    expect(withFlag("build:\n  tags: ['a', 'b']\n", ['variables', 'FLAG'], "it's")).toBe(
      "build:\n  tags: ['a', 'b']\n  variables:\n    FLAG: 'it''s'\n".replace("'it''s'", "it's"),
    );
    expect(withFlag("build:\n  tags: ['a', 'b']\n", ['variables', 'FLAG'], 'yes')).toBe(
      "build:\n  tags: ['a', 'b']\n  variables:\n    FLAG: 'yes'\n",
    );
  });

  test('numbers and booleans stay what they are', () => {
    expect(withFlag('build:\n  tags: [a]\n', ['retry'], 2)).toBe('build:\n  tags: [a]\n  retry: 2\n');
    expect(withFlag('build:\n  tags: [a]\n', ['interruptible'], true)).toBe(
      'build:\n  tags: [a]\n  interruptible: true\n',
    );
  });

  test('collections are written in the style of the file', () => {
    const image = { name: 'kaniko:v1.28.3-debug', entrypoint: [''] };
    expect(withFlag('build:\n    image: kaniko:v1.28.3-debug # pinned\n    tags: [a]\n', ['image'], image)).toBe(
      'build:\n    image: # pinned\n        name: kaniko:v1.28.3-debug\n        entrypoint: [""]\n    tags: [a]\n',
    );
    expect(withFlag('build: {image: kaniko:v1.28.3-debug}\n', ['image'], image)).toBe(
      'build: {image: {name: kaniko:v1.28.3-debug, entrypoint: [""]}}\n',
    );
  });
});

describe('a key is not forced upon a place that it does not fit', () => {
  test.each([
    ['.v: &v {A: b}\nbuild:\n  variables: *v\n', 'refused: the mapping is an alias'],
    ['.v: &v\n  variables: {A: b}\nbuild:\n  <<: *v\n', 'refused: its `variables` may come from `<<`'],
    ['build:\n  variables: none\n', 'refused: its value is no mapping'],
    ['build:\n  variables: {A: b}\n  variables: {C: d}\n', 'refused: `variables` is there more than once'],
    ['build:\n  variables:\n   A: [b\n', 'refused: the file cannot be read as YAML'],
  ])('%j', (text, because) => {
    expect(withFlag(text)).toBe(because);
  });
});

test('patches of one fix build upon each other', () => {
  expect(
    patched('build:\n  script: [make]\n', ({ place }) => [
      { op: 'set-key', in: place('build'), path: ['variables', 'STORAGE_DRIVER'], value: 'vfs' },
      { op: 'set-key', in: place('build'), path: ['variables', 'BUILDAH_ISOLATION'], value: 'chroot' },
      { op: 'replace', at: place('make'), text: 'make image' },
    ]),
  ).toBe('build:\n  script: [make image]\n  variables:\n    STORAGE_DRIVER: vfs\n    BUILDAH_ISOLATION: chroot\n');
});
