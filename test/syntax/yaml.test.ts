import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../src/source/source-file.ts';
import { readYaml } from '../../src/syntax/yaml.ts';
import type { YamlString } from '../../src/syntax/yaml-value.ts';
import { plain } from '../support/plain-value.ts';

const read = (text: string) => readYaml(new SourceFile('.gitlab-ci.yml', text));

const valueOf = (text: string): unknown => plain(read(text).value);

function stringAt(text: string, key: string): YamlString {
  const { value } = read(text);
  const found = value?.kind === 'mapping' ? value.entries.get(key)?.value : undefined;
  if (found?.kind !== 'string') throw new Error(`${key} is not a string`);
  return found;
}

describe('types of plain scalars', () => {
  test.each<[string, unknown]>([
    ['on', true],
    ['Yes', true],
    ['OFF', false],
    ['y', 'y'],
    ['N', 'N'],
    ['.', '.'],
    ['010', 8],
    ['08', '08'],
    ['0o10', '0o10'],
    ['0x1F', 31],
    ['-0b11', -3],
    ['1e3', '1e3'],
    ['1,000', 1000],
    ['1_000', 1000],
    ['1:30', 5400],
    ['12:30:45', 45045],
    ['1.20', 1.2],
    ['.5', 0.5],
    ['3.', 3],
    ['~', null],
    ['Null', null],
    ['', null],
    [':arm64', 'arm64'],
    [':"linux"', 'linux'],
    ['1.25.1', '1.25.1'],
    ['"on"', 'on'],
    ["'010'", '010'],
    ['! 010', '010'],
    ['!!str 010', '010'],
    ['!arch 010', 8],
    ['!$CI_COMMIT_TAG', null],
  ])('%s', (source, expected) => {
    expect(valueOf(`key: ${source}\n`)).toEqual({ key: expected });
  });

  test('dates are refused, and the rest is read', () => {
    const { problems, value } = read('since: 2024-01-01\nstage: build\n');
    expect(problems.map(({ message }) => message)).toEqual(['Tried to load unspecified class: Date']);
    expect(plain(value)).toEqual({ since: '2024-01-01', stage: 'build' });
  });

  test('keys are spelled as GitLab spells them', () => {
    expect(valueOf('1: a\ntrue: b\n~: c\n1.50: d\n')).toEqual({ 1: 'a', true: 'b', '': 'c', 1.5: 'd' });
  });
});

describe('mappings', () => {
  test.each<[string, string, unknown]>([
    [
      'a merge key overwrites what stands before it',
      '- &t {image: b, tags: x}\n- image: a\n  <<: *t\n',
      { image: 'b', tags: 'x' },
    ],
    ['a later key overwrites what was merged', '- &t {image: b}\n- <<: *t\n  image: a\n', { image: 'a' }],
    [
      'of a list of merges the first wins',
      '- [&a {x: 1, y: 1}, &b {x: 2, z: 2}]\n- <<: [*a, *b]\n',
      { x: 1, y: 1, z: 2 },
    ],
    ['of two merge keys the second wins', '- [&a {x: 1}, &b {x: 2}]\n- <<: *a\n  <<: *b\n', { x: 2 }],
    ['a merge of a scalar is a key', '- x\n- <<: y\n', { '<<': 'y' }],
    ['a tagged merge key is a key', '- &a {x: 1}\n- !!str <<: *a\n', { '<<': { x: 1 } }],
    ['of equal keys the last wins', '- x\n- {script: a, script: b}\n', { script: 'b' }],
  ])('%s', (_name, text, expected) => {
    expect(valueOf(text)).toEqual([expect.anything(), expected]);
  });

  test('notes name keys that are lost', () => {
    const text = '.t: &t {image: b}\njob:\n  image: a\n  <<: *t\n  stage: x\n  stage: y\n';
    const { notes } = read(text);
    expect(notes.map(({ kind, at, other }) => [kind, at.start, other.start])).toEqual([
      ['overwritten-by-merge', text.indexOf('image: a'), text.indexOf('<<')],
      ['duplicate-key', text.indexOf('stage: y'), text.indexOf('stage: x')],
    ]);
  });

  test('keys stay where they first appeared', () => {
    const { value } = read('- &t {b: 1, a: 2}\n- {a: 0, <<: *t, c: 3}\n');
    const second = value?.kind === 'sequence' ? value.items[1] : undefined;
    expect(second?.kind === 'mapping' ? [...second.entries.keys()] : []).toEqual(['a', 'b', 'c']);
  });
});

describe('aliases', () => {
  test('an alias is the very value that it names', () => {
    const { value } = read('- &image {name: golang}\n- *image\n');
    const items = value?.kind === 'sequence' ? value.items : [];
    expect(items[1]).toBe(items[0]);
  });

  test('the latest anchor before the alias counts', () => {
    expect(valueOf('[&a 1, *a, &a 2, *a]')).toEqual([1, 1, 2, 2]);
  });

  test('an unknown anchor is a problem at the alias', () => {
    const { problems } = read('job: *template\n');
    expect(problems).toMatchObject([{ message: 'An alias referenced an unknown anchor: template', at: { start: 5 } }]);
  });

  test('an alias inside its own anchor is a problem', () => {
    expect(read('job: &job [*job]\n').problems).toHaveLength(1);
  });

  test('aliases that blow up are refused at once', () => {
    const lines = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`);
    const { value, problems } = read(`l0: &l0 [x]\n${lines.join('\n')}\n`);
    expect(value).toBeUndefined();
    expect(problems).toMatchObject([{ message: 'The parsed YAML is too big' }]);
  });
});

test('`!reference` keeps its content', () => {
  expect(valueOf('script: !reference [.setup, script]\n')).toEqual({ script: { reference: ['.setup', 'script'] } });
});

describe('places of decoded characters', () => {
  const sample = [
    'literal: |',
    '    docker login',
    '      --username ci',
    '',
    '    docker push',
    'folded: >-',
    '  buildah build',
    '  --platform linux/arm64',
    '',
    '  .',
    'plain: kaniko --context',
    '  --dockerfile',
    "single: 'it''s \"arm64\"'",
    'double: "tab\\there \\u0041 \\',
    '  next\\n',
    '  last"',
    '',
  ].join('\n');

  test.each([
    ['literal', 'docker login'],
    ['literal', '--username ci'],
    ['literal', 'docker push'],
    ['folded', '--platform linux/arm64'],
    ['folded', '.'],
    ['plain', '--dockerfile'],
    ['single', 's "arm64"'],
    ['double', 'here '],
    ['double', 'next'],
    ['double', 'last'],
  ])('%s: %s', (key, words) => {
    const { text } = stringAt(sample, key);
    const at = text.text.indexOf(words);
    const { start, end, file } = text.spanOf(at, at + words.length);
    expect(at).toBeGreaterThanOrEqual(0);
    expect(file.text.slice(start, end)).toBe(words);
  });

  test('what decoding made has the place of what it was made from', () => {
    const { text } = stringAt(sample, 'double');
    const letter = text.text.indexOf('A');
    const { start, end } = text.spanOf(letter, letter + 1);
    expect(sample.slice(start, end)).toBe('\\u0041');
    const folded = stringAt(sample, 'folded').text;
    const blank = folded.spanOf('buildah build'.length, 'buildah build'.length + 1);
    expect(sample.slice(blank.start, blank.end)).toBe('\n');
  });

  test('line breaks of Windows keep the places right', () => {
    const { text } = stringAt('script: |\r\n  go build\r\n  go test\r\n', 'script');
    const at = text.text.indexOf('go test');
    expect(text.text).toBe('go build\ngo test\n');
    expect(text.spanOf(at, at + 7)).toMatchObject({ start: 25, end: 32 });
  });

  test('a range of a file keeps the offsets of the file', () => {
    const file = new SourceFile('ci.yml', 'spec:\n---\njob: build\n');
    const { value } = readYaml(file, { start: 10, end: 21 });
    const job = value?.kind === 'mapping' ? value.entries.get('job')?.value : undefined;
    expect(job?.span).toMatchObject({ start: 15, end: 20 });
  });
});

describe('quoted scalars that go on left of their key, which libyaml reads', () => {
  test.each([
    ["job:\n  if: '$REF =~\n  /^v/ && $TAG'\n  when: always\n", '$REF =~ /^v/ && $TAG'],
    ['job:\n  if: "$A ==\n$B"\n  when: always\n', '$A == $B'],
    ["job:\n  if: 'first\n\n  second'\n  when: always\n", 'first\nsecond'],
  ])('%j', (text, expected) => {
    const { value, problems } = readYaml(new SourceFile('ci.yml', text));
    expect(problems).toEqual([]);
    expect(plain(value)).toEqual({ job: { if: expected, when: 'always' } });
  });

  test('a quote that is never closed is still a problem', () => {
    expect(readYaml(new SourceFile('ci.yml', "job:\n  if: 'never\n  closed\n")).problems).not.toEqual([]);
  });
});

describe('broken and hostile texts', () => {
  test.each([
    ['build: make: all\n', 'mapping values are not allowed in this context', 11],
    ['build\n  stage: test\n', 'mapping values are not allowed in this context', 13],
    [
      'lint:\n  script: vet\n# later\nbuild\n  stage: test\n',
      "could not find expected ':' while scanning a simple key",
      28,
    ],
  ])('a broken key is told in the words of libyaml: %s', (text, message, start) => {
    expect(read(text).problems[0]).toMatchObject({ message, at: { start } });
  });

  test('a problem has its place, and the rest is read', () => {
    const { value, problems } = read('build:\n  script: [a\ntest:\n  script: b\n');
    expect(problems.length).toBeGreaterThan(0);
    expect(plain(value)).toMatchObject({ test: { script: 'b' } });
  });

  test.each([
    ['nothing', ''],
    ['a comment', '# nothing\n'],
    ['controls', '\u0000\u0001:::\n\t- {'],
    ['half a pair of surrogates', '"\\ud800": \ud800'],
    ['brackets', '['.repeat(10_000)],
    ['dashes', '- '.repeat(10_000)],
    ['questions', '? '.repeat(10_000)],
    ['quotes', '"'.repeat(5_000)],
    ['anchors', '&a '.repeat(5_000)],
    ['indentation', Array.from({ length: 500 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('%s never throws', (_name, text) => {
    expect(() => read(text)).not.toThrow();
  });

  test('what is larger than GitLab reads is refused', () => {
    expect(read('a: b\n'.repeat(600_000)).problems).toMatchObject([{ message: 'The provided YAML is too big' }]);
    expect(read(`${'['.repeat(101)}1${']'.repeat(101)}`).problems).toMatchObject([
      { message: 'The parsed YAML is too big' },
    ]);
    expect(read(`${'['.repeat(100)}1${']'.repeat(100)}`).problems).toEqual([]);
  });
});
