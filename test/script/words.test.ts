import { describe, expect, test } from 'vitest';
import { holesOf, showText } from '../../src/value/index.ts';
import { jobVariables, linesOf, read } from './reading.ts';

const variables = jobVariables({
  IMAGE: 'registry.example.com/Server',
  FLAGS: '--pull --quiet',
  EMPTY: '',
  TAG: 'v1.2.3',
});

describe('words', () => {
  test.each([
    ['docker push "$IMAGE:$TAG"', 'docker push registry.example.com/Server:v1.2.3'],
    ["docker push '$IMAGE'", 'docker push $IMAGE'],
    ['docker build $FLAGS $EMPTY .', 'docker build --pull --quiet .'],
    ['docker tag a ${TAG%.*} ${TAG%%.*} ${TAG#v} ${TAG##*.}', 'docker tag a v1.2 v1 1.2.3 3'],
    [
      'docker tag ${IMAGE,,} ${TAG/./-} ${TAG//./-} ${TAG:1:3} ${#TAG}',
      'docker tag registry.example.com/server v1-2.3 v1-2-3 1.2 6',
    ],
    ['docker tag ${EMPTY:-latest} ${EMPTY-latest} ${TAG:+-t}', 'docker tag latest -t'],
    ['unset TAG; docker push app:${TAG:-latest}', 'docker push app:latest'],
    [': ${NEW:=edge}; docker push app:$TAG', 'docker push app:v1.2.3'],
    ['docker push app:{amd64,arm64}', 'docker push app:amd64 app:arm64'],
    ['docker push app:v{1..3}', 'docker push app:v1 app:v2 app:v3'],
    ['A=(--tag "a b"); A+=(--push); docker build "${A[@]}" ${#A[@]}', 'docker build --tag a b --push 3'],
    ['set -- x "y z"; docker push "$@" $#', 'docker push x y z 2'],
    ['docker push app:$((2 * (3 + 1)))', 'docker push app:8'],
    ['IFS=,; P=amd64,arm64; docker build $P', 'docker build amd64 arm64'],
    ['N=TAG; docker push "${!N}"', 'docker push v1.2.3'],
    ['cp *.yml ~/out', 'cp *.yml ~/out'],
  ])('%s', (script, expected) => {
    expect(linesOf(script, { variables }).at(-1)).toBe(expected);
  });

  test('an unquoted value that is not known may add words', () => {
    const [command] = read('docker build $EXTRA "$QUOTED" app:$TAG $CI_COMMIT_SHA').items;
    expect(command?.args.openTo.map(({ because }) => because)).toEqual(['`$EXTRA` may add arguments']);
    expect(command?.args.items.map(showText)).toEqual(['build', '$EXTRA', '$QUOTED', 'app:$TAG', '$CI_COMMIT_SHA']);
  });

  test('a word has the span of its word, a command that of the whole line', () => {
    const script = 'make && docker push "app:$TAG" > log';
    const command = read(script).items[1];
    expect(script.slice(command?.span.start, command?.span.end)).toBe('docker push "app:$TAG" > log');
    const word = command?.args.items[1];
    expect(script.slice(word?.span.start, word?.span.end)).toBe('"app:$TAG"');
  });
});

/** The symbols in the last command of a script. */
const symbolsOf = (script: string, scope = 'build'): readonly string[] =>
  read(script, { scope })
    .items.at(-1)!
    .args.items.flatMap(holesOf)
    .map(({ symbol }) => symbol);

test.each([
  ['say ${TAG:+--tag $TAG}', ['--tag', 'v1.2.3']],
  ['say pre${TAG:+a b}post', ['prea', 'bpost']],
  ['say ${EMPTY:-a b}', ['a', 'b']],
  ['say "${TAG:+a b}" ${TAG:+"a b"} ${TAG:+a\\ b}', ['a b', 'a b', 'a b']],
])('the alternative to a value is split outside quotes: %s', (script, words) => {
  expect(read(`TAG=v1.2.3; EMPTY=; ${script}`).items.at(-1)?.args.items.map(showText)).toEqual(words);
});

describe('values that are not known', () => {
  test.each([
    'docker push app:${TAG:-latest}',
    'docker push app:${CI_COMMIT_REF_NAME//\\//-}',
    'docker push app:$(git describe --tags)',
    'docker push app:$(git rev-parse HEAD | cut -c1-8)',
    'if [ "$CI_COMMIT_BRANCH" = main ]; then T=latest; else T=$CI_COMMIT_SHA; fi; docker push app:$T',
    '[ -n "$CI_COMMIT_TAG" ] && T=stable; docker push app:${T:-edge}',
    'case "$CI_COMMIT_TAG" in v*) T=stable ;; *) T=edge ;; esac; docker push app:$T',
  ])('are equal in two jobs that compute them alike: %s', (script) => {
    const symbols = symbolsOf(script);
    expect(symbols).toHaveLength(1);
    expect(symbolsOf(script, 'other')).toEqual(symbols);
  });

  test.each([
    'docker push app:$(date +%s)',
    'docker push app:$RANDOM',
    'docker push app:$(uname -m)',
    'docker push app:$(cat digest.txt)',
    'if docker pull app; then T=old; else T=new; fi; docker push app:$T',
    'case $(uname -m) in x86_64) A=amd64 ;; *) A=arm64 ;; esac; docker push app:$A',
    'if [ -f Dockerfile ]; then T=a; else T=b; fi; docker push app:$T',
    'read T; docker push app:$T',
  ])('differ between jobs where they depend on more than the pipeline: %s', (script) => {
    const symbols = symbolsOf(script);
    expect(symbols).toHaveLength(1);
    expect(symbolsOf(script, 'other')).not.toEqual(symbols);
  });

  test('two uses of the clock are two values, two uses of one variable are one', () => {
    const [first, second] = symbolsOf('docker push $(date) $(date)');
    expect(first).not.toBe(second);
    const [left, right] = symbolsOf('T=$(date); docker push $T $T');
    expect(left).toBe(right);
  });

  test('the first eight characters of the commit are the short commit', () => {
    expect(symbolsOf('docker push app:${CI_COMMIT_SHA:0:8}')).toEqual(['CI_COMMIT_SHORT_SHA']);
  });

  test('a value that grows without bound is cut short by holes', () => {
    const commands = read(`A=xxxxxxxxxx\n${'A="$A$A$A$A"\n'.repeat(40)}echo "$A"`).items;
    const parts = commands.at(-1)!.args.items[0]!.parts;
    expect(parts.length).toBeLessThan(20_000);
    expect(parts.every((part) => typeof part !== 'string')).toBe(true);
  });
});
