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

const notAllowed = 'A template expression is not allowed in this context';
const named = (name: string): string => `Unrecognized named-value: '${name}'`;

describe('expressions that GitHub refuses', () => {
  test.each([
    ['env in the condition of a job', withJob("  if: env.ARCH == 'arm64'\n"), named('env')],
    ['matrix in the condition of a job', withJob('  if: ${{ matrix.push }}\n'), named('matrix')],
    ['env in runs-on', withJob('').replace('ubuntu-latest', '${{ env.RUNNER }}'), named('env')],
    ['env in the image of a container', withJob('  container: ghcr.io/${{ env.OWNER }}/go:1\n'), named('env')],
    ['secrets in the condition of a step', withJob('  steps: [{run: a, if: secrets.TOKEN}]\n'), named('secrets')],
    ['steps in the env of a job', withJob('  env: {TAG: "${{ steps.meta.outputs.version }}"}\n'), named('steps')],
    ['secrets in an environment', withJob('  environment: ${{ secrets.STAGE }}\n'), named('secrets')],
    ['a matrix in itself', withJob('  strategy: {matrix: {a: [1], b: ["${{ matrix.a }}"]}}\n'), named('matrix')],
    [
      'env in the inputs of a call',
      onPush('a: {uses: a/b/.github/workflows/c.yml@v1, with: {image: "${{ env.IMAGE }}"}}\n'),
      named('env'),
    ],
    ['a matrix in a shell', withJob('  steps: [{run: a, shell: "${{ matrix.shell }}"}]\n'), named('matrix')],
    ['a name that is none', withJob('  steps: [{run: "${{ guthub.sha }}"}]\n'), named('guthub')],
    ['job outputs of a job', withJob('  steps: [{run: "${{ jobs.a.outputs.b }}"}]\n'), named('jobs')],
    ['an event that asks for its run', 'on: {push: {branches: ["${{ github.ref }}"]}}\njobs: {}\n', named('github')],
    [
      'the status in a script',
      withJob('  steps: [{run: "echo ${{ success() }}"}]\n'),
      "Unrecognized function: 'success'",
    ],
    ['hashing for a job', withJob("  if: hashFiles('a') != ''\n"), "Unrecognized function: 'hashFiles'"],
    [
      'a status of one step',
      withJob("  steps: [{run: a, if: failure('b')}]\n"),
      "Too many parameters supplied: 'failure'",
    ],
    [
      'nothing to hash',
      withJob('  steps: [{run: "${{ hashFiles() }}"}]\n'),
      "Too few parameters supplied: 'hashFiles'",
    ],
    ['a sum', withJob('  steps: [{run: "${{ github.run_number + 1 }}"}]\n'), "Unexpected symbol: '+'"],
    ['double quotes', withJob(`  if: github.ref == "refs/heads/main"\n`), 'Unexpected symbol: \'"refs/heads/main"\''],
    ['nothing at all', withJob('  steps: [{run: "echo ${{ }}"}]\n'), 'An expression was expected'],
    [
      'what nothing closes',
      withJob('  steps: [{run: "echo ${{ github.sha }"}]\n'),
      'The expression is not closed. An unescaped ${{ sequence was found, but the closing }} sequence was not found.',
    ],
    ['any in a permission', withJob('  permissions: {packages: "${{ \'write\' }}"}\n'), notAllowed],
    ['any in the name of the workflow', `name: "\${{ 'a' }}"\n${withJob('')}`, notAllowed],
  ])('%s', (_, workflow, expected) => {
    expect(messages(workflow)).toEqual([expected]);
  });

  test.each([
    [
      'everything of a step',
      'run: "${{ github.a }}${{ secrets.b }}${{ steps.c }}${{ job.d }}${{ env.e }}${{ needs.f }}"',
    ],
    ['names in any case', "run: \"${{ GitHub.sha }}${{ CONTAINS('a', 'b') }}${{ HASHFILES('c') }}\""],
    ['the status of a step', 'run: a, if: always() || failure() && !cancelled()'],
    ['a choice', "run: \"${{ case(github.ref_type == 'tag', 'a', 'b') }}\""],
    ['env in inputs', 'uses: docker/build-push-action@v6, with: {tags: "${{ env.IMAGE }}:${{ github.sha }}"}'],
    ['an if of two expressions', 'run: a, if: "${{ env.A }} && ${{ env.B }}"'],
    ['an if of one word', 'run: a, if: true'],
    ['an empty if', "run: a, if: ''"],
  ])('%s is taken', (_, step) => {
    expect(messages(withJob(`  steps: [{${step}}]\n`))).toEqual([]);
  });

  test.each([
    ['conditions of other jobs', "  if: always() && needs.a.result == 'success' && vars.PUBLISH && inputs.b\n"],
    [
      'secrets and env for a registry',
      '  container: {image: a, credentials: {username: "${{ env.U }}", password: "${{ secrets.P }}"}}\n',
    ],
    ['the machine in the env of a container', '  container: {image: a, env: {B: "${{ runner.arch }}"}}\n'],
    ['outputs of steps', '  outputs: {digest: "${{ steps.build.outputs.digest }}"}\n'],
    ['a matrix from another job', '  strategy: {matrix: "${{ fromJSON(needs.plan.outputs.matrix) }}"}\n'],
    [
      'env in defaults of a job',
      '  defaults: {run: {working-directory: "${{ env.DIR }}", shell: "${{ matrix.shell }}"}}\n',
    ],
    ['steps in the URL of an environment', '  environment: {name: a, url: "${{ steps.a.outputs.url }}"}\n'],
  ])('%s are taken', (_, keys) => {
    expect(messages(withJob(keys))).toEqual([]);
  });

  test('a text with an expression is measured as GitHub measures it, one without may be as long as it likes', () => {
    const script = (text: string): string => withJob(`  steps: [{run: ${JSON.stringify(text)}}]\n`);
    const call = "format('{0}', github.sha)".length;
    const fits = 'a'.repeat(21_000 - call);
    expect(messages(script(`${fits}\${{ github.sha }}`))).toEqual([]);
    expect(messages(script(`a${fits}\${{ github.sha }}`))).toEqual(['Exceeded max expression length 21000']);
    expect(messages(script(`${fits.slice(1)}'\${{ github.sha }}`))).toEqual(['Exceeded max expression length 21000']);
    expect(messages(script(`${fits}${fits}`))).toEqual([]);
    expect(messages(script('${{ github.sha }}'.repeat(3000)))).toEqual(['Exceeded max expression length 21000']);
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
