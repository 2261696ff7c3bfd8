import { describe, expect, test } from 'vitest';
import { linesOf } from './reading.ts';

const said = (script: string): readonly string[] => linesOf(script).filter((line) => line.startsWith('say'));

describe('programs that change text', () => {
  test.each([
    [`say "$(printf a | head -n1; echo b)"`, 'say ab'],
    [`say "$(printf 'a\\nb' | tail -n 1; echo c)"`, 'say bc'],
    [`say "x$(printf '' | head -1; echo b)"`, 'say xb'],
    [`say "$(printf '%d-%s')"`, 'say 0-'],
    [`say "$(printf '%d' 12)"`, 'say 12'],
    [`say "$(echo | sed 's/^/v/')"`, 'say v'],
    [`say "$(echo baac | sed 's/a*/x/g')"`, 'say xbxcx'],
    [`say "$(echo ' a  b ' | xargs)"`, 'say a b'],
    [`echo ' a ' | xargs -I {} say '<{}>'`, 'say <a >'],
    [`say "$(echo '[1,2.5,true]' | jq -r 'join("-")')"`, 'say 1-2.5-true'],
  ])('%s: %s', (script, line) => {
    expect(said(script)).toEqual([line]);
  });

  test.each([
    [`say "$(printf '%d' '')"`],
    [`say "$(printf '%d' 012)"`],
    [`say "$(printf '%b' 'a\\nb')"`],
    [`say "$(echo '[a]' | sed 's/[[:space:]]/-/')"`],
    [`say "$(echo 'a*' | tr 'a' '[x*]')"`],
    [`say "$(echo ' a  b ' | xargs echo)"`],
    [`say "$(echo "'a'" | xargs)"`],
    [`say "$(echo '[100000000000000000000]' | jq -r 'join("-")')"`],
    [`say "$(echo '[100000000000000000000]' | jq -r tojson)"`],
  ])('%s is not computed', (script) => {
    expect(said(script).join()).toMatch(/^say \$\(/);
  });

  test('a line with quotes is another word for xargs', () => {
    expect(said(`echo "'a'" | xargs -I{} say {}`)).toEqual([`say 'a'`]);
  });
});
