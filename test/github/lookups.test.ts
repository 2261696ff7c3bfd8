import { describe, expect, test } from 'vitest';
import { lookupsIn } from '../../src/github/lost/lookups.ts';
import { EmbeddedText } from '../../src/source/embedded-text.ts';
import { SourceFile, sourceText } from '../../src/source/source-file.ts';

const lookups = (text: string): ReturnType<typeof lookupsIn> =>
  lookupsIn(EmbeddedText.verbatim(new SourceFile('.github/workflows/image.yml', text).whole));

const pathsIn = (text: string): readonly string[] =>
  lookups(text).map(({ names }) => names.map(({ name }) => name).join('.'));

describe('what goes into a text as it is', () => {
  test.each([
    ['no expression at all', 'matrix.arch', []],
    ['a whole expression', '${{ matrix.arch }}', ['matrix.arch']],
    ['several in one text', '${{ matrix.os }}/${{ matrix.arch }}', ['matrix.os', 'matrix.arch']],
    [
      'arguments of functions that put texts together',
      "${{ format('{0}-{1}', matrix.os, matrix.arch) }}",
      ['matrix.os', 'matrix.arch'],
    ],
    ['the function in any case', '${{ fromJSON(needs.plan.outputs.list) }}', ['needs.plan.outputs.list']],
    ['not what is only looked at', "${{ contains(matrix.arch, 'arm') }}", []],
    ['not what is compared', "${{ matrix.arch == 'arm64' }}", []],
    ['not what has something behind it', "${{ matrix.suffix || '' }}", []],
    ['but what stands behind it', '${{ matrix.suffix || matrix.arch }}', ['matrix.arch']],
    ['the last of what `&&` joins', '${{ matrix.push && matrix.tag }}', ['matrix.tag']],
    ['a property of a result', '${{ fromJSON(matrix.image).name }}', ['matrix.image']],
    ['a name in brackets', "${{ matrix['arch'] }}", ['matrix.arch']],
    ['nothing of what does not parse', '${{ matrix. }}', []],
  ])('%s', (_, text, expected) => {
    expect(pathsIn(text)).toEqual(expected);
  });

  test('of a key that the run decides, what it is a key of', () => {
    expect(pathsIn('${{ steps.meta.outputs[matrix.arch] }}')).toEqual(['steps.meta.outputs']);
  });
});

test('every name has its place, without quotes', () => {
  const [lookup] = lookups("tag: ${{ steps.meta['outputs'].tag }}");
  expect(lookup && sourceText(lookup.at)).toBe("steps.meta['outputs'].tag");
  expect(lookup?.names.map(({ at }) => sourceText(at))).toEqual(['steps', 'meta', 'outputs', 'tag']);
});
