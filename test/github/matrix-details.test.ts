import { describe, expect, test } from 'vitest';
import { sourceText } from '../../src/source/source-file.ts';
import { cells, names, ofMatrix } from './matrix-of.ts';

interface OtherCase {
  readonly name: string;
  readonly matrix: string;
  readonly cells: readonly string[];
  readonly names?: readonly string[];
}

/** Source: github.com/actions/runner, src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs, JobNameBuilder.cs. */
const undocumented: readonly OtherCase[] = [
  {
    name: 'keep equal combinations apart',
    matrix: '{arch: [amd64, amd64]}',
    cells: ['arch=amd64', 'arch=amd64'],
    names: ['image (amd64)', 'image (amd64)'],
  },
  {
    name: 'have values of all types, of which null and the empty string are not shown',
    matrix: '{value: [true, 0, 1.50, ~, "", "yes", yes, 010, 0x1f, 1e3]}',
    cells: [
      'value=true',
      'value=0',
      'value=1.5',
      'value=null',
      'value=',
      'value=yes',
      'value=yes',
      'value=10',
      'value=31',
      'value=1000',
    ],
    names: [
      'image (true)',
      'image (0)',
      'image (1.5)',
      'image',
      'image',
      'image (yes)',
      'image (yes)',
      'image (10)',
      'image (31)',
      'image (1000)',
    ],
  },
  {
    name: 'have lists as values, shown item by item',
    matrix: '{labels: [[self-hosted, arm64], [ubuntu-24.04]]}',
    cells: ['labels=[self-hosted, arm64]', 'labels=[ubuntu-24.04]'],
    names: ['image (self-hosted, arm64)', 'image (ubuntu-24.04)'],
  },
  {
    name: 'are excluded by a part of an object',
    matrix: '{target: [{os: linux, arch: amd64}, {os: linux, arch: arm64}], exclude: [{target: {arch: arm64}}]}',
    cells: ['target={os: linux, arch: amd64}'],
  },
  {
    name: 'are excluded by the beginning of a list',
    matrix: '{labels: [[self-hosted, arm64], [self-hosted, amd64]], exclude: [{labels: [self-hosted]}]}',
    cells: [],
  },
  {
    name: 'are not excluded by an object with a key that they lack',
    matrix: '{target: [{arch: amd64}], exclude: [{target: {arch: amd64, variant: v2}}]}',
    cells: ['target={arch: amd64}'],
  },
  {
    name: 'are excluded by a null where a key is missing',
    matrix: '{target: [{arch: amd64}, {arch: arm, variant: v7}], exclude: [{target: {variant: ~}}]}',
    cells: ['target={arch: arm, variant: v7}'],
  },
  {
    name: 'are expanded by an object that is equal in all that it has',
    matrix: '{target: [{arch: amd64}, {arch: arm64}], include: [{target: {arch: arm64}, runner: ubuntu-24.04-arm}]}',
    cells: ['target={arch: amd64}', 'target={arch: arm64} runner=ubuntu-24.04-arm'],
  },
  {
    name: 'have the order of the axes as written, wherever include and exclude stand',
    matrix: '{include: [{push: true}], base: [alpine], exclude: [{base: debian}], arch: [amd64, arm64]}',
    cells: ['base=alpine arch=amd64 push=true', 'base=alpine arch=arm64 push=true'],
    names: ['image (alpine, amd64)', 'image (alpine, arm64)'],
  },
  {
    name: 'are one without values where all are excluded and nothing is included',
    matrix: '{arch: [amd64], exclude: [{arch: amd64}]}',
    cells: [''],
    names: ['image'],
  },
  {
    name: 'take expressions in the entries of include and exclude',
    matrix:
      "{arch: [amd64, arm64], exclude: [{arch: \"${{ github.event_name == 'push' && 'arm64' || '' }}\"}], include: [{race: \"${{ inputs.race }}\"}]}",
    cells: ['arch=amd64 race=true'],
  },
  {
    name: 'take a whole list of include from JSON',
    matrix: `{include: "\${{ fromJSON('[{\\"arch\\":\\"amd64\\"},{\\"arch\\":\\"arm64\\"}]') }}"}`,
    cells: ['arch=amd64', 'arch=arm64'],
  },
  {
    name: 'take expressions inside of strings and objects',
    matrix: '{target: [{image: "ghcr.io/${{ github.repository }}", go: "${{ inputs.go }}"}]}',
    cells: ['target={image: ghcr.io/acme/gateway, go: 1.25}'],
    names: ['image (ghcr.io/acme/gateway, 1.25)'],
  },
  {
    name: 'take the entries of another object',
    matrix: `{"\${{ insert }}": "\${{ fromJSON('{\\"arch\\":[\\"amd64\\",\\"arm64\\"]}') }}", base: [alpine]}`,
    cells: ['arch=amd64 base=alpine', 'arch=arm64 base=alpine'],
  },
];

describe('the jobs of a matrix, where the documentation is silent,', () => {
  test.each(undocumented)('$name', ({ matrix, cells: expected, names: expectedNames }) => {
    const expansion = ofMatrix(matrix);
    const withoutValues = expected.length === 0 ? [''] : expected;
    expect(cells(expansion)).toEqual(withoutValues);
    expect(expansion.openTo).toEqual([]);
    expect(expansion.rejections).toEqual([]);
    if (expectedNames !== undefined) expect(names(expansion)).toEqual(expectedNames);
  });

  test('have names of 100 characters at most', () => {
    const [name] = names(ofMatrix(`{arch: [${'a'.repeat(120)}]}`));
    expect(name).toBe(`image (${'a'.repeat(90)}...`);
  });

  test('keep the place where each value is written', () => {
    const [first] = ofMatrix('{arch: [amd64], include: [{runner: ubuntu-24.04}]}').cells;
    const places = [...first!.values.values()].map(({ key, span }) => `${sourceText(key)} ${sourceText(span)}`);
    expect(places).toEqual(['arch amd64', 'runner ubuntu-24.04']);
  });

  test('keep the place of the expression where it makes the values', () => {
    const [first] = ofMatrix('{platform: "${{ fromJSON(inputs.platforms) }}"}').cells;
    expect(sourceText(first!.values.get('platform')!.span)).toBe('"${{ fromJSON(inputs.platforms) }}"');
  });
});
