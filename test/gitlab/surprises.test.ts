import { describe, expect, test } from 'vitest';
import type { Surprise } from '../../src/model/index.ts';
import type { Span } from '../../src/source/source-file.ts';
import { messages, pipelineOf } from './pipeline-of.ts';

const lineOf = ({ file, start }: Span): number => file.positionAt(start).line;

function short(surprise: Surprise): string {
  const owner = surprise.definition?.name ?? 'pipeline';
  const where = `${surprise.kind} of ${owner}, line ${String(lineOf(surprise.at))}`;
  switch (surprise.kind) {
    case 'lost-negation':
      return `${where}: leaves ${surprise.leaves}, ${surprise.when}`;
    case 'empty-matrix':
      return `${where}: ${surprise.variable ?? 'all'}`;
    case 'equal-cells':
      return `${where}: ${surprise.name}${surprise.differs ? ' differs' : ''}`;
    default:
      return `${where}: ${surprise.path.join(':')}`;
  }
}

const surprisesIn = (config: string): readonly string[] => pipelineOf(config).surprises.map(short);

describe('keys that are lost', () => {
  test.each([
    ['a job', 'a: {script: [x]}\na: {script: [y]}', ['duplicate-key of a, line 1: a']],
    ['a keyword', 'a:\n  script: [x]\n  script: [y]', ['duplicate-key of a, line 2: a:script']],
    [
      'a global keyword',
      'stages: [a]\nstages: [test]\na: {script: [x]}',
      ['duplicate-key of pipeline, line 1: stages'],
    ],
    [
      'a key of a rule',
      'a:\n  script: [x]\n  rules:\n    - if: $A\n      if: $B',
      ['duplicate-key of a, line 4: a:rules:if'],
    ],
    [
      'a template of a template',
      '.t: {retry: 1}\n.t: {retry: 2}\n.u: {extends: .t}\na: {extends: .u, script: [x]}',
      ['duplicate-key of a, line 1: .t'],
    ],
    [
      'a key in front of a merge key',
      '.t: &t {image: b}\na:\n  image: a\n  <<: *t\n  script: [x]',
      ['overwritten-by-merge of a, line 3: a:image'],
    ],
    [
      'a key in a template',
      '.t:\n  variables: {A: 1, A: 2}\na: {extends: .t, script: [x], variables: {B: 3}}',
      ['duplicate-key of a, line 2: a:variables:A'],
    ],
  ])('%s', (_, config, found) => {
    expect(surprisesIn(config)).toEqual(found);
  });

  test.each([
    ['a key with the same value', 'a:\n  script: [x]\n  script: ["x"]'],
    ['a key behind the merge key', '.t: &t {image: b}\na:\n  <<: *t\n  image: a\n  script: [x]'],
    ['a template that nobody extends', '.t: {retry: 1}\n.t: {retry: 2}\na: {script: [x]}'],
    ['a key that the job sets itself', '.t:\n  retry: 1\n  retry: 2\na: {extends: .t, retry: 0, script: [x]}'],
  ])('and not %s', (_, config) => {
    expect(surprisesIn(config)).toEqual([]);
  });
});

test('a negation without quotes is a tag, and a lone mark is nothing', () => {
  const rules = '    - if: !$A\n      when: never\n    - if: ! $B\n    - if: "!$C"\n    - if: !reference [.r, if]\n';
  const config = `.r: {if: $D}\nworkflow:\n  rules:\n    - if: !$A\na:\n  script: [x]\n  rules:\n${rules}`;
  expect(surprisesIn(config)).toEqual([
    'lost-negation of pipeline, line 4: leaves nothing, inherited',
    'lost-negation of a, line 8: leaves nothing, never',
    'lost-negation of a, line 10: leaves opposite, inherited',
  ]);
});

test.each([
  ['an empty matrix', '[]', ['empty-matrix of a, line 3: all']],
  ['a matrix without value', '', ['empty-matrix of a, line 3: all']],
  ['an empty list', '[{OS: [linux], ARCH: []}]', ['empty-matrix of a, line 3: ARCH']],
  ['a value twice', '[{ARCH: [amd64, amd64]}]', ['equal-cells of a, line 3: a: [amd64]']],
  ['the same values of others', '[{A: x}, {B: x}]', ['equal-cells of a, line 3: a: [x] differs']],
  ['values that differ', '[{A: x}, {A: y}]', []],
  ['a matrix that GitLab refuses', '[{A: [[x]]}, {}]', []],
])('%s', (_, matrix, found) => {
  expect(surprisesIn(`a:\n  script: [x]\n  parallel: {matrix: ${matrix}}\nb: {script: [x]}`)).toEqual(found);
});

test('a need of a job without instances is no undefined one, but in rules it is', () => {
  const build = 'build:\n  script: [x]\n  parallel: {matrix: []}\n';
  const index = 'index:\n  script: [x]\n';
  expect(messages(`${build}${index}  needs: [build]\n  dependencies: [build]\n`)).toEqual([]);
  expect(messages(`${build}${index}  rules: [{needs: [build]}]\n`)).toEqual(['index job: undefined need: build']);
});

test('aliases that multiply what is lost tell it once and in time', () => {
  const levels = Array.from(
    { length: 12 },
    (_, level) => `  l${level + 1}: &l${level + 1} {a: *l${level}, b: *l${level}}`,
  );
  const config = `.h:\n  l0: &l0 {x: 1, x: 2}\n${levels.join('\n')}\na:\n  script: [x]\n  variables: *l12\n`;
  const path = `a:variables:${'a:'.repeat(12)}x`;
  expect(surprisesIn(config)).toEqual([`duplicate-key of a, line 2: ${path}`]);
}, 2_000);
