import { describe, expect, test } from 'vitest';
import { madeLines } from '../make/making.ts';
import { linesOf } from './reading.ts';

const said = (script: string): readonly string[] => linesOf(script).filter((line) => line.startsWith('say'));

describe('what a started program sees of the variables of its caller', () => {
  test.each([
    ["TAG=1\nsh -c 'say shop:$TAG'", 'say shop:'],
    ["export TAG=1\nsh -c 'say shop:$TAG'", 'say shop:1'],
    ["TAG=1 sh -c 'say shop:$TAG'", 'say shop:1'],
    ["TAG=1\neval 'say shop:$TAG'", 'say shop:1'],
    ["export TAG=1\nunset TAG\nTAG=2\nsh -c 'say shop:$TAG'", 'say shop:'],
    ["set -a\nTAG=1\nset +a\nsh -c 'say shop:$TAG'", 'say shop:1'],
    ["set -o allexport\nTAG=1\nset +o allexport\nsh -c 'say shop:$TAG'", 'say shop:1'],
    ["set -a\nset +a\nTAG=1\nsh -c 'say shop:$TAG'", 'say shop:'],
    ["set -ea\nfor TAG in 1; do sh -c 'say shop:$TAG'; done", 'say shop:1'],
    ['set -a\nsh -c \'TAG=1; sh -c "say shop:\\$TAG"\'', 'say shop:'],
    ['sh -c \'CI_JOB_NAME=release; sh -c "say \\$CI_JOB_NAME"\'', 'say release'],
  ])('%j: %s', (script, line) => {
    expect(said(script)).toEqual([line]);
  });

  test.each([
    ['unset in one way', 'export TAG=1\nif $ASK; then unset TAG; fi'],
    ['unset in one way, and set again', 'export TAG=1\nif $ASK; then unset TAG; fi\nTAG=2'],
    ['exported in one way', 'TAG=1\nif $ASK; then export TAG; fi'],
    ['no longer exported in one way', 'export TAG=1\nif $ASK; then export -n TAG; fi'],
    ['set where all is exported in one way', 'if $ASK; then set -a; fi\nTAG=1'],
  ])('of a variable that is %s nothing is known', (_, script) => {
    const [line, ...others] = said(`${script}\nsh -c 'say shop:$TAG'`);
    expect(line).toMatch(/^say shop:\$/);
    expect(others).toEqual([]);
  });

  test('of a variable of the job that is unset in one way nothing is known', () => {
    expect(said("if $ASK; then unset CI_JOB_NAME; fi\nsh -c 'say shop:$CI_JOB_NAME'")).toEqual([
      'say shop:$CI_JOB_NAME',
    ]);
  });

  test.each([
    ['if $ASK; then export TAG=1; else export TAG=1; fi', 'say shop:1'],
    ['if $ASK; then TAG=1; else TAG=1; fi', 'say shop:'],
    ['export TAG=1\nif $ASK; then export TAG=1; fi', 'say shop:1'],
  ])('in all ways, after %j, is %s', (script, line) => {
    expect(said(`${script}\nsh -c 'say shop:$TAG'`)).toEqual([line]);
  });

  test.each([
    ['TAG=1\nmake', 'say "" ""'],
    ['export TAG=1\nmake', 'say "1" "1"'],
    ['set -a\n. ./build.env\nset +a\nmake', 'say "3" "3"'],
    ['. ./build.env\nmake', 'say "" ""'],
  ])('%j has make run %s', (script, line) => {
    const files = { Makefile: `image:\n→say '"'"$(TAG)"'"' '"'"$$TAG"'"'\n`, 'build.env': 'TAG=3\n' };
    expect(madeLines(script, files).filter((one) => one.startsWith('say'))).toEqual([line]);
  });
});
