import { expect, test } from 'vitest';
import { afterSteps, caseAt, type Step } from '../../../src/dev/fuzz/case.ts';
import type { Fixture } from '../../../src/dev/fuzz/fixtures.ts';
import { sameYamlMutations } from '../../../src/dev/fuzz/mutations/same-yaml.ts';
import { randomOf } from '../../../src/dev/fuzz/random.ts';

const path = '.gitlab-ci.yml';
const fixture: Fixture = {
  name: 'merge keys',
  files: {
    [path]: ['.arch: &arch', '  tags: [arm64]', 'build:', '  <<: *arch', '  script: make', ''].join('\n'),
    Dockerfile: 'FROM alpine:3.22\nRUN make\n',
  },
};

/** What a mutation makes of a text, in all ways that it has. */
function waysOf(name: string, text: string, at = path): ReadonlySet<string> {
  const mutation = sameYamlMutations.find((each) => each.name === name);
  if (mutation?.fits(at) !== true) return new Set();
  const material = { path: at, files: {}, fixtures: [] };
  return new Set(Array.from({ length: 20 }, (_, seed) => mutation.change(text, randomOf(seed), material)));
}

test('the keys that a merge key brings are written in its place', () => {
  const text = fixture.files[path] ?? '';
  expect(waysOf('merge keys written out', text)).toEqual(
    new Set([text, text.replace('  <<: *arch\n', '  tags: [ arm64 ]\n'), text].map(withSpaces)),
  );
});

/** The writer of the library puts spaces into lists, also where it changes nothing else. */
const withSpaces = (text: string): string => text.replaceAll('[arm64]', '[ arm64 ]');

test.each([
  ['an own key stands behind it', '.a: &a { tags: [x] }\nbuild:\n  <<: *a\n  tags: [y]\n'],
  ['two templates set one key', '.a: &a { tags: [x] }\n.b: &b { tags: [y] }\nbuild:\n  <<: [ *a, *b ]\n'],
  ['it is no merge key but a quoted word', ".a: &a { tags: [x] }\nbuild:\n  '<<': *a\n"],
])('a merge key stays where %s', (_, text) => {
  for (const way of waysOf('merge keys written out', text)) expect(way).toMatch(/build:\n {2}["']?<</);
});

test('a merge key whose template merges another one is written out behind that', () => {
  const ways = waysOf('merge keys written out', '.a: &a { tags: [x] }\n.b: &b { <<: *a }\nbuild:\n  <<: *b\n');
  expect([...ways].some((way) => way.includes('build:\n  tags: [ x ]'))).toBe(true);
  for (const way of ways) expect(way).toMatch(/\.b: &b \{ (?:<<.*\n(?:.*\n)+ {2}<<|tags)/);
});

test('GitHub knows no merge keys, so none is written out for it', () => {
  expect(waysOf('merge keys written out', fixture.files[path] ?? '', '.github/workflows/a.yml')).toEqual(new Set());
});

test('keys do not change places with a merge key, which brings its keys where it stands', () => {
  const text = '.a: &a { x: 1 }\nbuild:\n  p: 1\n  <<: { q: 2 }\n  r: 3\n';
  for (const way of waysOf('another order of keys', text)) expect(way).toMatch(/p: 1\n +<<: .*\n +r: 3/);
});

test('a case is the same for the same seed and number', () => {
  const [one, again, other] = [caseAt(7, 40, [fixture]), caseAt(7, 40, [fixture]), caseAt(7, 41, [fixture])];
  expect(again).toEqual(one);
  expect(other).not.toEqual(one);
});

test('a step for a file that is gone does nothing', () => {
  const [mutation] = sameYamlMutations;
  const steps: readonly Step[] = mutation === undefined ? [] : [{ mutation, path: 'gone.yml', seed: 1 }];
  expect(steps).toHaveLength(1);
  expect(afterSteps(fixture.files, steps, [])).toEqual(fixture.files);
});
