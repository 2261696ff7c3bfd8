import { describe, expect, test } from 'vitest';
import { linesOf, read } from './reading.ts';

describe('loops over files that only the run knows', () => {
  test.each([
    ['L=""; for D in *; do L="$L app@sha256:$D"; done; docker buildx imagetools create -t app $L'],
    ['for D in *; do L+=" app@sha256:$D"; done; docker buildx imagetools create -t app $L'],
    ['L=(); for D in *; do L+=("app@sha256:$D"); done; docker buildx imagetools create -t app "${L[@]}"'],
  ])('a list that each round adds to has the words of one round, and perhaps more: %s', (script) => {
    const line = linesOf(script, { variables: { defined: new Map(), valueOf: () => ({ parts: [], span: place }) } }).at(
      -1,
    );
    expect(line).toBe('docker buildx imagetools create -t app app@sha256:$D …');
  });

  test('what is in front of the list stays', () => {
    expect(linesOf('L="-t app"; for D in *; do L="$L app:$D"; done; make $L').at(-1)).toBe('make -t app app:$D …');
  });

  test('the name of a file is known to have no folder', () => {
    const script = 'L=; for F in digests/*; do L="$L app:$(basename "$F") app:${F##*/}"; done; make $L';
    expect(linesOf(script).at(-1)).toBe('make app:* app:* …');
  });

  test('two loops over the same files go through the same names', () => {
    const [one, other] = read('for A in *; do push $A; done; for B in *; do push $B; done').items;
    const symbolOf = (command: typeof one): unknown => {
      const part = command?.args.items[0]?.parts[0];
      return typeof part === 'object' ? part.symbol : undefined;
    };
    expect(symbolOf(one)).toBeDefined();
    expect(symbolOf(one)).toBe(symbolOf(other));
  });

  test('a value that a round replaces is that of some round', () => {
    expect(linesOf('for D in *; do L="app:$D"; done; docker push $L').at(-1)).toBe('docker push app:$D');
  });

  test('a count is not known', () => {
    expect(linesOf('N=0; for D in *; do N=$((N + 1)); done; say $N').at(-1)).toMatch(/^say \$/);
  });
});

const place = read('true').items[0]!.span;
