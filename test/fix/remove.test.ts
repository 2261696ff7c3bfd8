import { describe, expect, test } from 'vitest';
import { reference } from '../../src/rule/index.ts';
import { patched } from './patched.ts';

describe('a command is taken away', () => {
  test.each([
    ['a:\n  script:\n    - setup\n    - make\n', 'setup', 'a:\n  script:\n    - make\n'],
    ['a:\n  script:\n    - make\n    - setup', 'setup', 'a:\n  script:\n    - make\n'],
    ['a:\r\n  script:\r\n  - "setup"\r\n  - make\r\n', 'setup', 'a:\r\n  script:\r\n  - make\r\n'],
    ['a:\n  script: [setup, make]\n', 'setup', 'a:\n  script: [make]\n'],
    ["a:\n  script: ['make', 'setup']\n", 'setup', "a:\n  script: ['make']\n"],
    ['a:\n  script: [ make, setup, test ] # all\n', 'setup', 'a:\n  script: [ make, test ] # all\n'],
    [
      'a:\n  script:\n    # before\n    - setup\n    # after\n    - make\n',
      'setup',
      'a:\n  script:\n    # before\n    # after\n    - make\n',
    ],
    ['a:\n  script:\n    - |\n      setup\n      make\n', 'setup', 'a:\n  script:\n    - |\n      make\n'],
    [
      'a:\n  script: |\n    make\n    setup\n\n    test\nb: 1\n',
      'setup',
      'a:\n  script: |\n    make\n\n    test\nb: 1\n',
    ],
    ['a:\r\n  script: |\r\n    make\r\n    setup\r\n', 'setup', 'a:\r\n  script: |\r\n    make\r\n'],
    ['a:\n  script: [setup]\n', 'setup', 'refused: it is the only item of its list'],
    ['a:\n  script: [setup && make, test]\n', 'setup', 'refused: the line holds more than the command'],
    [
      'a:\n  script:\n    - |\n      setup && make\n      test\n',
      'setup',
      'refused: the line holds more than the command',
    ],
    [
      'a:\n  script:\n    - setup # emulators\n    - make\n',
      'setup',
      'refused: the change does not fit the way in which the file is written',
    ],
    [
      'a:\n  script: [\n    setup, # emulators\n    make\n  ]\n',
      'setup',
      'refused: the change does not fit the way in which the file is written',
    ],
    [
      'a:\n  script:\n    - &s setup\n    - make\n    - *s\n',
      'setup',
      'refused: the change does not fit the way in which the file is written',
    ],
  ])('%j', (before, part, after) => {
    expect(patched(before, ({ place }) => [{ op: 'remove-line', at: place(part) }])).toBe(after);
  });
});

describe('a key is taken away', () => {
  test.each([
    ['a:\n  services: [docker:dind]\n  script: [make]\n', 'a:\n  script: [make]\n'],
    ['a:\n  script: [make]\n  services:\n    - docker:dind\n\nb: 1\n', 'a:\n  script: [make]\n\nb: 1\n'],
    ['a: {services: [docker:dind], script: [make]}\n', 'a: {script: [make]}\n'],
    ['a: {script: [make], services: [docker:dind]}\n', 'a: {script: [make]}\n'],
    ['services: [docker:dind]\n\na: 1\n', 'a: 1\n'],
    ['- services: [docker:dind]\n  script: [make]\n', '- script: [make]\n'],
    ['a:\n  services: [docker:dind]\n', 'refused: it is the only key of its mapping'],
    [
      'a:\n  services: # the daemon\n    - docker:dind\n  script: [make]\n',
      'refused: the change does not fit the way in which the file is written',
    ],
  ])('%j', (before, after) => {
    expect(patched(before, ({ place }) => [{ op: 'remove-key', at: place('services') }])).toBe(after);
  });
});

describe('an item is added at the beginning of a list', () => {
  test.each([
    ['a:\n  list:\n    - make\n', 'a:\n  list:\n    - !reference [.t, list]\n    - make\n'],
    ['a:\r\n  list:\r\n  - &m make # it\r\n', 'a:\r\n  list:\r\n  - !reference [.t, list]\r\n  - &m make # it\r\n'],
    ['a:\n  list:\n    # first\n    - make\n', 'a:\n  list:\n    # first\n    - !reference [.t, list]\n    - make\n'],
    ['a:\n  list: [make]\n', 'a:\n  list: [!reference [.t, list], make]\n'],
    ['a:\n  list: [ make ]\n', 'a:\n  list: [ !reference [.t, list], make ]\n'],
    ['a:\n  list: [\n    make, # it\n  ]\n', 'a:\n  list: [\n    !reference [.t, list],\n    make, # it\n  ]\n'],
    ['a:\n  list: []\n', 'a:\n  list: [!reference [.t, list]]\n'],
    ['a:\n  list: make\n', 'refused: the value is no list'],
  ])('%j', (before, after) => {
    const added = patched(before, ({ place }) => {
      const { file, start, end } = place('  list:');
      return [{ op: 'prepend-item', to: file.span(start + 2, end - 1), item: reference('.t', 'list') }];
    });
    expect(added).toBe(after);
  });
});

describe('a comment is added above the item or key', () => {
  test.each([
    ['a:\n  script:\n    - >\n      make\n', 'make', 'a:\n  script:\n    # the image\n    - >\n      make\n'],
    ['a:\r\n  script:\r\n    - make # 1\r\n', 'make', 'a:\r\n  script:\r\n    # the image\r\n    - make # 1\r\n'],
    ['a:\n  script: >-\n    make\n', 'make', 'a:\n  # the image\n  script: >-\n    make\n'],
    ['a:\n  script: [test, make]\n', 'make', 'refused: something stands in front of it'],
  ])('%j', (before, part, after) => {
    expect(patched(before, ({ place }) => [{ op: 'add-comment', above: place(part), text: 'the image' }])).toBe(after);
  });
});

describe('a key of the whole document', () => {
  const withKey = (text: string, key: string) =>
    patched(text, ({ place }) => [
      { op: 'set-key', in: place('a:').file.span(0, 0), path: [key], value: { ARCH: 'amd64' } },
    ]);

  test.each([
    ['a: 1\n\nb: 2\n', 'merge', 'a: 1\n\nb: 2\n\nmerge:\n  ARCH: amd64\n'],
    ['a: 1\nb: 2\n', 'merge', 'a: 1\nb: 2\nmerge:\n  ARCH: amd64\n'],
    ['# all\na: 1\n\n# other\nb: 2\n', 'variables', 'variables:\n  ARCH: amd64\n\n# all\na: 1\n\n# other\nb: 2\n'],
    ['\uFEFFa: 1\r\n', 'variables', '\uFEFFvariables:\r\n  ARCH: amd64\r\n\r\na: 1\r\n'],
    ['stages: [build]\n\n# job\na: 1\n', 'variables', 'stages: [build]\n\nvariables:\n  ARCH: amd64\n\n# job\na: 1\n'],
    ['{a: 1}\n', 'variables', '{a: 1, variables: {ARCH: amd64}}\n'],
  ])('%j', (before, key, after) => {
    expect(withKey(before, key)).toBe(after);
  });
});
