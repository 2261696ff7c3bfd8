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
