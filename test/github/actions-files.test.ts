import { describe, expect, test } from 'vitest';
import { readAction } from '../../src/github/actions-files/read-action.ts';
import { selfPath } from '../../src/github/self-path.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';

const composite = `
name: Set up Go
inputs:
  Version: {default: 1.20, description: which Go}
  cache: {required: true}
outputs:
  path: {value: '\${{ steps.go.outputs.path }}'}
runs:
  using: composite
  steps:
    - {id: go, shell: bash, run: make go}
`;

const actionIn = (path: string, files: Readonly<Record<string, string>>) => readAction(memoryWorkspace(files), path);

describe('composite actions', () => {
  test.each(['.github/actions/go/action.yml', '.github/actions/go/action.yaml'])('%s is read', (path) => {
    const action = actionIn('./.github/actions/go', { [path]: composite });
    if (!('steps' in action)) throw new Error(action.because);
    expect([...action.inputs].map(([name, value]) => [name, value?.text.text])).toEqual([
      ['version', '1.2'],
      ['cache', undefined],
    ]);
    expect(action.outputs.get('path')?.text.text).toBe('${{ steps.go.outputs.path }}');
    expect(action.steps.items).toMatchObject([{ id: 'go', does: { is: 'run', shell: { text: 'bash' } } }]);
    expect(action.file.path).toBe(path);
  });

  test.each([
    ['nothing is there', {}, 'the action in `./` is not in the repository'],
    [
      'it runs on node',
      { 'action.yml': 'runs: {using: node24, main: dist/index.js}\n' },
      'the action `action.yml` runs on `node24` and is not looked into',
    ],
    [
      'it is a container',
      { 'action.yml': 'runs: {using: docker, image: Dockerfile}\n' },
      'the action `action.yml` runs on `docker` and is not looked into',
    ],
    [
      'it does not say',
      { 'action.yml': 'name: nothing\n' },
      'the action `action.yml` does not say what it runs and is not looked into',
    ],
    ['it does not parse', { 'action.yml': 'runs: [\n' }, '`action.yml` does not parse'],
  ])('%s', (_, files: Readonly<Record<string, string>>, because) => {
    const action = actionIn('./', files);
    expect('because' in action && [action.kind, action.because]).toEqual(['indirection', because]);
  });
});

describe('what GitHub refuses of a composite action', () => {
  const refusals = (steps: string, around = ''): readonly string[] => {
    const action = actionIn('./', { 'action.yml': `${around}runs:\n  using: composite\n  steps: [${steps}]\n` });
    return 'rejections' in action ? action.rejections.map(({ message }) => message) : [action.because];
  };

  test.each([
    ['a script without a shell', '{run: make}', ['Required property is missing: shell']],
    ['secrets', '{uses: a/b@v1, with: {c: "${{ secrets.D }}"}}', ["Unrecognized named-value: 'secrets'"]],
    ['variables of the repository', '{run: make, shell: bash, if: vars.A}', ["Unrecognized named-value: 'vars'"]],
    ['other jobs', '{run: "${{ needs.a.result }}", shell: bash}', ["Unrecognized named-value: 'needs'"]],
    ['a limit of time', '{run: make, shell: bash, timeout-minutes: 5}', ["Unexpected value 'timeout-minutes'"]],
    ['a step that says nothing', '{name: later}', [expect.stringContaining("There's not enough info")]],
  ])('%s', (_, steps, expected) => {
    expect(refusals(steps)).toEqual(expected);
  });

  test('steps in the default of an input, secrets in an output', () => {
    const around = 'inputs: {a: {default: "${{ steps.b.outputs.c }}"}}\noutputs: {d: {value: "${{ secrets.E }}"}}\n';
    expect(refusals('', around)).toEqual(["Unrecognized named-value: 'steps'", "Unrecognized named-value: 'secrets'"]);
  });

  test.each([
    [
      'all of a script',
      '{id: a, name: b, run: c, shell: "${{ inputs.d }}", env: {E: 1}, working-directory: f, if: always()}',
    ],
    [
      'an action',
      '{uses: a/b@v1, with: {c: "${{ env.D }}${{ github.token }}${{ runner.arch }}"}, continue-on-error: true}',
    ],
    ['a hash', '{uses: a/b@v1, with: {key: "${{ hashFiles(\'go.sum\') }}"}}'],
  ])('%s is taken', (_, steps) => {
    expect(refusals(steps, 'author: a\nbranding: {icon: box}\ninputs: {d: {default: 1, required: true}}\n')).toEqual(
      [],
    );
  });
});

describe('paths in the own repository', () => {
  test.each([
    ['./', ''],
    ['./.github/actions/go', '.github/actions/go'],
    ['./.github/actions/go/', '.github/actions/go'],
    ['$/.github/actions/go', '.github/actions/go'],
    ['$/./go', 'go'],
    ['./a/../b', 'b'],
    ['./../other', undefined],
    ['actions/checkout@v4', undefined],
    ['docker://alpine:3.22', undefined],
  ])('%s is %s', (uses, expected) => {
    expect(selfPath(uses)).toBe(expected);
  });
});
