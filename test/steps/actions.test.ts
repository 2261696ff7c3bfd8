import { expect, test } from 'vitest';
import { showText } from '../../src/value/index.ts';
import { commandsOf, linesOf, projectOfWorkflow, workflowOf, workOf } from './running.ts';

const action = `name: Push
inputs:
  image: { required: true }
  tag: { default: "\${{ github.ref_name }}-dev" }
outputs:
  reference:
    value: \${{ steps.name.outputs.reference }}
runs:
  using: composite
  steps:
    - id: name
      shell: bash
      run: echo "reference=\${{ inputs.image }}:\${{ inputs.tag }}" >> $GITHUB_OUTPUT
    - shell: bash
      run: docker push \${{ steps.name.outputs.reference }}
    - shell: bash
      run: echo "PUSHED=$LEVEL" >> $GITHUB_ENV
`;
const files = { '.github/actions/push/action.yml': action };

test('a composite action of the repository runs with its inputs and hands on its outputs and variables', () => {
  const steps = `- id: push
  uses: ./.github/actions/push
  env: { LEVEL: high }
  with: { Image: ghcr.io/acme/api, tag: v1 }
- run: say \${{ steps.push.outputs.reference }} $PUSHED \${{ steps.name.outputs.reference }}`;
  expect(commandsOf(steps, files).filter((line) => !line.startsWith('echo'))).toEqual([
    'docker push ghcr.io/acme/api:v1',
    'say ghcr.io/acme/api:v1 high',
  ]);
});

test('a default of an input is evaluated, and an input that nobody gives is empty', () => {
  const steps = '- uses: ./.github/actions/push';
  expect(commandsOf(steps, files)).toContain('docker push :${{ github.ref_name }}-dev');
});

test('commands of an action say by which step the job gets there, and share its condition', () => {
  const steps = `- uses: ./.github/actions/push
  if: github.ref_type == 'tag'
  continue-on-error: true`;
  const work = workOf(projectOfWorkflow(workflowOf(steps), files), 'build');
  const push = work.commands.items.find(({ program }) => showText(program) === 'docker');
  expect(push?.runs.is).toBe('unknown');
  expect(push?.failureIsIgnored).toBe(true);
  expect(push?.via.map(({ file, start, end }) => file.text.slice(start, end))).toEqual(['./.github/actions/push']);
});

test('scripts of an action are found by its path', () => {
  const withScript = {
    'push/action.yml': `runs:
  using: composite
  steps:
    - shell: bash
      run: \${{ github.action_path }}/push.sh && $GITHUB_ACTION_PATH/push.sh
`,
    'push/push.sh': 'docker push app\n',
  };
  expect(commandsOf('- uses: ./push', withScript)).toEqual(['docker push app', 'docker push app']);
});

test('an action that uses itself ends', () => {
  const circle = { 'a/action.yml': 'runs:\n  using: composite\n  steps:\n    - uses: ./a\n' };
  const { commands } = workOf(projectOfWorkflow(workflowOf('- uses: ./a'), circle), 'build');
  expect(commands.openTo.map(({ because }) => because)).toEqual(['actions use each other too deeply']);
});

test('an image is run as `docker run` would', () => {
  const steps = `- uses: docker://gcr.io/kaniko-project/executor:v1.24.0
  with:
    args: --context . --destination ghcr.io/acme/api:v1`;
  expect(commandsOf(steps)).toEqual([
    'docker run gcr.io/kaniko-project/executor:v1.24.0 --context . --destination ghcr.io/acme/api:v1',
  ]);
});

test('an action that lies elsewhere hides builds only if its name says that it makes images', () => {
  const opens = (uses: string): readonly string[] =>
    workOf(projectOfWorkflow(workflowOf(`- uses: ${uses}`)), 'build').commands.openTo.map(({ because }) => because);
  expect(opens('acme/setup-go@v5')).toEqual([]);
  expect(opens('acme/docker-cache@v5')).toEqual([]);
  expect(opens('acme/publish-docker@v5')).toEqual(['`acme/publish-docker` is not looked into']);
  expect(opens('int128/kaniko-action@v1')).toEqual(['`int128/kaniko-action` is not looked into']);
});

test('what an action elsewhere sets is one value of the step', () => {
  const steps = `- { id: tag, uses: acme/next-version@v1 }
- run: docker push app:\${{ steps.tag.outputs.version }}
- run: docker pull app:\${{ steps.tag.outputs.version }}`;
  const project = projectOfWorkflow(workflowOf(steps));
  const work = workOf(project, 'build');
  expect(linesOf(work)).toEqual([
    'docker push app:${{ steps.tag.outputs.version }}',
    'docker pull app:${{ steps.tag.outputs.version }}',
  ]);
  const symbols = work.commands.items.map(({ args }) => args.items.at(-1)?.parts[1]);
  expect(symbols[0]).toMatchObject({ symbol: expect.stringContaining('steps.tag.outputs.version@') as string });
  expect(symbols[1]).toMatchObject({ symbol: (symbols[0] as { symbol: string }).symbol });
});

test('the actions of a job are told with their inputs and pins', () => {
  const steps = `- name: Check out
  uses: actions/checkout@v5
  with: { Fetch-Depth: 0 }
- uses: ./.github/actions/push`;
  const { actions } = workOf(projectOfWorkflow(workflowOf(steps), files), 'build');
  expect(actions.map((use) => [use.action, use.ref, use.shown])).toEqual([
    ['actions/checkout', 'v5', 'Check out'],
    ['./.github/actions/push', '', './.github/actions/push'],
  ]);
  const [checkout] = actions;
  expect(checkout?.refSpan.file.text.slice(checkout.refSpan.start, checkout.refSpan.end)).toBe('v5');
  expect([...(checkout?.inputs ?? [])].map(([name, { value }]) => [name, showText(value)])).toEqual([
    ['fetch-depth', '0'],
  ]);
});

test('that an action is not there is said where it is used, and not in a file that is not there', () => {
  const project = projectOfWorkflow(workflowOf('- uses: ./.github/actions/gone'));
  const { because, at } = workOf(project, 'build').commands.openTo[0] ?? project.notAnalysed[0]!;
  expect(because).toContain('.github/actions/gone');
  expect(at.file.path).toBe('.github/workflows/images.yml');
});
