import { describe, expect, test } from 'vitest';
import { conditionOf, truthOf } from '../../src/github/expression/condition.ts';
import type { Contexts, GithubValue } from '../../src/github/expression/github-value.ts';
import { hiddenValue } from '../../src/github/expression/hidden-value.ts';
import { markedScript } from '../../src/github/expression/marked-script.ts';
import { textOfValue } from '../../src/github/expression/text-of-value.ts';
import { textOfWritten, valueOfWritten } from '../../src/github/expression/written.ts';
import { EmbeddedText } from '../../src/source/embedded-text.ts';
import { SourceFile, type Span, sourceText } from '../../src/source/source-file.ts';
import { closed, literal, showText, textKey } from '../../src/value/index.ts';

const at: Span = new SourceFile('.github/workflows/image.yml', 'on: push').whole;
const written = (text: string): EmbeddedText => EmbeddedText.verbatim(new SourceFile('image.yml', text).whole);

/** `known.x` is `x`, `hidden.x` is known at run time only, `list` is an array; jobs before have not succeeded, if `fails`. */
const contextsThat = (fails: boolean): Contexts => ({
  contextOf(name, place) {
    if (name === 'list') return { is: 'array', items: closed([]) };
    const entry = (property: string, where: Span): GithubValue =>
      name === 'known'
        ? { is: 'text', text: literal(property, where) }
        : hiddenValue(property, `\${{ hidden.${property} }}`, 'it is hidden', where);
    return place.start < 0 ? undefined : { is: 'object', object: { entries: new Map(), rest: entry } };
  },
  call: (name) => ({ is: 'boolean', value: name === 'always' || name === (fails ? 'failure' : 'success') }),
});
const contexts = contextsThat(false);

describe('a text with expressions', () => {
  test.each([
    ['plain', 'plain'],
    ['', ''],
    ['a ${{ known.x }} b', 'a x b'],
    ['${{ known.x }}${{ known.y }}', 'xy'],
    ['${{ known.x }}\n', 'x\n'],
    ["${{ '}}' }}-${{ 'it''s' }}", "}}-it's"],
    ['${{known.x}}', 'x'],
    ['${{ 1.50 }}|${{ true }}|${{ null }}|${{ list }}', '1.5|true||Array'],
    ['v${{ hidden.x }}-arm64', 'v${{ hidden.x }}-arm64'],
    ['$ { { not } }', '$ { { not } }'],
    ['a ${{ known.x', 'a ${{'],
    ["${{ 'open }}", '${{'],
  ])('%j becomes %j', (text, shown) => {
    expect(showText(textOfWritten(written(text), contexts))).toBe(shown);
  });

  test('keeps the type of an expression that is all of it', () => {
    expect(valueOfWritten(written('${{ true }}'), contexts)).toEqual({ is: 'boolean', value: true });
    expect(valueOfWritten(written('${{ list }}'), contexts)).toMatchObject({ is: 'array' });
    expect(valueOfWritten(written(' ${{ true }}'), contexts)).toMatchObject({ is: 'text', text: { parts: [' true'] } });
  });

  test('has one hole for one value, however it is written', () => {
    const [one, other] = ['a${{ hidden.x }}', "a${{  hidden[ 'x' ] }}"].map((text) =>
      textOfWritten(written(text), contexts),
    );
    expect(textKey(one!)).toBe(textKey(other!));
  });

  test('is read in time when it is hostile', () => {
    const start = performance.now();
    for (const text of [
      '${{'.repeat(300_000),
      '${{ a }}'.repeat(20_000),
      `\${{ ${"'".repeat(500_001)}`,
      '${{ 1'.repeat(200_000),
    ])
      textOfWritten(written(text), contexts);
    expect(performance.now() - start).toBeLessThan(5000);
  });

  test('that nothing closes says so', () => {
    const [hole] = textOfWritten(written('${{ known.x'), contexts).parts;
    expect(hole).toMatchObject({ cause: { kind: 'syntax', because: 'nothing closes the `${{` of an expression' } });
  });
});

describe('a hidden value as a text', () => {
  const hole = { symbol: 'x', shown: '${{ x }}', cause: { kind: 'expression', because: 'it is hidden', at } } as const;

  test('says what it can be', () => {
    const value: GithubValue = { is: 'hidden', hole, values: [{ is: 'boolean', value: false }, { is: 'null' }] };
    expect(textOfValue(value, at).parts).toEqual([{ ...hole, among: ['false', ''] }]);
    expect(textOfValue({ is: 'hidden', hole, among: ['a', 'b'] }, at).parts).toEqual([{ ...hole, among: ['a', 'b'] }]);
  });

  test('is any text where it can be anything', () => {
    expect(textOfValue({ is: 'hidden', hole }, at).parts).toEqual([hole]);
    const open: GithubValue = { is: 'hidden', hole, values: [{ is: 'text', text: { parts: ['v', hole], span: at } }] };
    expect(textOfValue(open, at).parts).toEqual([hole]);
  });

  test('is one of them again when it is read', () => {
    const text = textOfValue({ is: 'hidden', hole, among: ['a', 'b'] }, at);
    expect(truthOf({ is: 'text', text }).is).toBe('yes');
  });
});

describe('a condition', () => {
  test.each([
    [undefined, 'yes', 'yes'],
    ['', 'yes', 'no'],
    ['true', 'yes', 'no'],
    ['false', 'no', 'no'],
    ['${{ true }}', 'yes', 'no'],
    ['${{ false }}', 'no', 'no'],
    ["known.x == 'x'", 'yes', 'no'],
    ["known.x == 'y'", 'no', 'no'],
    ['hidden.x', 'unknown', 'no'],
    ["hidden.x == 'y'", 'unknown', 'no'],
    ['always()', 'yes', 'yes'],
    ['Always() && true', 'yes', 'yes'],
    ['failure()', 'no', 'yes'],
    ['!failure()', 'yes', 'no'],
    ['!cancelled() && hidden.x', 'unknown', 'unknown'],
    ["contains('always()', 'x')", 'no', 'no'],
    ["known.always == 'always'", 'yes', 'no'],
    ["format('{0}', always()) == 'true'", 'yes', 'yes'],
    // Text around an expression makes a string, and a string is true.
    ['${{ false }}\n', 'yes', 'no'],
    ["${{ known.x }} == 'y'", 'yes', 'no'],
    ['${{ always() }} && false', 'yes', 'yes'],
    ['${{ failure() || true }}', 'yes', 'yes'],
    ['|| what', 'unknown', 'no'],
  ])('%j holds: %s; where something before failed: %s', (text, holds, holdsInFailure) => {
    const condition = text === undefined ? undefined : written(text);
    expect(conditionOf(condition, contexts).is).toBe(holds);
    expect(conditionOf(condition, contextsThat(true)).is).toBe(holdsInFailure);
  });

  test('that is not known says why', () => {
    expect(conditionOf(written('hidden.x'), contexts)).toMatchObject({ causes: [{ because: 'it is hidden' }] });
  });
});

describe('a script', () => {
  const marked = (text: string) => markedScript(written(text), contexts);

  test('without expressions is the script itself', () => {
    const script = written('docker push $IMAGE');
    expect(markedScript(script, contexts).text).toBe(script);
  });

  test('holds known values as source, and marks for others', () => {
    const { text, holes } = marked(
      "IMAGE=${{ known.shop }}:${{ hidden.sha }}\ndocker push ${{ 'a b' }} ${{ hidden.tag }}",
    );
    expect(text.text).toBe('IMAGE=shop:\uE100\ndocker push a b \uE101');
    expect([...holes].map(([mark, hole]) => [mark, hole.shown])).toEqual([
      ['\uE100', '${{ hidden.sha }}'],
      ['\uE101', '${{ hidden.tag }}'],
    ]);
  });

  test('has its words where they are written', () => {
    const { text } = marked('echo ${{ known.abc }} "${{ hidden.x }}" end');
    const placeOf = (word: string): string =>
      sourceText(text.spanOf(text.text.indexOf(word), text.text.indexOf(word) + word.length));
    expect(placeOf('end')).toBe('end');
    expect(placeOf('abc')).toBe('${{ known.abc }}');
    expect(placeOf('bc')).toBe('${{ known.abc }}');
    expect(placeOf('\uE100')).toBe('${{ hidden.x }}');
    expect(placeOf('echo abc')).toBe('echo ${{ known.abc }}');
  });

  test('stands for an expression as a whole even where the value is as long', () => {
    const { text } = marked("x ${{ '1234567890' }}".replace('1234567890', 'a'.repeat(10)) + ' y');
    expect(sourceText(text.spanOf(3, 5))).toBe("${{ 'aaaaaaaaaa' }}");
    const same = marked('${{ known.abcdefghijklmnopqrstuvw }}');
    expect(same.text.text).toHaveLength(23);
    const even = markedScript(written('${{known.a}}'), {
      ...contexts,
      contextOf: () => ({
        is: 'object',
        object: { entries: new Map([['a', { is: 'text', text: literal('twelve chars', at) }]]) },
      }),
    });
    expect(even.text.text).toBe('twelve chars');
    expect(sourceText(even.text.spanOf(3, 5))).toBe('${{known.a}}');
  });

  test('with very many unknown values keeps the last of them as written', () => {
    const { text, holes } = marked('${{ hidden.x }}'.repeat(6002));
    expect(holes.size).toBe(6000);
    expect(text.text.endsWith('${{ hidden.x }}${{ hidden.x }}')).toBe(true);
  });
});
