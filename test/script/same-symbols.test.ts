import { expect, test } from 'vitest';
import { showText, textKey } from '../../src/value/index.ts';
import { read } from './reading.ts';

/** Whether the two words of the last `say` are certainly the same. */
function areSame(script: string): boolean {
  const words = read(`${script}\nsay "$X" "$Y"`).items.findLast(({ program }) => showText(program) === 'say')?.args
    .items;
  const [first, second] = (words ?? []).map(textKey);
  expect(first).toBeDefined();
  return first === second;
}

test.each([
  'A=B; B=3; X=$((A)); B=4; Y=$((A))',
  'A=(1 2); X=$((A[0])); A=(3 4); Y=$((A[0]))',
  'X=$(( $(date +%s) )); Y=$(( $(date +%s) ))',
  'read -ra L < a.txt; X=${L[0]}; read -ra L < b.txt; Y=${L[0]}',
  'read -ra L < a.txt; X=${#L[@]}; read -ra L < b.txt; Y=${#L[@]}',
  'read -ra L < a.txt; X="${!L[@]}"; read -ra L < b.txt; Y="${!L[@]}"',
  'read -ra L < a.txt; X="${L[*]}"; read -ra L < b.txt; Y="${L[*]}"',
  'A=(p q); X=${A[$N]}; Y=${A[$M]}',
  'set -- $LIST; shift; shift; X=$1; shift; Y=$1',
  'f() { [ "$N" = 1 ] && shift; Z=$1; }; f a b; X=$Z; f c d; Y=$Z',
  'X=$((N << 1)); N=$M; Y=$((N << 1))',
  'A=; [ "$N" = 1 ] && unset A; X=${A+s}; A=; [ "$M" = 1 ] && unset A; Y=${A+s}',
])('what may differ is not the same: %s', (script) => {
  expect(areSame(script)).toBe(false);
});

test.each([
  'X=$((N + 1)); Y=$((N + 1))',
  'A=(p q); X=${A[$N]}; Y=${A[$N]}',
  'read -ra L < a.txt; X=${L[0]}; Y=${L[0]}',
])('what cannot differ is the same: %s', (script) => {
  expect(areSame(script)).toBe(true);
});
