import { expect, test } from 'vitest';
import { read } from './reading.ts';

test.each([
  ['nested loops', 'for A in {1..50}; do '.repeat(8) + 'make;' + ' done;'.repeat(8)],
  ['loops of unknown length in each other', 'for A in $X; do '.repeat(30) + 'A=$A$A; make;' + ' done;'.repeat(30)],
  ['functions that call themselves twice', 'f() { f; f; make; }; f'],
  ['conditions in each other', 'if $A; then '.repeat(200) + 'make;' + ' fi;'.repeat(200)],
  ['substitutions in each other', '$(echo '.repeat(200) + 'make' + ')'.repeat(200)],
  ['a long chain', 'make && '.repeat(3000) + 'make'],
  ['many alternatives', 'if $A; then B="$B x"; else B="$B y"; fi\n'.repeat(400) + 'echo "$B"'],
  ['ways out of a loop', `for A in 1 2 3; do ${'if $A; then break; fi; '.repeat(300)} done`],
  ['a function that many conditions define anew', `${'if $A; then f() { make; }; fi\n'.repeat(3000)} f`],
  ['an eval of itself', 'A=\'eval "$A"; eval "$A"\'; eval "$A"'],
  ['text that is cut off', 'if true; then echo "${A:-$(cat <<EOF'],
  [
    'a pattern with many stars',
    `A=${'a'.repeat(3000)}; echo \${A%%${'*a'.repeat(20)}b}; [[ $A == ${'*a'.repeat(20)}b ]]`,
  ],
  ['items of a `case` that all go on', `case $A in ${'a) ;;& '.repeat(5000)} b) make ;; esac`],
  ['items of a `case` that all match and go on', `case a in ${'*) ;;& '.repeat(5000)} b) make ;; esac`],
  ['items that fall and go on', `case $A in ${'a) ;& b) make ;;& '.repeat(100)} c) make ;; esac`],
  [
    'long texts in front of many words',
    `A=(${'a '.repeat(5000)}); B=${'b'.repeat(50_000)}; C=("\${A[@]/#/$B}"); make "\${C[@]/#/$B}"`,
  ],
  ['a sum of 20,000', `make $((${'1+'.repeat(20_000)}1))`],
  ['20,000 assignments in a number', `make $((A || (${'B=1,'.repeat(20_000)}1)))`],
  ['a question of 20,000 parts', `[ ${'$A -o '.repeat(20_000)} b ]`],
  ['20,000 negations', `[ ${'! '.repeat(20_000)} $A ]`],
])('hostile text ends in causes, not in exceptions: %s', (_, script) => {
  expect(read(script).items.length).toBeLessThanOrEqual(5000);
});

test('a long script is read in time that grows with its length', () => {
  const script = Array.from({ length: 1500 }, (_, index) => `V${index}=$X\necho "$V${index}" > file${index}`).join(
    '\n',
  );
  const { items, openTo } = read(script);
  expect(openTo).toEqual([]);
  expect(items).toHaveLength(1500);
  expect(items.at(-1)?.files.size).toBe(1499);
});
