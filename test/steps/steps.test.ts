import { describe, expect, test } from 'vitest';
import { showText } from '../../src/value/index.ts';
import { commandsOf, linesOf, projectOfWorkflow, workflowOf, workOf } from './running.ts';

/** A step that prints what it sees, behind steps that set it. */
const said = (steps: string, job = ''): string => commandsOf(steps, {}, job).at(-1) ?? '';

describe('what a step hands to later ones', () => {
  test.each([
    ['a line', 'echo "tag=v1" >> "$GITHUB_OUTPUT"', 'say v1'],
    ['without quotes', 'echo tag=v1 >> $GITHUB_OUTPUT', 'say v1'],
    ['the last of two lines', 'echo tag=v1 >> $GITHUB_OUTPUT\necho tag=v2 >> $GITHUB_OUTPUT', 'say v2'],
    ['a block', '{\n  echo "other=x"\n  echo "tag=v1"\n} >> "$GITHUB_OUTPUT"', 'say v1'],
    ['by tee', 'echo "tag=v1" | tee -a "$GITHUB_OUTPUT"', 'say v1'],
    ['by printf, in pieces', 'printf "tag=" >> $GITHUB_OUTPUT; printf "v%s\\n" 1 >> $GITHUB_OUTPUT', 'say v1'],
    ['as a heredoc', 'cat <<END >> $GITHUB_OUTPUT\ntag=v1\nEND', 'say v1'],
    [
      'between delimiters',
      'echo "tag<<EOF" >> $GITHUB_OUTPUT\necho v1 >> $GITHUB_OUTPUT\necho EOF >> $GITHUB_OUTPUT',
      'say v1',
    ],
    ['by the command of old', 'echo "::set-output name=tag::v1"', 'say v1'],
    ['in a function', 'give() { echo "$1=$2" >> $GITHUB_OUTPUT; }\ngive tag v1', 'say v1'],
    ['what it does not set is empty', 'echo other=x >> $GITHUB_OUTPUT', 'say'],
    ['what a program may set is not known', './set-tag', 'say ${{ steps.v.outputs.tag }}'],
    [
      'what a condition decides is not known',
      'if [ -n "$A" ]; then echo tag=v1 >> $GITHUB_OUTPUT; fi',
      'say ${{ steps.v.outputs.tag }}',
    ],
    [
      'what an early end leaves out is not known',
      'if [ -n "$A" ]; then exit 0; fi\necho tag=v1 >> $GITHUB_OUTPUT',
      'say ${{ steps.v.outputs.tag }}',
    ],
    ['a value of the run stays what it is', 'echo "tag=$GITHUB_SHA" >> $GITHUB_OUTPUT', 'say $GITHUB_SHA'],
  ])('%s', (_, script, expected) => {
    const run = script.replace(/^(?=.)/gm, '    ');
    expect(said(`- id: v\n  run: |\n${run}\n- run: say \${{ steps.v.outputs.tag }}`)).toBe(expected);
  });

  test("variables arrive in the shell and in expressions, and the step's own stand over them", () => {
    const steps = `- run: echo "TAG=v1" >> $GITHUB_ENV
- run: say $TAG \${{ env.TAG }}
- env: { TAG: v2 }
  run: say $TAG \${{ env.TAG }}`;
    expect(commandsOf(steps, {}, 'env: { TAG: v0 }').slice(1)).toEqual(['say v1 v1', 'say v2 v2']);
  });

  test('files stay for later steps', () => {
    expect(said('- run: echo v1 > tag.txt\n- run: say $(cat tag.txt)')).toBe('say v1');
  });

  test('shell variables and directories do not', () => {
    expect(said('- run: A=x; cd sub\n- run: say "${A:-none}" && docker build .')).toBe('docker build .');
  });
});

describe('whether a step runs', () => {
  test.each([
    ['false', []],
    ["github.ref_type == 'tag'", ['docker build .?']],
    ['success()', ['docker build .']],
    ['failure()', []],
    ['always()', ['docker build .']],
  ])('if: %s', (condition, expected) => {
    expect(commandsOf(`- if: \${{ ${condition} }}\n  run: docker build .`)).toEqual(expected);
  });

  test('a step asks what an earlier one set', () => {
    const steps = `- id: v
  run: echo "push=true" >> $GITHUB_OUTPUT
- if: steps.v.outputs.push == 'true'
  run: docker push app
- if: steps.v.outputs.push == 'false'
  run: docker save app`;
    expect(commandsOf(steps).slice(1)).toEqual(['docker push app']);
  });

  test('what a step sets that may not run is exact under the same condition only', () => {
    const steps = `- id: v
  if: github.ref_type == 'tag'
  run: echo "tag=v1" >> $GITHUB_OUTPUT
- if: github.ref_type == 'tag'
  run: say \${{ steps.v.outputs.tag }}
- run: say \${{ steps.v.outputs.tag }}`;
    expect(commandsOf(steps).slice(1)).toEqual(['say v1?', 'say ${{ steps.v.outputs.tag }}']);
  });

  test('variables of a step that may not run are one value or the other', () => {
    const steps = `- if: github.ref_type == 'tag'
  run: echo "TAG=v1" >> $GITHUB_ENV
- run: say $TAG`;
    expect(said(steps, 'env: { TAG: v0 }')).toBe('say $TAG');
  });

  test('outcomes of earlier steps', () => {
    const steps = `- id: v
  run: make
- id: w
  if: false
  run: make
- run: say \${{ steps.v.outcome }} \${{ steps.w.conclusion }}`;
    expect(said(steps)).toBe('say success skipped');
  });

  test('a step whose failure is ignored', () => {
    const work = workOf(projectOfWorkflow(workflowOf('- continue-on-error: true\n  run: docker push app')), 'build');
    expect(work.commands.items.map(({ failureIsIgnored }) => failureIsIgnored)).toEqual([true]);
  });
});

describe('the shell of a step', () => {
  test.each([
    ['', false],
    ['shell: bash', false],
    ['shell: sh', false],
    ['shell: bash {0}', true],
    ['shell: bash -euxo pipefail {0}', false],
    ['shell: script -q -e -c "bash -e {0}"', false],
  ])('`%s` tells whether a failure ends the step', (shell, goesOn) => {
    const steps = `- run: |\n    docker push app\n    make\n${shell.replace(/^(?=.)/, '  ')}`;
    const work = workOf(projectOfWorkflow(workflowOf(steps)), 'build');
    expect(work.commands.items[0]?.failureIsIgnored).toBe(goesOn);
  });

  test.each([
    ['', true],
    ['shell: bash', false],
    ['shell: bash -e -o pipefail {0}', false],
    ['shell: sh', true],
  ])('`%s` tells whether a failure in front of a pipe is ignored', (shell, isIgnored) => {
    const steps = `- run: docker push app | tee log\n${shell.replace(/^(?=.)/, '  ')}`;
    const work = workOf(projectOfWorkflow(workflowOf(steps)), 'build');
    expect(work.commands.items[0]?.failureIsIgnored).toBe(isIgnored);
  });

  test('`set -o pipefail` makes a pipe fail', () => {
    const steps = '- run: set -o pipefail && docker push app | tee log';
    const work = workOf(projectOfWorkflow(workflowOf(steps)), 'build');
    expect(work.commands.items[1]?.failureIsIgnored).toBe(false);
  });

  test('another language is not read, and hides builds only if it names one', () => {
    const opens = (script: string): readonly string[] =>
      workOf(projectOfWorkflow(workflowOf(`- shell: python\n  run: ${script}`)), 'build').commands.openTo.map(
        ({ because }) => because,
      );
    expect(opens('print(1)')).toEqual([]);
    expect(opens('run("docker build .")')).toEqual(['the script is for `python`, which is not read']);
  });

  test('the working directory is that of the step, of the job, or the checkout', () => {
    const steps = `- run: docker build .
- working-directory: web
  run: docker build .
- working-directory: \${{ github.workspace }}/api
  run: docker build .`;
    const work = workOf(
      projectOfWorkflow(workflowOf(steps, 'defaults: { run: { working-directory: services } }')),
      'build',
    );
    const directories = work.commands.items.map(({ directory }) => showText(directory));
    expect(directories).toEqual(['services', 'web', 'api']);
  });

  test('expressions are put into the script before the shell reads it', () => {
    expect(said("- run: ${{ 'docker build .' }} && docker push ${{ github.actor }}/app")).toBe(
      'docker push ${{ github.actor }}/app',
    );
  });

  test('the runner is known where its label is', () => {
    expect(said('- run: say ${{ runner.os }} ${{ runner.arch }} $RUNNER_ARCH $(uname -m)')).toBe(
      'say Linux X64 X64 x86_64',
    );
  });
});

describe('what the `if` of the job asks for', () => {
  test.each([
    ["github.ref == 'refs/heads/main'", 'say v1'],
    ["'refs/heads/main' == github.ref", 'say v1'],
    ["github.actor != 'bot'", 'say ${{ steps.v.outputs.tag }}'],
  ])('holds in its steps: %s', (condition, expected) => {
    const steps = `- id: v\n  if: \${{ ${condition} }}\n  run: echo tag=v1 >> $GITHUB_OUTPUT\n- run: say \${{ steps.v.outputs.tag }}`;
    expect(said(steps, "if: github.ref == 'refs/heads/main' && github.run_attempt == 1")).toBe(expected);
  });
});

describe('what a workflow that is started by hand is given', () => {
  test('is one value, whether asked for as an input or in the event', () => {
    const workflow = `on:
  workflow_dispatch:
    inputs: { tag: { type: string } }
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - run: say \${{ github.event.inputs.tag }} \${{ inputs.tag }}
`;
    const [command] = workOf(projectOfWorkflow(workflow), 'build').commands.items;
    const [event, input] = command!.args.items.map(({ parts }) =>
      parts.map((part) => typeof part !== 'string' && part.symbol),
    );
    expect(event).toEqual(input);
  });
});

describe('how jobs ended that are needed', () => {
  test.each([
    ['', 'say success'],
    ['if: always()', 'say ${{ needs.test.result }}'],
  ])('is success in a job that runs only then: %s', (condition, expected) => {
    const workflow = `on: push
jobs:
  test: { runs-on: ubuntu-24.04, steps: [{ run: make }] }
  build:
    needs: test
    runs-on: ubuntu-24.04
    steps: [{ run: 'say \${{ needs.test.result }}' }]
    ${condition}
`;
    expect(linesOf(workOf(projectOfWorkflow(workflow), 'build'))).toEqual([expected]);
  });
});
