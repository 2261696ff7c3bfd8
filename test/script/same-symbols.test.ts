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
  'if [ "$N" = 1 ]; then X=a; else X=b; fi; if [ "$M" = 1 ]; then Y=a; else Y=b; fi',
  'A=$N; if ((A > 1)); then X=a; else X=b; fi; A=$M; if ((A > 1)); then Y=a; else Y=b; fi',
  'if [ -f a ]; then X=a; else X=b; fi; touch a; if [ -f a ]; then Y=a; else Y=b; fi',
  'if [ -o errexit ]; then X=a; else X=b; fi; set +e; if [ -o errexit ]; then Y=a; else Y=b; fi',
  'if grep -q a f; then X=a; else X=b; fi; echo a >> f; if grep -q a f; then Y=a; else Y=b; fi',
  'one || X=a; one || Y=a',
  'set -- a b; if shift $N; then X=a; else X=b; fi; set -- a; if shift $N; then Y=a; else Y=b; fi',
  'f() { return $1; }; if f "$N"; then X=a; else X=b; fi; if f "$M"; then Y=a; else Y=b; fi',
  'if read L; then X=a; else X=b; fi; if read L; then Y=a; else Y=b; fi',
  'if [[ $N == a* ]]; then X=a; else X=b; fi; if [[ $N == "a*" ]]; then Y=a; else Y=b; fi',
  'if [[ ! ! $N == a ]]; then X=a; else X=b; fi; if [[ ! $N == a ]]; then Y=a; else Y=b; fi',
  'if [[ $N == a && $M == b || $K == c || $L == d ]]; then X=a; else X=b; fi; if [[ $N == a && $M == b && $K == c || $L == d ]]; then Y=a; else Y=b; fi',
  'case $N in a*) X=a;; *) X=b;; esac; case $N in "a*") Y=a;; *) Y=b;; esac',
])('what may differ is not the same: %s', (script) => {
  expect(areSame(script)).toBe(false);
});

test.each([
  'X=$((N + 1)); Y=$((N + 1))',
  'A=(p q); X=${A[$N]}; Y=${A[$N]}',
  'read -ra L < a.txt; X=${L[0]}; Y=${L[0]}',
  'if [ "$N" = 1 ]; then X=a; else X=b; fi; if [ "$N" = 1 ]; then Y=a; else Y=b; fi',
  'X=b; [ "$N" = 1 ] && X=a || true; Y=b; [ "$N" = 1 ] && Y=a || true',
  'case $N in a*) X=a;; *) X=b;; esac; case $N in a*) Y=a;; *) Y=b;; esac',
])('what cannot differ is the same: %s', (script) => {
  expect(areSame(script)).toBe(true);
});
