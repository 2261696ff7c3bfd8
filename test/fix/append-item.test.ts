import { describe, expect, test } from 'vitest';
import { patched } from './patched.ts';

const withNeed = (text: string, item: string | Readonly<Record<string, string | boolean>> = 'build-arm64') =>
  patched(text, ({ place }) => [{ op: 'append-item', to: place('needs'), item }]);

describe('an item is added at the end of a list', () => {
  test.each([
    ['merge:\n  needs: [build-amd64]\n', 'merge:\n  needs: [build-amd64, build-arm64]\n'],
    ['merge:\n  needs: []\n', 'merge:\n  needs: [build-arm64]\n'],
    ['merge:\n  needs: [build-amd64,]\n', 'merge:\n  needs: [build-amd64, build-arm64]\n'],
    ['merge:\n  needs: [ "build-amd64" ] # all\n', 'merge:\n  needs: [ "build-amd64", build-arm64 ] # all\n'],
    [
      'merge:\n  needs: [\n    build-amd64 # native\n  ]\n',
      'merge:\n  needs: [\n    build-amd64, # native\n    build-arm64\n  ]\n',
    ],
    [
      'merge:\n  needs: [\n    build-amd64, # native\n  ]\n',
      'merge:\n  needs: [\n    build-amd64, # native\n    build-arm64,\n  ]\n',
    ],
    [
      'merge:\n  needs:\n    - build-amd64 # native\n    # the rest\n  script: []\n',
      'merge:\n  needs:\n    - build-amd64 # native\n    - build-arm64\n    # the rest\n  script: []\n',
    ],
    ['merge:\n  needs:\n  - build-amd64\n', 'merge:\n  needs:\n  - build-amd64\n  - build-arm64\n'],
    ['merge:\n  needs:\n  -   build-amd64', 'merge:\n  needs:\n  -   build-amd64\n  - build-arm64'],
    [
      'merge:\n  needs:\n    - job: build-amd64\n      artifacts: false\n',
      'merge:\n  needs:\n    - job: build-amd64\n      artifacts: false\n    - build-arm64\n',
    ],
    ['merge:\n  needs:\n  script: [make]\n', 'merge:\n  needs: [build-arm64]\n  script: [make]\n'],
    ['.n: &n [a]\nmerge:\n  needs: *n\n', 'refused: the list is an alias'],
    ['merge:\n  needs: build-amd64\n', 'refused: the value is no list'],
    ['merge:\n  needs: !reference [.n, needed]\n'.replace('.n, needed', '.n'), 'refused: the list has a tag'],
  ])('%j', (before, after) => {
    expect(withNeed(before)).toBe(after);
  });

  test('a mapping as an item', () => {
    const need = { job: 'build-arm64', artifacts: false };
    expect(withNeed('merge:\n  needs:\n    - build-amd64\n', need)).toBe(
      'merge:\n  needs:\n    - build-amd64\n    - job: build-arm64\n      artifacts: false\n',
    );
    expect(withNeed('merge:\n  needs: [build-amd64]\n', need)).toBe(
      'merge:\n  needs: [build-amd64, {job: build-arm64, artifacts: false}]\n',
    );
  });
});

describe('a value takes the place of another', () => {
  const withValue = (text: string, part: string, value: string | readonly string[] | boolean) =>
    patched(text, ({ place }) => [{ op: 'set-value', at: place(part), value }]);

  test.each([
    ['v:\n  FLAG: yes # on\n', 'FLAG', '1', 'v:\n  FLAG: "1" # on\n'],
    ['v:\n  FLAG: yes # on\n', 'yes', '1', 'v:\n  FLAG: "1" # on\n'],
    ["v: {FLAG: 'yes'}\n", 'FLAG', '1', "v: {FLAG: '1'}\n"],
    ['v: {FLAG: }\n', 'FLAG', '1', 'v: {FLAG: "1"}\n'],
    ['v:\n  FLAG:\n  B: c\n', 'FLAG', '1', 'v:\n  FLAG: "1"\n  B: c\n'],
    ['v:\n  FLAG: &f yes\n', 'yes', '1', 'v:\n  FLAG: &f "1"\n'],
    ['v:\n  - a\n  - b\nw: c\n', 'v', ['c'], 'v: [c]\nw: c\n'],
    ['v: &v a\nFLAG: *v\n', 'FLAG', '1', 'refused: the value is an alias'],
    ['FLAG: !reference [a, b]\n', 'FLAG', '1', 'refused: the value has a tag'],
    [
      'v:\n  # why\n  - a\n  # more\n  - b\n',
      'v',
      ['c'],
      'refused: the change does not fit the way in which the file is written',
    ],
    ['v: |\n  make\n  # all\nw: c\n', 'v', 'make', 'v: make\nw: c\n'],
  ])('%j', (before, part, value, after) => {
    expect(withValue(before, part, value)).toBe(after);
  });
});

test('half a character, which YAML can name and no file can hold, is not put in', () => {
  expect(withNeed('merge:\n  needs: [build]\n', '\ud93d')).toBe('refused: no file can hold half a character');
  expect(withNeed('merge:\n  needs: [build]\n', '🚢')).toBe('merge:\n  needs: [build, 🚢]\n');
});
