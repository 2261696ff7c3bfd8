import { describe, expect, test } from 'vitest';
import { possibleValues } from '../../src/github/expression/possible-values.ts';
import { expandMatrix } from '../../src/github/matrix/expand-matrix.ts';
import type { MatrixExpansion } from '../../src/github/matrix/matrix-cell.ts';
import { sourceText } from '../../src/source/source-file.ts';
import { contextsOf, yamlOf } from './contexts-of.ts';
import { around, cells, expansionOf, names, ofMatrix, shown } from './matrix-of.ts';

describe('a job without a matrix', () => {
  test.each([[undefined], ['~'], ['fail-fast: false']])('of `strategy: %s` is one job without values', (strategy) => {
    const expansion = expandMatrix(strategy === undefined ? undefined : yamlOf(strategy), around);
    expect(expansion).toMatchObject({ hasMatrix: false, failFast: { is: 'no' }, openTo: [], rejections: [] });
    expect(cells(expansion)).toEqual(['']);
  });
});

describe('a matrix that is known at run time only', () => {
  const causes = ({ openTo }: MatrixExpansion): readonly string[] => openTo.map(({ because }) => because);
  const hidden = (name: string): string => `\`\${{ ${name} }}\` is known at run time only`;

  test('is one job of which no value is known', () => {
    const expansion = expansionOf('{matrix: "${{ fromJSON(needs.plan.outputs.matrix) }}"}');
    expect(cells(expansion)).toEqual(['']);
    expect(names(expansion)).toEqual(['image']);
    expect(causes(expansion)).toHaveLength(1);
    const [cell] = expansion.cells;
    const value = cell!.rest!('platform', cell!.values.get('platform')?.span ?? expansion.openTo[0]!.at);
    expect(shown(value)).toBe('${{ matrix.platform }}');
  });

  test('is the same for a strategy that is an expression', () => {
    const expansion = expansionOf('"${{ fromJSON(needs.plan.outputs.strategy) }}"');
    expect(expansion).toMatchObject({ hasMatrix: true, cells: [{}], failFast: { is: 'yes' } });
    expect(causes(expansion)).toHaveLength(1);
  });

  test('has one value for an axis that is not known, and all of the others', () => {
    const expansion = ofMatrix('{platform: "${{ fromJSON(needs.plan.outputs.platforms) }}", base: [alpine, debian]}');
    expect(cells(expansion)).toEqual([
      'platform=${{ matrix.platform }} base=alpine',
      'platform=${{ matrix.platform }} base=debian',
    ]);
    expect(names(expansion)).toEqual([
      'image (${{ matrix.platform }}, alpine)',
      'image (${{ matrix.platform }}, debian)',
    ]);
    expect(causes(expansion)).toHaveLength(1);
  });

  test('is closed where only a value is not known', () => {
    const expansion = ofMatrix('{runner: ["${{ vars.RUNNER }}", ubuntu-24.04-arm]}');
    expect(cells(expansion)).toEqual(['runner=${{ vars.RUNNER }}', 'runner=ubuntu-24.04-arm']);
    expect(expansion.openTo).toEqual([]);
  });

  test('may lack the jobs that an exclude may take out', () => {
    const expansion = ofMatrix('{arch: [amd64, arm64], exclude: [{arch: "${{ vars.SLOW }}"}]}');
    expect(cells(expansion)).toEqual(['arch=amd64', 'arch=arm64']);
    expect(expansion.cells.map(({ exists }) => exists.is)).toEqual(['unknown', 'unknown']);
    expect(expansion.openTo).toEqual([]);
  });

  test('may lack any job where the whole exclude is not known', () => {
    const expansion = ofMatrix('{arch: [amd64, arm64], exclude: "${{ fromJSON(vars.SKIPPED) }}"}');
    expect(expansion.cells.map(({ exists }) => exists.is)).toEqual(['unknown', 'unknown']);
  });

  test('may have more jobs, and more keys in each, where the include is not known', () => {
    const expansion = ofMatrix('{arch: [amd64], include: "${{ fromJSON(vars.MORE) }}"}');
    expect(cells(expansion)).toEqual(['arch=amd64']);
    expect(expansion.cells[0]!.rest).toBeDefined();
    expect(causes(expansion)).toHaveLength(1);
  });

  test('knows the entries of an include that are written, beside one that is not known', () => {
    const expansion = ofMatrix('{include: [{arch: amd64}, "${{ fromJSON(vars.MORE) }}"]}');
    expect(cells(expansion)).toEqual(['arch=amd64']);
    expect(expansion.cells[0]!.rest).toBeUndefined();
    expect(causes(expansion)).toHaveLength(1);
  });

  test('does not tell what an entry adds to a value that is not known, nor whether it makes a job', () => {
    const expansion = ofMatrix(
      '{arch: "${{ fromJSON(vars.ARCHS) }}", include: [{arch: amd64, runner: ubuntu-24.04}, {arch: arm64, runner: ubuntu-24.04-arm}]}',
    );
    expect(cells(expansion)).toEqual(['arch=${{ matrix.arch }} runner=${{ matrix.runner }}']);
    const runners = possibleValues(expansion.cells[0]!.values.get('runner')!.value);
    expect(runners?.map(shown)).toEqual(['null', 'ubuntu-24.04', 'ubuntu-24.04-arm']);
    expect(causes(expansion).length).toBeGreaterThan(0);
  });

  test('adds a job for an entry that matches a job which may not exist only if that is excluded', () => {
    const expansion = ofMatrix(
      '{arch: [amd64, arm64], exclude: [{arch: "${{ vars.SLOW }}"}], include: [{arch: arm64, runner: ubuntu-24.04-arm}]}',
    );
    expect(cells(expansion)).toEqual(['arch=amd64', 'arch=arm64 runner=ubuntu-24.04-arm']);
    expect(causes(expansion)).toEqual([hidden('vars.SLOW')]);
  });

  test('takes a value that is one of a few for these', () => {
    const few = contextsOf({ github: { event_name: ['push', 'schedule'] } });
    const strategy =
      "{matrix: {arch: [amd64, arm64], exclude: [{arch: \"${{ github.event_name == 'release' && 'arm64' || '' }}\"}]}}";
    expect(cells(expandMatrix(yamlOf(strategy), few))).toEqual(['arch=amd64', 'arch=arm64']);
    expect(expandMatrix(yamlOf(strategy), few).cells.map(({ exists }) => exists.is)).toEqual(['yes', 'yes']);
  });
});

describe('a matrix that GitHub refuses', () => {
  const messages = (strategy: string): readonly string[] =>
    expansionOf(strategy).rejections.map(({ message, at }) => `${message} at ${sourceText(at)}`);

  test.each([
    ['{matrix: {arch: []}}', "Matrix vector 'arch' does not contain any values at []"],
    [
      '{matrix: {arch: "${{ fromJSON(\'[]\') }}"}}',
      "Matrix vector 'arch' does not contain any values at \"${{ fromJSON('[]') }}\"",
    ],
    ['{matrix: {}}', 'Matrix must define at least one vector at {}'],
    ['{matrix: {include: []}}', 'Matrix must define at least one vector at {include: []}'],
    ['{matrix: {arch: amd64}}', 'A sequence was expected at amd64'],
    ['{matrix: [amd64]}', 'A mapping was expected at [amd64]'],
    ['[amd64]', 'A mapping was expected at [amd64]'],
  ])('such as `strategy: %s` makes no job', (strategy, message) => {
    expect(messages(strategy)).toEqual([message]);
    const { cells: none, openTo } = expansionOf(strategy);
    expect(none).toEqual([]);
    expect(openTo).toHaveLength(1);
  });

  test.each([
    [
      '{matrix: {arch: [amd64], exclude: [{os: linux}]}}',
      "Matrix exclude key 'os' does not match any key within the matrix at os",
    ],
    ['{matrix: {arch: [amd64], exclude: [{}]}}', 'Matrix exclude filter must not be empty at {}'],
    ['{matrix: {arch: [amd64], include: [{}]}}', 'Matrix include mapping does not contain any values at {}'],
    ['{matrix: {arch: [amd64], include: [arm64]}}', 'A mapping was expected at arm64'],
    ['{matrix: {arch: [amd64], include: arm64}}', 'A sequence was expected at arm64'],
    ['{matrix: {arch: [amd64], exclude: arm64}}', 'A sequence was expected at arm64'],
  ])('for a part of it, such as `strategy: %s`, is read without that', (strategy, message) => {
    expect(messages(strategy)).toEqual([message]);
    expect(cells(expansionOf(strategy))).toEqual(['arch=amd64']);
  });

  const numbers = (count: number): string => `[${Array.from({ length: count }, (_, index) => index).join(', ')}]`;

  test('makes 256 jobs and no more', () => {
    expect(ofMatrix(`{shard: ${numbers(256)}}`).cells).toHaveLength(256);
    const tooMany = ofMatrix(`{shard: ${numbers(257)}}`);
    expect(tooMany.cells).toEqual([]);
    expect(tooMany.rejections.map(({ kind }) => kind)).toEqual(['limit']);
    expect(tooMany.openTo).toHaveLength(1);
  });

  test('counts the jobs behind exclude', () => {
    expect(ofMatrix(`{shard: ${numbers(200)}, arch: [amd64, arm64], exclude: [{arch: arm64}]}`).cells).toHaveLength(
      200,
    );
  });

  test('is given up where it is huge', () => {
    const axes = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}: ${numbers(200)}`).join(', ');
    expect(ofMatrix(`{${axes}}`).rejections.map(({ kind }) => kind)).toEqual(['limit']);
  });
});

describe('the settings of a matrix', () => {
  const strategyOf = (strategy: string, index = 0): string =>
    [...expansionOf(strategy).cells[index]!.strategy].map(([name, value]) => `${name}=${shown(value)}`).join(' ');

  test.each([
    ['{matrix: {arch: [amd64, arm64]}}', 'fail-fast=true job-index=1 job-total=2 max-parallel=2'],
    [
      '{matrix: {arch: [amd64, arm64]}, fail-fast: false, max-parallel: 1}',
      'fail-fast=false job-index=1 job-total=2 max-parallel=1',
    ],
  ])('of `strategy: %s` are what the context `strategy` holds', (strategy, expected) => {
    expect(strategyOf(strategy, 1)).toBe(expected);
  });

  test('do not tell how many jobs there are where that is not known', () => {
    expect(strategyOf('{matrix: {arch: "${{ fromJSON(vars.ARCHS) }}"}}')).toBe(
      'fail-fast=true job-index=0 job-total=${{ strategy.job-total }} max-parallel=${{ strategy.job-total }}',
    );
  });

  test.each([
    ['{matrix: {arch: [amd64]}}', 'yes'],
    ['{matrix: {arch: [amd64]}, fail-fast: false}', 'no'],
    ['{matrix: {arch: [amd64]}, fail-fast: "${{ inputs.race }}"}', 'yes'],
    ['{matrix: {arch: [amd64]}, fail-fast: "${{ vars.STRICT }}"}', 'unknown'],
  ])('of `strategy: %s` say whether a failing job cancels the others', (strategy, expected) => {
    expect(expansionOf(strategy).failFast.is).toBe(expected);
  });
});
