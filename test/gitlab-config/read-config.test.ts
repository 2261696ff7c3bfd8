import { describe, expect, test } from 'vitest';
import { readConfigOf } from '../../src/gitlab/config/read-config.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';
import { readYaml } from '../../src/syntax/yaml.ts';
import { environment, messages, plain, readFiles, readText } from './plain.ts';

describe('documents', () => {
  test('without a header the first document counts', () => {
    expect(plain(readText('build:\n  script: go build\n---\ntest:\n  script: go test\n').root)).toEqual({
      build: { script: 'go build' },
    });
  });

  test.each<[string, string, string]>([
    ['an empty file', ' \n', 'Please provide content of .gitlab-ci.yml'],
    ['a list', '- build\n', 'Invalid configuration format'],
    ['an unknown anchor', 'build: *template\n', 'An alias referenced an unknown anchor: template'],
  ])('%s is refused', (_name, text, message) => {
    expect(messages(readText(text))[0]).toBe(message);
  });

  test.each([
    ['build: yaml: test', '(<unknown>): mapping values are not allowed in this context at line 1 column 12'],
    ['spec: {}\n---\n\nbuild:\n  script: echo a: b', /context at line 2 column 17$/],
    ['build: {script: 2024-01-01}', 'Tried to load unspecified class: Date'],
  ])('GitLab counts the lines of a document and means the colon: %s', (text, message) => {
    const [first] = messages(readText(text));
    if (typeof message === 'string') expect(first).toBe(message);
    else expect(first).toMatch(message);
  });

  test('a syntax error is refused with its place, and the rest is read', () => {
    const { root, unreadable, rejections } = readText('build:\n  script: [go build\ntest:\n  script: go test\n');
    expect(rejections[0]).toMatchObject({ kind: 'syntax' });
    expect(unreadable.length).toBeGreaterThan(0);
    expect(plain(root)).toMatchObject({ test: { script: 'go test' } });
  });

  test('a missing root file is unreadable', () => {
    const { root, unreadable } = readFiles({});
    expect(root).toBeUndefined();
    expect(unreadable).toMatchObject([{ message: '`.gitlab-ci.yml` does not exist' }]);
  });
});

describe('extends', () => {
  test('later bases win, then the job; lists and null replace', () => {
    const { root } = readText(
      [
        '.go: {image: golang, tags: [a], variables: {GOOS: linux, CGO: "0"}}',
        '.arm: {tags: [arm64], variables: {GOARCH: arm64}}',
        'build: {extends: [.go, .arm], image: null, variables: {CGO: "1"}}',
      ].join('\n'),
    );
    expect(plain(root)).toMatchObject({
      build: {
        extends: ['.go', '.arm'],
        image: null,
        tags: ['arm64'],
        variables: { GOOS: 'linux', CGO: '1', GOARCH: 'arm64' },
      },
    });
  });

  test('a value keeps the place where it is written', () => {
    const text = '.go:\n  image: golang\nbuild:\n  extends: .go\n';
    const job = readText(text).root?.entries.get('build')?.value;
    const image = job?.kind === 'mapping' ? job.entries.get('image')?.value : undefined;
    expect(image?.span.start).toBe(text.indexOf('golang'));
  });

  const chain = (length: number): string =>
    [...Array.from({ length }, (_, i) => `.l${i}: {extends: .l${i + 1}}`), `.l${length}: {script: go build}`].join(
      '\n',
    );

  test.each<[string, string, string]>([
    ['a base that is not there', 'build: {extends: .go}', 'build: unknown keys in `extends` (.go)'],
    ['a base that is no mapping', '.go: [x]\nbuild: {extends: .go}', 'build: invalid base hashes in `extends` (.go)'],
    ['a circle', '.a: {extends: .b}\n.b: {extends: .a}', '.a: circular dependency detected in `extends`'],
  ])('%s is refused and hides what the job may have', (_name, text, message) => {
    const reading = readText(text);
    expect(messages(reading)[0]).toBe(message);
    expect(reading.hiddenBases.size).toBeGreaterThan(0);
  });

  test('eleven bases in a chain are read, twelve are refused', () => {
    expect(messages(readText(chain(11)))).toEqual([]);
    expect(messages(readText(chain(12)))[0]).toMatch(/nesting too deep in `extends`$/);
    expect(messages(readText(chain(3_000)))[0]).toMatch(/nesting too deep in `extends`$/);
  });

  test('GitLab names the base at which a chain becomes too long', () => {
    expect(messages(readText(chain(12)))[0]).toBe('.l11: nesting too deep in `extends`');
  });

  test('a job whose base may be in an unread file is hidden, and so are the jobs that extend it', () => {
    const reading = readText(
      'include: {project: platform/ci, file: go.yml}\n.mine: {extends: .go}\nbuild: {extends: .mine}\ntest: {script: x}\n',
    );
    expect(messages(reading)).toEqual([]);
    expect([...reading.hiddenBases.keys()]).toEqual(['.mine', 'build']);
    expect(reading.openTo).toMatchObject([{ because: '`go.yml` of the project `platform/ci` was not read' }]);
  });
});

describe('references', () => {
  test('a reference is its target, as `extends` left it, and shares it', () => {
    const { root } = readText(
      '.base: {script: [go build]}\n.go: {extends: .base}\nbuild: {script: !reference [.go, script]}\ntest: !reference [build]\n',
    );
    expect(plain(root)).toMatchObject({ build: { script: ['go build'] }, test: { script: ['go build'] } });
    const build = root?.entries.get('build')?.value;
    expect(root?.entries.get('test')?.value).toBe(build);
  });

  test.each<[string, string, string]>([
    [
      'a missing target',
      'build: {script: !reference [.go, script]}',
      '!reference [".go", "script"] could not be found',
    ],
    [
      'a null target',
      '.go: {script: }\nbuild: {script: !reference [.go, script]}',
      '!reference [".go", "script"] could not be found',
    ],
    ['an index', '.go: [a]\nbuild: {script: !reference [.go, "0"]}', '!reference [".go", "0"] could not be found'],
    [
      'a circle',
      'build: {script: !reference [build, script]}',
      '!reference ["build", "script"] is part of a circular chain',
    ],
    ['a scalar', 'build: {script: !reference go}', '!reference "go" is not valid'],
    ['a number', 'build: {script: !reference [go, 1]}', '!reference ["go", 1] is not valid'],
  ])('%s is refused', (_name, text, message) => {
    expect(messages(readText(text))).toEqual([message]);
  });

  test('a reference into an unread file stays', () => {
    const { root } = readText(
      'include: {remote: https://example.org/ci.yml}\nbuild: {script: !reference [.go, script]}\n',
    );
    expect(plain(root)).toEqual({ build: { script: { reference: ['.go', 'script'] } } });
  });

  test('long chains and references that multiply end soon', () => {
    const long = Array.from({ length: 5_000 }, (_, i) => `.r${i}: [!reference [.r${i + 1}]]`).join('\n');
    const wide = Array.from({ length: 30 }, (_, i) => `.w${i}: [${`!reference [.w${i + 1}], `.repeat(9)}]`).join('\n');
    expect(messages(readText(`${long}\n.r5000: [x]\n`))[0]).toMatch(/chain that is too long/);
    expect(messages(readText(`${wide}\n.w30: [x]\n`))[0]).toMatch(/brings in too much/);
  });
});

test('the edge stages stand around the others', () => {
  expect(plain(readText('stages: [.post, build, .pre]\n').root)).toEqual({ stages: ['.pre', 'build', '.post'] });
});

test('a child pipeline is the merge of its includes', () => {
  const { value } = readYaml(
    new SourceFile('.gitlab-ci.yml', '[ci/child.yml, {artifact: generated.yml, job: generate}]'),
  );
  const workspace = memoryWorkspace({ 'ci/child.yml': 'push: {script: crane push}\n' });
  const reading = value && readConfigOf(workspace, environment(), value);
  expect(plain(reading?.root)).toEqual({ push: { script: 'crane push' } });
  expect(reading?.openTo).toMatchObject([{ because: 'the artifact `generated.yml` of a job was not read' }]);
});
