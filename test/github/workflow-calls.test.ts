import { describe, expect, test } from 'vitest';
import { textOfWritten } from '../../src/github/expression/written.ts';
import { knownString, literal, showText } from '../../src/value/index.ts';
import { jobOf, messages, names, onPush, readingOf, texts } from './workflows-of.ts';

const build = `
on:
  workflow_call:
    inputs:
      platform: {type: string, required: true}
      push: {type: boolean}
      retries: {type: number, default: 3}
      tag: {type: string, default: '\${{ github.event_name }}'}
    outputs:
      digest: {value: '\${{ jobs.image.outputs.digest }}'}
jobs:
  image:
    name: Image for \${{ inputs.platform }} \${{ inputs.push }} \${{ inputs.retries }} \${{ inputs.tag }}
    runs-on: \${{ inputs.platform == 'linux/arm64' && 'ubuntu-24.04-arm' || 'ubuntu-24.04' }}
    outputs: {digest: '\${{ steps.build.outputs.digest }}'}
    steps: [{id: build, run: make image}]
`;

const release = onPush(`
build:
  strategy: {matrix: {platform: [linux/amd64, linux/arm64]}}
  permissions: {packages: write}
  uses: ./.github/workflows/build.yml
  with: {platform: '\${{ matrix.platform }}', push: true}
merge:
  needs: build
  runs-on: ubuntu-latest
`);

const around = { workflows: { 'build.yml': build } };

describe('workflows that are called', () => {
  test('each calling job starts a pipeline of its own, with its inputs', () => {
    const { pipelines, notAnalysed } = readingOf(release, around);
    expect(pipelines.map(({ jobs }) => names(jobs.items))).toEqual([
      ['build (linux/amd64)', 'build (linux/arm64)', 'merge'],
      ['build (linux/amd64) / Image for linux/amd64 true 3 push'],
      ['build (linux/arm64) / Image for linux/arm64 true 3 push'],
    ]);
    expect(pipelines.flatMap(({ rejections }) => rejections)).toEqual([]);
    expect(pipelines[1]?.startedBy?.name).toBe('build (linux/amd64)');
    expect(pipelines.map(({ jobs }) => jobs.items.map(({ runnerLabels }) => texts(runnerLabels)).flat())).toEqual([
      ['ubuntu-latest'],
      ['ubuntu-24.04'],
      ['ubuntu-24.04-arm'],
    ]);
    expect(notAnalysed).toEqual([]);
  });

  test('the calling job waits for the pipeline that it starts', () => {
    const { trigger } = jobOf('build (linux/amd64)', release, around);
    expect(trigger).toMatchObject({ is: 'set', value: { starts: { is: 'child' }, waits: { is: 'yes' } } });
  });

  test('a called job may what its caller may, and runs under the events of its caller', () => {
    const { github } = jobOf('build (linux/arm64) / Image for linux/arm64 true 3 push', release, around);
    expect(github).toMatchObject({ permissions: { is: 'set', value: { packages: 'write' } }, events: ['push'] });
  });

  test('outputs of the called workflow are made of those of its jobs', () => {
    const { unrun, pipelines } = readingOf(release, around);
    const [job] = pipelines[0]!.jobs.items;
    const { outputs, contexts } = unrun.get(job!)!;
    const digest = outputs.get('digest')!.text;
    const known = contexts((id, output, pipeline) =>
      id === 'image' && output === 'digest' && pipeline === pipelines[1] ? literal('sha256:1', digest.span) : undefined,
    );
    expect(knownString(textOfWritten(digest, known))).toBe('sha256:1');
    expect(
      showText(
        textOfWritten(
          digest,
          contexts(() => undefined),
        ),
      ),
    ).toBe('${{ jobs.image.outputs.digest }}');
  });

  test('inputs may hold what a job of the caller hands on', () => {
    const workflow = onPush(`
plan: {runs-on: x, outputs: {platform: a}}
build: {needs: plan, uses: ./.github/workflows/build.yml, with: {platform: '\${{ needs.plan.outputs.platform }}'}}
`);
    const { unrun, pipelines } = readingOf(workflow, around);
    const [root, child] = pipelines;
    const [image] = child!.jobs.items;
    const { contexts } = unrun.get(image!)!;
    const at = image!.definition.span;
    const inputs = contexts((id, output, pipeline) =>
      id === 'plan' && output === 'platform' && pipeline === root ? literal('linux/s390x', at) : undefined,
    ).contextOf('inputs', at);
    const platform = inputs?.is === 'object' ? inputs.object.entries.get('platform') : undefined;
    expect(platform?.is === 'text' && knownString(platform.text)).toBe('linux/s390x');
  });

  test('the syntax for the own repository names the same workflow', () => {
    const { pipelines } = readingOf(release.replace('./.github', '$/.github'), around);
    expect(pipelines).toHaveLength(3);
  });

  test('what a job that never runs calls never runs', () => {
    const workflow = release.replace('    permissions:', '    if: false\n    permissions:');
    const jobs = readingOf(workflow, around).pipelines.flatMap((pipeline) => pipeline.jobs.items);
    expect(jobs.map(({ canRun }) => canRun.is)).toEqual(['no', 'no', 'no', 'no', 'no']);
  });

  test('defaults of inputs are what the event of the run makes of them', () => {
    const calls = release.replace('on: push', 'on: [release, pull_request]');
    const [, child] = readingOf(calls, around).pipelines;
    expect(names(child!.jobs.items)).toEqual(['build (linux/amd64) / Image for linux/amd64 true 3 release']);
  });

  test('one that nothing calls is read with inputs that are not known', () => {
    const { pipelines } = readingOf(build);
    expect(pipelines.map(({ jobs }) => names(jobs.items))).toEqual([
      ['Image for ${{ inputs.platform }} ${{ inputs.push }} ${{ inputs.retries }} ${{ inputs.tag }}'],
    ]);
  });

  test('one that events start, too, has no inputs then', () => {
    const { pipelines } = readingOf(build.replace('on:', 'on:\n  push:'));
    expect(names(pipelines[0]!.jobs.items)).toEqual(['Image for']);
  });
});

describe('workflows of other repositories', () => {
  const workflow = onPush(`
build:
  uses: acme/shared/.github/workflows/image.yml@v2
  with: {image: server}
`);

  test('are not analysed, unless a copy is named', () => {
    const { notAnalysed } = readingOf(workflow);
    expect(notAnalysed).toMatchObject([{ kind: 'include', copyKey: 'acme/shared/.github/workflows/image.yml@v2' }]);
    const copy = {
      includes: { 'acme/shared/.github/workflows/image.yml@v2': 'ci/image.yml' },
      files: { 'ci/image.yml': 'on: workflow_call\njobs: {image: {runs-on: x}}\n' },
    };
    expect(names(readingOf(workflow, copy).pipelines[1]!.jobs.items)).toEqual(['build / image']);
  });

  test('are the only step of the job, for those that are known', () => {
    const { unrun, pipelines } = readingOf(workflow);
    const [job] = pipelines[0]!.jobs.items;
    expect(job?.trigger).toMatchObject({ is: 'set', value: { starts: { is: 'unknown' } } });
    const [step] = unrun.get(job!)!.steps.steps.items;
    expect(step?.does.is === 'uses' && [step.does.uses.text, step.does.with.get('image')?.text.text]).toEqual([
      'acme/shared/.github/workflows/image.yml@v2',
      'server',
    ]);
  });
});

describe('calls that GitHub refuses', () => {
  const call = (uses: string, keys = '') => onPush(`build:\n  uses: ${uses}\n${keys}`);

  test.each([
    ['actions/checkout@v4', 'invalid value workflow reference: references to workflows must be prefixed'],
    ['acme/shared/ci/image.yml@v1', 'invalid value workflow reference: workflows must be defined at the top level'],
    ['build.yml', 'invalid value workflow reference: references to workflows must be prefixed'],
    ['./build.yml', 'invalid value workflow reference: workflows must be defined at the top level'],
    ['acme/shared/.github/workflows/image.yml', 'invalid value workflow reference: no version specified'],
    [
      './.github/workflows/none.yml',
      'error parsing called workflow "./.github/workflows/none.yml": workflow was not found.',
    ],
    ['./.github/workflows/release.yml', 'loops in the workflow tree are not permitted'],
    ['./.github/workflows/test.yml', 'workflow_call key is not defined in the referenced workflow.'],
  ])('%s', (uses, expected) => {
    const [message] = messages(call(uses), { workflows: { 'test.yml': onPush('a: {runs-on: x}\n') } });
    expect(message).toContain(expected);
  });

  test('a required input that is not given, and one that nobody asked for', () => {
    const workflow = call('./.github/workflows/build.yml', '  with: {plattform: linux/amd64}\n');
    expect(messages(workflow, around)).toEqual([
      'Input platform is required, but not provided while calling.',
      'Invalid input, plattform is not defined in the referenced workflow.',
    ]);
  });

  test.each([
    ['none', '', ['Secret TOKEN is required, but not provided while calling.']],
    ['all', '  secrets: inherit\n', []],
    ['one in other letters', '  secrets: {token: "${{ secrets.REGISTRY }}"}\n', []],
    [
      'one that nobody asked for',
      '  secrets: {TOKEN: a, USER: b}\n',
      ['Invalid secret, USER is not defined in the referenced workflow.'],
    ],
  ])('secrets of which one is required: %s is given', (_, given, expected) => {
    const push = 'on: {workflow_call: {secrets: {TOKEN: {required: true}, NOTE: null}}}\njobs: {a: {runs-on: x}}\n';
    expect(messages(call('./.github/workflows/push.yml', given), { workflows: { 'push.yml': push } })).toEqual(
      expected,
    );
  });

  test('workflows that call each other in a circle are read once each', () => {
    const { pipelines } = readingOf(call('./.github/workflows/a.yml'), {
      workflows: {
        'a.yml': 'on: workflow_call\njobs: {b: {uses: ./.github/workflows/b.yml}}\n',
        'b.yml': 'on: workflow_call\njobs: {a: {uses: ./.github/workflows/a.yml}}\n',
      },
    });
    expect(pipelines).toHaveLength(3);
    expect(pipelines[2]?.rejections).toMatchObject([{ kind: 'cycle' }]);
  });

  test('workflows that call each other too deeply', () => {
    const chain = Array.from({ length: 12 }, (_, index): readonly [string, string] => [
      `w${String(index)}.yml`,
      `on: workflow_call\njobs: {next: {uses: ./.github/workflows/w${String(index + 1)}.yml}}\n`,
    ]);
    const { pipelines } = readingOf(call('./.github/workflows/w0.yml'), { workflows: Object.fromEntries(chain) });
    expect(pipelines[9]?.rejections).toMatchObject([{ kind: 'limit' }]);
    expect(pipelines[9]?.jobs.items[0]?.trigger).toMatchObject({ value: { starts: { is: 'unknown' } } });
  });
});
