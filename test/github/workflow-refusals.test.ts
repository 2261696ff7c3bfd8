import { describe, expect, test } from 'vitest';
import { sourceText } from '../../src/source/source-file.ts';
import { messages, onPush, pipelineOf, readingOf } from './workflows-of.ts';

const withJob = (keys: string): string => onPush(`build:\n  runs-on: ubuntu-latest\n${keys}`);

describe('what GitHub refuses', () => {
  test.each([
    ['a workflow without jobs', 'on: push\n', ['Required property is missing: jobs']],
    ['a workflow without events', 'jobs: {build: {runs-on: x}}\n', ['Required property is missing: on']],
    ['a list', '- on: push\n', ['A sequence was not expected']],
    ['jobs that are a list', 'on: push\njobs: [build]\n', ['A sequence was not expected']],
    ['a key of another system', `stages: [build]\n${onPush('a: {runs-on: x}')}`, ["Unexpected value 'stages'"]],
    ['a mistyped key of a job', withJob('  step: []\n'), ["Unexpected value 'step'"]],
    ['a job without runner', onPush('build: {steps: []}\n'), ['Required property is missing: runs-on']],
    ['a job that is text', onPush('build: later\n'), ["Unexpected value 'later'"]],
    ['steps that are text', withJob('  steps: make\n'), ["Unexpected value 'make'"]],
    ['a step that runs and uses', withJob('  steps: [{run: a, uses: b/c@v1}]\n'), ["Unexpected value 'uses'"]],
    ['a step with inputs for a script', withJob('  steps: [{run: a, with: {b: c}}]\n'), ["Unexpected value 'with'"]],
    ['a list under env', withJob('  env: [A]\n'), ['A sequence was not expected']],
    ['an unknown permission', withJob('  permissions: {package: write}\n'), ["Unexpected value 'package'"]],
    ['a key twice', withJob('  env: {A: 1}\n  env: {B: 2}\n'), ["'env' is already defined"]],
    ['a variable twice but for its case', withJob('  env: {Arch: a, ARCH: b}\n'), ["'ARCH' is already defined"]],
    ['an empty env', withJob('  env:\n'), ["Unexpected value ''"]],
    ['a merge key', withJob('  env: {<<: {A: b}}\n'), ['A mapping was not expected']],
  ])('%s', (_, workflow, expected) => {
    expect(messages(workflow)).toEqual(expected);
  });

  test('a step that says nothing', () => {
    expect(messages(withJob('  steps: [{name: later}]\n'))).toEqual([
      "There's not enough info to determine what you meant. Add one of these properties: cancel, run, shell, uses, wait, wait-all, with, working-directory",
    ]);
  });

  test.each([
    ['numbers and booleans for strings', withJob('  env: {A: 1, B: true}\n  steps: [{run: make, name: 3}]\n')],
    ['expressions for anything', withJob("  timeout-minutes: ${{ matrix.t }}\n  env: ${{ fromJSON('{}') }}\n")],
    ['a matrix of anything', withJob('  strategy: {matrix: {a: [1, {b: [c]}], include: [{d: {e: f}}]}}\n')],
    ['an alias', withJob('  env: &env {A: b}\n  steps: [{run: make, env: *env}]\n')],
    [
      'all forms of a container',
      withJob('  container: {image: a, env: {B: c}, ports: [80], volumes: [d], options: e}\n'),
    ],
  ])('%s are taken', (_, workflow) => {
    expect(messages(workflow)).toEqual([]);
  });

  test.each([
    ['1st', "The identifier '1st' is invalid. IDs may only contain alphanumeric characters"],
    ['__a', "The identifier '__a' is invalid. IDs starting with '__' are reserved."],
  ])('the job id %s', (id, expected) => {
    expect(messages(onPush(`${id}: {runs-on: x}\n`))[0]).toContain(expected);
  });

  test('a step id twice', () => {
    expect(messages(withJob('  steps: [{id: a, run: b}, {id: A, run: c}]\n'))).toEqual([
      "The identifier 'A' may not be used more than once within the same scope.",
    ]);
  });
});

describe('needs that cannot be', () => {
  test('an unknown job', () => {
    const [rejection] = pipelineOf(onPush('a: {runs-on: x}\nb: {runs-on: x, needs: [a, c]}\n')).rejections;
    expect(rejection).toMatchObject({ kind: 'undefined-need', message: "Job 'b' depends on unknown job 'c'." });
    expect(sourceText(rejection!.at)).toBe('c');
  });

  test('a circle, and what waits for it', () => {
    const workflow = onPush(
      'a: {runs-on: x}\nb: {runs-on: x, needs: [a, c]}\nc: {runs-on: x, needs: b}\nd: {runs-on: x, needs: c}\n',
    );
    expect(messages(workflow)).toEqual([
      "Job 'b' depends on job 'c' which creates a cycle in the dependency graph.",
      "Job 'c' depends on job 'b' which creates a cycle in the dependency graph.",
      "Job 'd' depends on job 'c' which creates a cycle in the dependency graph.",
    ]);
  });

  test('no job that starts', () => {
    expect(messages(onPush('a: {runs-on: x, needs: a}\n'))).toEqual([
      'The workflow must contain at least one job with no dependencies.',
    ]);
  });
});

describe('what does not parse', () => {
  test('a broken file is unreadable, and what could be read of it stays', () => {
    const { unreadable, pipelines } = readingOf('on: push\njobs:\n  build:\n    runs-on: x\n    steps: [\n');
    expect(unreadable).toHaveLength(1);
    expect(pipelines[0]?.rejections).toEqual([]);
    expect(pipelines[0]?.jobs.openTo).toMatchObject([{ kind: 'syntax' }]);
  });

  test.each([
    ['nothing', ''],
    ['text', 'build'],
    ['a mapping of nothing', '{}'],
    ['deep nesting', `on: push\njobs: ${'{a: '.repeat(300)}`],
    [
      'aliases that multiply',
      `a: &a [1,1,1,1,1,1,1,1,1]\n${Array.from('bcdefghi')
        .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]!},`.repeat(9)}]\n`)
        .join('')}`,
    ],
    ['keys that are lists', '? [on]\n: push\n'],
    ['broken expressions', 'on: push\njobs: {a: {runs-on: "${{ matrix.", if: "${{ ((", strategy: {matrix: "${{"}}}\n'],
  ])('%s is survived', (_, workflow) => {
    expect(readingOf(workflow).pipelines).toHaveLength(1);
  });

  test('many jobs that wait for each other are read', () => {
    const jobs = Array.from({ length: 3000 }, (_, index) =>
      index === 0 ? 'j0: {runs-on: x}' : `j${String(index)}: {runs-on: x, needs: j${String(index - 1)}}`,
    );
    expect(pipelineOf(onPush(jobs.join('\n'))).jobs.items).toHaveLength(3000);
  });
});
