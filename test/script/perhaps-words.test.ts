import { describe, expect, test } from 'vitest';
import { showText } from '../../src/value/index.ts';
import { linesOf, read } from './reading.ts';

/** The words that the last command of a script may have besides those that it has. */
const perhaps = (script: string): readonly (readonly string[] | undefined)[] =>
  read(script)
    .items.at(-1)!
    .args.openTo.map(({ adds }) => adds?.map(showText));

describe('words that may be there', () => {
  test.each([
    ['A=(); while read -r K; do A+=(--annotation "index:$K"); done; sign app "${A[@]}"', ['--annotation', 'index:$K']],
    ['A=(); if [ -n "$CI_COMMIT_TAG" ]; then A+=(--push); fi; sign app "${A[@]}"', ['--push']],
    ['set -- app; if [ -n "$CI_COMMIT_TAG" ]; then set -- "$@" --push; fi; sign "$@"', ['--push']],
    ['set -- app; while read -r K; do set -- "$@" -a "$K"; done; sign "$@"', ['-a', '$K']],
  ])('are known where a script adds them: %s', (script, words) => {
    expect(linesOf(script).at(-1)).toBe('sign app …');
    expect(new Set(perhaps(script).flatMap((adds) => adds ?? ['?']))).toEqual(new Set(words));
  });

  test('are not known where a round adds a value that may be several', () => {
    expect(perhaps('A=(); while read -r K; do A+=($K); done; sign app "${A[@]}"')).toContain(undefined);
  });

  test('a list that differs only in its end keeps its beginning', () => {
    const script = 'if "$X"; then A=(-t app --push); else A=(-t app --load); fi; build "${A[@]}"';
    expect(linesOf(script).at(-1)).toBe('build -t app …');
    expect(perhaps(script)).toEqual([['--push', '--load']]);
  });
});

describe('xargs with a mark', () => {
  test.each([
    ['echo app | xargs -I{} docker push {}:latest', 'docker push app:latest'],
    ['echo app | xargs -I % docker tag %:a %:b', 'docker tag app:a app:b'],
    ['echo app | xargs -i docker push {}', 'docker push app'],
    ['echo "$NAMES" | xargs -I{} docker push {}:latest', 'docker push $NAMES:latest'],
    ['printf "a\\nb\\n" | xargs --replace=@ docker push @', 'docker push a line'],
    ['cat names | xargs -I{} docker push {}', 'docker push $(cat names)'],
    ['cat names | xargs docker push', 'docker push …'],
  ])('puts lines into words and adds none: %s', (script, expected) => {
    expect(linesOf(script).at(-1)).toBe(expected);
  });

  test('two calls on the same input have the same line', () => {
    const [one, other] = read('echo "$N" | xargs -I{} push {}; echo "$N" | xargs -I{} push {}').items.filter(
      ({ program }) => showText(program) === 'push',
    );
    expect(one?.args.items[0]?.parts).not.toEqual([]);
    expect(showText(one!.args.items[0]!)).toBe(showText(other!.args.items[0]!));
  });
});
