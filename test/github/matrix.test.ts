import { describe, expect, test } from 'vitest';
import type { GithubValue } from '../../src/github/expression/github-value.ts';
import { textOfValue } from '../../src/github/expression/text-of-value.ts';
import { matrixJobName } from '../../src/github/matrix/cell-name.ts';
import { expandMatrix } from '../../src/github/matrix/expand-matrix.ts';
import type { MatrixCell, MatrixExpansion } from '../../src/github/matrix/matrix-cell.ts';
import { sourceText } from '../../src/source/source-file.ts';
import { causesIn, showText } from '../../src/value/index.ts';
import { contextsOf, yamlOf } from './contexts-of.ts';

const around = contextsOf({
  github: { event_name: 'push', repository: 'acme/gateway' },
  inputs: { platforms: '["linux/amd64","linux/arm64"]', go: 1.25, race: true },
});

const expansionOf = (strategy: string): MatrixExpansion => expandMatrix(yamlOf(strategy), around);
/** A matrix in flow style. */
const ofMatrix = (matrix: string): MatrixExpansion => expansionOf(`matrix: ${matrix}`);

/** A value in short form: strings as they are, other scalars marked by their type, holes as written. */
function shown(value: GithubValue): string {
  if (value.is === 'array') return `[${value.items.items.map(shown).join(', ')}]`;
  if (value.is === 'object') {
    return `{${[...value.object.entries].map(([key, one]) => `${key}: ${shown(one)}`).join(', ')}}`;
  }
  return value.is === 'null' ? 'null' : showText(textOfValue(value, { file: undefined!, start: 0, end: 0 }));
}

const shownCell = ({ values }: MatrixCell): string =>
  [...values].map(([key, { value }]) => `${key}=${shown(value)}`).join(' ');
const cells = (expansion: MatrixExpansion): readonly string[] => expansion.cells.map(shownCell);
const names = (expansion: MatrixExpansion): readonly string[] =>
  expansion.cells.map((cell) => matrixJobName('image', cell));

/**
 * Sections of docs.github.com: "how-to" is actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations,
 * "syntax" is actions/reference/workflow-syntax.
 */
interface DocumentedCase {
  readonly section: string;
  readonly matrix: string;
  readonly cells: readonly string[];
  readonly names?: readonly string[];
}

const documented: readonly DocumentedCase[] = [
  {
    section: 'how-to, Adding a matrix strategy to your workflow job: the first variable varies slowest',
    matrix: '{go: ["1.23", "1.24", "1.25"], base: [alpine, debian]}',
    cells: [
      'go=1.23 base=alpine',
      'go=1.23 base=debian',
      'go=1.24 base=alpine',
      'go=1.24 base=debian',
      'go=1.25 base=alpine',
      'go=1.25 base=debian',
    ],
    names: [
      'image (1.23, alpine)',
      'image (1.23, debian)',
      'image (1.24, alpine)',
      'image (1.24, debian)',
      'image (1.25, alpine)',
      'image (1.25, debian)',
    ],
  },
  {
    section: 'how-to, Using a single-dimension matrix',
    matrix: '{arch: [amd64, arm64, riscv64]}',
    cells: ['arch=amd64', 'arch=arm64', 'arch=riscv64'],
    names: ['image (amd64)', 'image (arm64)', 'image (riscv64)'],
  },
  {
    section: 'how-to, Using a single-dimension matrix: one value makes one job',
    matrix: '{arch: [amd64]}',
    cells: ['arch=amd64'],
    names: ['image (amd64)'],
  },
  {
    section: 'how-to, Using a single-dimension matrix: numbers stay numbers',
    matrix: '{go: [10, 12.5]}',
    cells: ['go=10', 'go=12.5'],
    names: ['image (10)', 'image (12.5)'],
  },
  {
    section: 'how-to, Using a multi-dimensional matrix',
    matrix: '{runner: [ubuntu-24.04, ubuntu-24.04-arm], base: [alpine, debian, distroless]}',
    cells: [
      'runner=ubuntu-24.04 base=alpine',
      'runner=ubuntu-24.04 base=debian',
      'runner=ubuntu-24.04 base=distroless',
      'runner=ubuntu-24.04-arm base=alpine',
      'runner=ubuntu-24.04-arm base=debian',
      'runner=ubuntu-24.04-arm base=distroless',
    ],
  },
  {
    section: 'how-to, Using a multi-dimensional matrix: three dimensions',
    matrix: '{os: [linux], arch: [amd64, arm64], libc: [glibc, musl]}',
    cells: [
      'os=linux arch=amd64 libc=glibc',
      'os=linux arch=amd64 libc=musl',
      'os=linux arch=arm64 libc=glibc',
      'os=linux arch=arm64 libc=musl',
    ],
  },
  {
    section: 'how-to, Using a multi-dimensional matrix: a variable can be an array of objects',
    matrix: '{base: [alpine, debian], target: [{arch: amd64}, {arch: arm, variant: v7}]}',
    cells: [
      'base=alpine target={arch: amd64}',
      'base=alpine target={arch: arm, variant: v7}',
      'base=debian target={arch: amd64}',
      'base=debian target={arch: arm, variant: v7}',
    ],
    names: ['image (alpine, amd64)', 'image (alpine, arm, v7)', 'image (debian, amd64)', 'image (debian, arm, v7)'],
  },
  {
    section: 'how-to, Using contexts to create matrices: an array from a context through fromJSON',
    matrix: '{platform: "${{ fromJSON(inputs.platforms) }}"}',
    cells: ['platform=linux/amd64', 'platform=linux/arm64'],
    names: ['image (linux/amd64)', 'image (linux/arm64)'],
  },
  {
    section: 'how-to, Using contexts to create matrices: a value from a context',
    matrix: '{repository: ["${{ github.repository }}", acme/proxy]}',
    cells: ['repository=acme/gateway', 'repository=acme/proxy'],
  },
  {
    section: 'how-to, Expanding or adding matrix configurations: a key for one combination',
    matrix: '{os: [windows, linux], go: [23, 24, 25], include: [{os: windows, go: 25, msi: 6}]}',
    cells: [
      'os=windows go=23',
      'os=windows go=24',
      'os=windows go=25 msi=6',
      'os=linux go=23',
      'os=linux go=24',
      'os=linux go=25',
    ],
    names: [
      'image (windows, 23)',
      'image (windows, 24)',
      'image (windows, 25)',
      'image (linux, 23)',
      'image (linux, 24)',
      'image (linux, 25)',
    ],
  },
  {
    section: 'how-to, Expanding or adding matrix configurations: a combination is added',
    matrix: '{os: [darwin, windows, linux], go: [24, 25], include: [{os: windows, go: 26}]}',
    cells: [
      'os=darwin go=24',
      'os=darwin go=25',
      'os=windows go=24',
      'os=windows go=25',
      'os=linux go=24',
      'os=linux go=25',
      'os=windows go=26',
    ],
  },
  {
    section: 'how-to, Expanding or adding matrix configurations: without variables every entry of include is a job',
    matrix: '{include: [{site: production, datacenter: east}, {site: staging, datacenter: west}]}',
    cells: ['site=production datacenter=east', 'site=staging datacenter=west'],
    names: ['image (production, east)', 'image (staging, west)'],
  },
  {
    section: 'syntax, strategy.matrix.include: keys are added where they overwrite nothing',
    matrix:
      '{fruit: [apple, pear], animal: [cat, dog], include: [{color: green}, {color: pink, animal: cat}, {fruit: apple, shape: circle}, {fruit: banana}, {fruit: banana, animal: cat}]}',
    cells: [
      'fruit=apple animal=cat color=pink shape=circle',
      'fruit=apple animal=dog color=green shape=circle',
      'fruit=pear animal=cat color=pink',
      'fruit=pear animal=dog color=green',
      'fruit=banana',
      'fruit=banana animal=cat',
    ],
    names: [
      'image (apple, cat)',
      'image (apple, dog)',
      'image (pear, cat)',
      'image (pear, dog)',
      'image (banana)',
      'image (banana, cat)',
    ],
  },
  {
    section: 'syntax, strategy.matrix.include: a key without a variable goes to all combinations',
    matrix: '{arch: [amd64, arm64], include: [{push: true}]}',
    cells: ['arch=amd64 push=true', 'arch=arm64 push=true'],
    names: ['image (amd64)', 'image (arm64)'],
  },
  {
    section: 'syntax, strategy.matrix.include: a later entry overwrites what an earlier one added',
    matrix: '{arch: [amd64, arm64], include: [{runner: ubuntu-24.04}, {arch: arm64, runner: ubuntu-24.04-arm}]}',
    cells: ['arch=amd64 runner=ubuntu-24.04', 'arch=arm64 runner=ubuntu-24.04-arm'],
  },
  {
    section: 'syntax, strategy.matrix.include: an original value is not overwritten, so a combination is added',
    matrix: '{arch: [amd64], include: [{arch: arm64, runner: ubuntu-24.04-arm}]}',
    cells: ['arch=amd64', 'arch=arm64 runner=ubuntu-24.04-arm'],
    names: ['image (amd64)', 'image (arm64, ubuntu-24.04-arm)'],
  },
  {
    section: 'syntax, strategy.matrix.include: entries do not add to what other entries made',
    matrix: '{arch: [amd64], include: [{arch: s390x}, {arch: s390x, runner: zseries}]}',
    cells: ['arch=amd64', 'arch=s390x', 'arch=s390x runner=zseries'],
  },
  {
    section: 'syntax, strategy.matrix.include: an entry that is a combination already changes nothing',
    matrix: '{arch: [amd64, arm64], include: [{arch: arm64}]}',
    cells: ['arch=amd64', 'arch=arm64'],
  },
  {
    section: 'syntax, strategy.matrix.include: one operating system more for two of five versions',
    matrix:
      '{os: [ubuntu-latest], perl: ["5.16", "5.20", "5.26", "5.30", latest], include: [{os: macos-latest, perl: "5.26"}, {os: macos-latest, perl: latest}]}',
    cells: [
      'os=ubuntu-latest perl=5.16',
      'os=ubuntu-latest perl=5.20',
      'os=ubuntu-latest perl=5.26',
      'os=ubuntu-latest perl=5.30',
      'os=ubuntu-latest perl=latest',
      'os=macos-latest perl=5.26',
      'os=macos-latest perl=latest',
    ],
  },
  {
    section: 'syntax, strategy.matrix.include: the variables come first in the name of a combination that is added',
    matrix: '{arch: [amd64], include: [{runner: zseries, arch: s390x}]}',
    cells: ['arch=amd64', 'arch=s390x runner=zseries'],
    names: ['image (amd64)', 'image (s390x, zseries)'],
  },
  {
    section: 'how-to, Excluding matrix configurations: a partial match is enough',
    matrix:
      '{os: [macos, windows], version: [12, 14, 16], environment: [staging, production], exclude: [{os: macos, version: 12, environment: production}, {os: windows, version: 16}]}',
    cells: [
      'os=macos version=12 environment=staging',
      'os=macos version=14 environment=staging',
      'os=macos version=14 environment=production',
      'os=macos version=16 environment=staging',
      'os=macos version=16 environment=production',
      'os=windows version=12 environment=staging',
      'os=windows version=12 environment=production',
      'os=windows version=14 environment=staging',
      'os=windows version=14 environment=production',
    ],
  },
  {
    section: 'how-to, Excluding matrix configurations: one combination',
    matrix: '{arch: [amd64, arm64], base: [alpine, debian], exclude: [{arch: arm64, base: debian}]}',
    cells: ['arch=amd64 base=alpine', 'arch=amd64 base=debian', 'arch=arm64 base=alpine'],
  },
  {
    section: 'how-to, Excluding matrix configurations: include is read after exclude and adds back',
    matrix:
      '{arch: [amd64, arm64], base: [alpine, debian], exclude: [{arch: arm64}], include: [{arch: arm64, base: alpine}]}',
    cells: ['arch=amd64 base=alpine', 'arch=amd64 base=debian', 'arch=arm64 base=alpine'],
  },
  {
    section: 'how-to, Excluding matrix configurations: exclude does not take out what include adds',
    matrix: '{arch: [amd64, arm64], exclude: [{arch: arm64}], include: [{arch: arm64, runner: ubuntu-24.04-arm}]}',
    cells: ['arch=amd64', 'arch=arm64 runner=ubuntu-24.04-arm'],
  },
  {
    section: 'how-to, Example: Using an output to define two matrices (its shape, from a known value)',
    matrix: '{artifact: "${{ fromJSON(\'[\\"gateway\\", \\"worker\\"]\') }}"}',
    cells: ['artifact=gateway', 'artifact=worker'],
  },
  {
    section: 'reference/evaluate-expressions, fromJSON: the whole matrix from JSON',
    matrix:
      '"${{ fromJSON(\'{\\"include\\":[{\\"project\\":\\"foo\\",\\"config\\":\\"Debug\\"},{\\"project\\":\\"bar\\",\\"config\\":\\"Release\\"}]}\') }}"',
    cells: ['project=foo config=Debug', 'project=bar config=Release'],
    names: ['image (foo, Debug)', 'image (bar, Release)'],
  },
  {
    section: 'reference/evaluate-expressions, fromJSON: types of JSON are kept',
    matrix: '{race: ["${{ fromJSON(inputs.race) }}", "${{ fromJSON(\'3\') }}"]}',
    cells: ['race=true', 'race=3'],
  },
  {
    section: 'reference/evaluate-expressions, operators: strings are compared without case',
    matrix: '{arch: [AMD64, arm64], exclude: [{arch: amd64}]}',
    cells: ['arch=arm64'],
  },
  {
    section: 'reference/evaluate-expressions, operators: a number is equal to the string that spells it',
    matrix: '{go: [24, 25], exclude: [{go: "24"}]}',
    cells: ['go=25'],
  },
  {
    section: 'reference/contexts, matrix context: properties have no case',
    matrix: '{Arch: [amd64, arm64], include: [{arch: arm64, runner: ubuntu-24.04-arm}]}',
    cells: ['Arch=amd64', 'Arch=arm64 runner=ubuntu-24.04-arm'],
  },
];

describe('the jobs of a matrix', () => {
  test.each(documented)(
    'are those of the documentation: $section',
    ({ matrix, cells: expected, names: expectedNames }) => {
      const expansion = ofMatrix(matrix);
      expect(cells(expansion)).toEqual(expected);
      expect(expansion.openTo).toEqual([]);
      expect(expansion.rejections).toEqual([]);
      if (expectedNames !== undefined) expect(names(expansion)).toEqual(expectedNames);
    },
  );
});
