import { describe, expect, test } from 'vitest';
import { evaluateExpression } from '../../src/github/expression/evaluate.ts';
import type { GithubValue } from '../../src/github/expression/github-value.ts';
import { EmbeddedText } from '../../src/source/embedded-text.ts';
import { sourceText } from '../../src/source/source-file.ts';
import type { Hole } from '../../src/value/index.ts';
import { at, contexts, evaluate } from './expression-kit.ts';

describe('the hole of a value that is fixed at run time', () => {
  const holeIn = (source: string): Hole => {
    const value = evaluate(source);
    if (value.is !== 'hidden') throw new Error(`${source} is known`);
    return value.hole;
  };

  test.each([
    ["inputs.push && 'a' || 'b'", "inputs['PUSH']  &&  'a'||'b'"],
    ['github.event.release.tag_name', "github['event']['release'].tag_name"],
    ["github.sha == 'x'", "( github.sha ) == 'x'"],
    ["true && inputs.push && 'a'", "inputs.push && 'a'"],
  ])('is the same for %s and %s', (one, other) => {
    expect(holeIn(one).symbol).toBe(holeIn(other).symbol);
  });

  test.each([
    ["inputs.push && 'a' || 'b'", "inputs.push && 'b' || 'a'"],
    ["inputs.push && 'a' || 'b'", "inputs.tag && 'a' || 'b'"],
    ['github.event.a', 'github.event.b'],
    ["github.sha == 'x'", "github.sha != 'x'"],
    ["github.sha == 'x'", 'github.sha == github.ref'],
  ])('differs for %s and %s', (one, other) => {
    expect(holeIn(one).symbol).not.toBe(holeIn(other).symbol);
  });

  test('is shown as written, with the cause of what hides it', () => {
    const hole = holeIn("inputs.push &&  'a'\n || 'b'");
    expect(hole.shown).toBe("${{ inputs.push &&  'a' || 'b' }}");
    expect(hole.cause.because).toBe('`push` is known at run time only');
  });

  test('names what GitHub refuses', () => {
    expect(holeIn('github.sha ==').cause).toMatchObject({
      kind: 'syntax',
      because: "GitHub does not take `${{ github.sha == }}` (Unexpected end of expression: '==')",
    });
    expect(holeIn('nobody.knows').cause.because).toBe('there is no `nobody` where GitHub evaluates `${{ nobody }}`');
    expect(holeIn("fromJSON('[')").cause.because).toBe("GitHub cannot evaluate `${{ fromJSON('[') }}`");
  });

  test('stays short however often it is taken up', () => {
    let value = evaluate('inputs.push');
    for (let round = 0; round < 40; round++) {
      const source = EmbeddedText.opaque("toJSON(format('{0}{0}', before))", at);
      const before = value;
      value = evaluateExpression(source, { ...contexts, contextOf: () => before });
    }
    expect(value.is === 'hidden' ? value.hole.symbol.length : 0).toBeGreaterThan(100);
    expect(value.is === 'hidden' ? value.hole.symbol.length : 9999).toBeLessThan(1100);
  });
});

describe('places', () => {
  const placeOf = (value: GithubValue | undefined): string => (value?.is === 'text' ? sourceText(value.text.span) : '');

  test('of a string are the text in its quotes', () => {
    expect(placeOf(evaluate(" 'linux/amd64' "))).toBe('linux/amd64');
    expect(placeOf(evaluate("true && ('linux/amd64')"))).toBe('linux/amd64');
  });

  test('of strings in JSON are the text in theirs', () => {
    const value = evaluate(`fromJSON('[ "linux/amd64" ,"linux\\/arm64"]')`);
    const items = value.is === 'array' ? value.items.items : [];
    expect(items.map(placeOf)).toEqual(['linux/amd64', 'linux\\/arm64']);
  });

  test('of strings in JSON that is put together are the place of the whole', () => {
    const source = `fromJSON(format('["{0}"]', 'a'))`;
    const value = evaluate(source);
    expect(placeOf(value.is === 'array' ? value.items.items[0] : undefined)).toBe(`format('["{0}"]', 'a')`);
  });
});
