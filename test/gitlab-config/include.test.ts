import { describe, expect, test } from 'vitest';
import { environment, messages, plain, readFiles } from './plain.ts';

const go = { 'ci/go.yml': 'variables: {GOOS: linux, CGO: "0"}\nbuild: {script: go build}\n' };
const withMain = (text: string, files: Record<string, string> = go) => ({ ...files, '.gitlab-ci.yml': text });

describe('local includes', () => {
  test('the main file is merged over its includes, whose keys come first', () => {
    const { root, files } = readFiles(withMain('lint: {script: x}\ninclude: /ci/go.yml\nvariables: {CGO: "1"}\n'));
    expect(plain(root)).toEqual({
      variables: { GOOS: 'linux', CGO: '1' },
      build: { script: 'go build' },
      lint: { script: 'x' },
    });
    expect([...(root?.entries.keys() ?? [])]).toEqual(['variables', 'build', 'lint']);
    expect(files.map(({ path }) => path)).toEqual(['.gitlab-ci.yml', 'ci/go.yml']);
  });

  test.each<[string, readonly string[]]>([
    ['ci/*.yml', ['a', 'b']],
    ['ci/**.yml', ['a', 'b', 'c']],
    ['ci/**/*.yml', ['c']],
    ['none/*.yml', ['include']],
  ])('the pattern %s', (pattern, keys) => {
    const files = { 'ci/a.yml': 'a: {script: x}', 'ci/b.yml': 'b: {script: x}', 'ci/sub/c.yml': 'c: {script: x}' };
    const { root } = readFiles(withMain(`include: '${pattern}'\n`, files));
    expect([...(root?.entries.keys() ?? [])]).toEqual(keys);
  });

  test.each<[string, string]>([
    ['include: ./ci/go.yml', 'Local file `./ci/go.yml` does not exist!'],
    ['include: ci/go.txt', 'Included file `ci/go.txt` does not have YAML extension!'],
    ['include: ci/.yml', 'Included file `ci/.yml` does not have YAML extension!'],
    ['include: ci/empty.yml', 'Local file `ci/empty.yml` is empty!'],
    ['include: ci/comment.yml', 'Included file `ci/comment.yml` does not have valid YAML syntax!'],
    ['include: 1', 'Each include must be a hash or a string'],
    ['include: ci/loop.yml', 'Maximum of 150 nested includes are allowed!'],
    [
      'include: [{project: platform/ci}]',
      'include:include config must specify the file where to fetch the config from',
    ],
    [
      'include: [{artifact: a.yml, job: b}]',
      'Including configs from artifacts is only allowed when triggering child pipelines',
    ],
    ['include: {project: group/ci}', 'include config should be an array or a string'],
    ['include: {local: ci/go.yml, rules: [{when: never}]}', 'include config should be an array or a string'],
    ['include: [{local: ci/go.yml, rules: [{when: manual}]}]', 'include:rule when unknown value: manual'],
    ['include: [{local: ci/go.yml, rules: [{if: "$A =="}]}]', 'include:rule if invalid expression syntax'],
  ])('%s is refused', (text, message) => {
    const files = { ...go, 'ci/empty.yml': '', 'ci/comment.yml': '# later\n', 'ci/loop.yml': 'include: ci/loop.yml\n' };
    expect(messages(readFiles(withMain(`${text}\n`, files)))).toEqual([message]);
  });
});

describe('includes that live elsewhere', () => {
  test.each([
    'include: {project: platform/ci, file: [a.yml]}',
    'include: https://example.org/ci.yml',
    'include: {template: Go.gitlab-ci.yml}',
    'include: {component: gitlab.example.org/platform/go@1}',
    'include: ci/$FLAVOUR.yml',
  ])('%s is a cause with its place', (text) => {
    const reading = readFiles(withMain(`${text}\nlint: {script: x}\n`));
    expect(messages(reading)).toEqual([]);
    expect(reading.openTo).toHaveLength(1);
    expect(reading.openTo[0]?.at.start).toBeGreaterThan(0);
    expect(plain(reading.root)).toEqual({ lint: { script: 'x' } });
  });

  test('one that the environment maps to a local copy is read, and its own local files come from that copy', () => {
    const files = { 'vendor/ci/a.yml': 'include: b.yml\na: {script: x}\n', 'vendor/ci/b.yml': 'b: {script: x}\n' };
    const reading = readFiles(
      withMain('include: {project: platform/ci, file: /a.yml}\n', files),
      environment({}, { 'project:platform/ci': 'vendor/ci' }),
    );
    expect(plain(reading.root)).toEqual({ b: { script: 'x' }, a: { script: 'x' } });
    expect(reading.openTo).toEqual([]);
  });

  test('variables of the project are part of paths, those of the file are not', () => {
    const files = withMain('variables: {FLAVOUR: rust}\ninclude: ci/$FLAVOUR.yml\n');
    expect(plain(readFiles(files, environment({ FLAVOUR: 'go' })).root)).toMatchObject({ build: {} });
  });
});

describe('rules of includes', () => {
  const rule = (text: string): Record<string, string> =>
    withMain(`include: [{local: ci/go.yml, rules: ${text}}]\nlint: {script: x}\n`);

  test.each<[string, 'in' | 'out' | 'perhaps']>([
    ['[{if: $ARCH == "arm64"}]', 'in'],
    ['[{if: $ARCH == "amd64"}]', 'out'],
    ['[{if: $ARCH, when: never}, {when: always}]', 'out'],
    ['[{exists: [ci/*.yml]}]', 'in'],
    ['[{exists: Dockerfile}]', 'out'],
    ['[{if: $CI_COMMIT_TAG}]', 'perhaps'],
    ['[{changes: [go.mod]}]', 'perhaps'],
    ['[{if: $CI_COMMIT_TAG}, {when: always}]', 'in'],
  ])('%s', (text, expected) => {
    const reading = readFiles(rule(text), environment({ ARCH: 'arm64' }));
    expect(reading.root?.entries.has('build')).toBe(expected !== 'out');
    expect(reading.conditional.length > 0).toBe(expected === 'perhaps');
  });

  test('a job of which only a part is conditional may have less than it shows', () => {
    const files = withMain('include: [{local: ci/go.yml, rules: [{if: $CI_COMMIT_TAG}]}]\nbuild: {tags: [arm64]}\n');
    expect([...readFiles(files).hiddenBases.keys()]).toEqual(['build']);
  });

  test.each([
    ['other conditions', '$ARCH == "amd64"', '$ARCH == "arm64"', ['reference', 'mapping', 'reference', 'string']],
    ['the same conditions', '$PUBLISH', '$PUBLISH', ['sequence', 'mapping', 'string', 'string']],
  ])('of a job that two includes define under %s, what the last one does not say is hidden', (_, one, other, kinds) => {
    const main = `include: [{local: a.yml, rules: [{if: '${one}'}]}, {local: b.yml, rules: [{if: '${other}'}]}]\n`;
    const files = {
      '.gitlab-ci.yml': main,
      'a.yml': 'build: {script: x, tags: [arm64], variables: {A: "1", B: "1"}}\n',
      'b.yml': 'build: {script: y, variables: {B: "2"}}\n',
    };
    const build = readFiles(files).root?.entries.get('build')?.value;
    const entries = build?.kind === 'mapping' ? build.entries : undefined;
    const variables = entries?.get('variables')?.value;
    const inner = variables?.kind === 'mapping' ? variables.entries : undefined;
    const found = [entries?.get('tags'), entries?.get('variables'), inner?.get('A'), inner?.get('B')];
    expect(found.map((entry) => entry?.value.kind)).toEqual(kinds);
  });

  test('an include within a conditional one is there in pipelines that have both', () => {
    const files = {
      '.gitlab-ci.yml': "include: [{local: a.yml, rules: [{if: '$OUTER'}]}]\n",
      'a.yml': "include: [{local: b.yml, rules: [{if: '$INNER'}]}]\nother: {script: x}\n",
      'b.yml': 'build: {script: y, tags: [arm64]}\n',
    };
    const build = readFiles(files).root?.entries.get('build')?.value;
    expect(build?.kind === 'mapping' && build.entries.get('tags')?.value.kind).toBe('sequence');
  });
});
