import { describe, expect, test } from 'vitest';
import type { Project } from '../../src/model/index.ts';
import { sourceText } from '../../src/source/source-file.ts';
import { projectOfWorkflow, workflowOf, workOf } from './running.ts';

/** What a job reads and does not find, as `path, from here on: what is there`. */
const lostIn = (project: Project, job = 'build'): readonly string[] =>
  workOf(project, job).lostValues.map(
    ({ path, missing, others, place }) => `${place.is} ${path.join('.')}, ${String(missing)}: ${others.join(' ')}`,
  );

const lost = (steps: string, job = ''): readonly string[] =>
  lostIn(projectOfWorkflow(workflowOf(steps, job)), job === '' ? 'build' : 'build (amd64)');

describe('a value that is not there', () => {
  test.each([
    ['of a matrix', '- run: echo ${{ matrix.platform }}', ['script matrix.platform, 1: arch']],
    [
      'in an input of an action',
      '- { uses: docker/build-push-action@v6, with: { platforms: "linux/${{ matrix.cpu }}" } }',
      ['input matrix.cpu, 1: arch'],
    ],
    [
      'in a variable of a step',
      '- { run: echo $ARCH, env: { ARCH: "${{ matrix.cpu }}" } }',
      ['variable matrix.cpu, 1: arch'],
    ],
    [
      'of a step that there is not',
      '- run: echo ${{ steps.meta.outputs.tag }}',
      ['script steps.meta.outputs.tag, 1: '],
    ],
  ])('%s', (_, steps, expected) => {
    expect(lost(steps, 'strategy: { matrix: { arch: [amd64] } }')).toEqual(expected);
  });

  test('of a step that is skipped is meant', () => {
    const steps =
      '- { id: tag, if: false, run: "echo tag=v1 >> $GITHUB_OUTPUT" }\n- run: echo ${{ steps.tag.outputs.tag }}';
    expect(lost(steps)).toEqual([]);
  });

  test('has its own place', () => {
    const project = projectOfWorkflow(
      workflowOf('- run: echo ${{ matrix.cpu }}', 'strategy: { matrix: { arch: [amd64] } }'),
    );
    const [value] = workOf(project, 'build (amd64)').lostValues;
    expect(value && [sourceText(value.at), sourceText(value.nameAt)]).toEqual(['matrix.cpu', 'cpu']);
  });
});

describe('an output of a job that is needed', () => {
  const flow = (outputs: string, use: string): Project =>
    projectOfWorkflow(`on: push
jobs:
  version:
    runs-on: ubuntu-24.04
    outputs: ${outputs}
    steps: [{ run: 'true' }]
  build:
    needs: version
    runs-on: ubuntu-24.04
    steps: [{ run: 'echo \${{ ${use} }}' }]
`);

  test.each([
    ['that is there', '{ tag: v1 }', 'needs.version.outputs.tag', []],
    ['whose name is written in another case', '{ Tag: v1 }', 'needs.version.outputs.tag', []],
    [
      'that is not declared',
      '{ tag: v1 }',
      'needs.version.outputs.version',
      ['script needs.version.outputs.version, 3: tag'],
    ],
    ['that is certainly empty', "{ tag: '' }", 'needs.version.outputs.tag', ['script needs.version.outputs.tag, 4: ']],
    ['whose job is not needed', '{ tag: v1 }', 'needs.plan.outputs.tag', ['script needs.plan.outputs.tag, 1: version']],
    ['but not its result', '{ tag: v1 }', 'needs.version.result', []],
  ])('%s', (_, outputs, use, expected) => {
    expect(lostIn(flow(outputs, use))).toEqual(expected);
  });
});
