import { describe, expect, test } from 'vitest';
import type { Needs } from '../../src/model/index.ts';
import { sourceText } from '../../src/source/source-file.ts';
import { showText } from '../../src/value/index.ts';
import { jobOf, names, onPush, pipelineOf, readingOf, texts } from './workflows-of.ts';

const neededBy = (needs: Needs): readonly string[] =>
  needs.by === 'list' ? needs.needs.items.flatMap(({ jobs }) => names(jobs)) : [needs.by];

describe('jobs of a workflow', () => {
  test('a workflow is a pipeline without stages, whose jobs are named by their ids', () => {
    const pipeline = pipelineOf(onPush('lint: {runs-on: ubuntu-latest}\nbuild: {runs-on: ubuntu-latest}\n'));
    expect(pipeline).toMatchObject({ system: 'github', stages: { items: [], openTo: [] }, rejections: [] });
    expect(pipeline.root.path).toBe('.github/workflows/release.yml');
    expect(names(pipeline.jobs.items)).toEqual(['lint', 'build']);
    expect(pipeline.jobs.items.map(({ stage }) => stage.is)).toEqual(['unset', 'unset']);
  });

  test('the definition keeps the place of the id and of its keys', () => {
    const { definition } = jobOf('build', onPush('build:\n  runs-on: ubuntu-latest\n  needs: []\n'));
    expect(sourceText(definition.span)).toBe('build');
    expect([...definition.keywords.keys()]).toEqual(['runs-on', 'needs']);
    expect(sourceText(definition.keywords.get('needs')!)).toBe('needs');
    expect(definition.holders.get('needs')?.name).toBe('build');
  });

  test('a name without expression gets the values of the matrix, one with an expression does not', () => {
    const workflow = onPush(`
literal:
  name: Build the server
  strategy: {matrix: {arch: [amd64, arm64]}}
  runs-on: ubuntu-latest
made:
  name: Image for \${{ matrix.arch }}
  strategy: {matrix: {arch: [amd64]}}
  runs-on: ubuntu-latest
bare:
  name: ''
  strategy: {matrix: {arch: [amd64]}}
  runs-on: ubuntu-latest
`);
    expect(names(pipelineOf(workflow).jobs.items)).toEqual([
      'Build the server (amd64)',
      'Build the server (arm64)',
      'Image for amd64',
      'bare (amd64)',
    ]);
  });

  test('every cell of a matrix is a job with its number and values', () => {
    const workflow = onPush(`
build:
  strategy:
    fail-fast: false
    matrix: {platform: [linux/amd64, linux/arm64]}
  runs-on: ubuntu-latest
`);
    const job = jobOf('build (linux/arm64)', workflow);
    expect(job.instance).toEqual({ number: 2, total: 2 });
    expect([...job.matrix].map(([name, value]) => [name, showText(value)])).toEqual([['platform', 'linux/arm64']]);
    expect(job.github?.failFast.is).toBe('no');
  });

  test('a matrix that is made at run time leaves the jobs open', () => {
    const { jobs } = pipelineOf(
      onPush(`
plan: {runs-on: ubuntu-latest, outputs: {matrix: '\${{ steps.plan.outputs.matrix }}'}}
build:
  needs: plan
  strategy: {matrix: '\${{ fromJSON(needs.plan.outputs.matrix) }}'}
  runs-on: \${{ matrix.runner }}
`),
    );
    expect(names(jobs.items)).toEqual(['plan', 'build']);
    expect(jobs.openTo).toHaveLength(1);
    expect(texts(jobs.items[1]!.runnerLabels)).toEqual(['${{ matrix.runner }}']);
  });
});

describe('needs', () => {
  test('a job without needs waits for nothing', () => {
    const { needs } = jobOf('build', onPush('lint: {runs-on: x}\nbuild: {runs-on: x}\n'));
    expect(needs).toMatchObject({ by: 'list', needs: { items: [], openTo: [] } });
  });

  test('one id or a list of them stand for all instances, whatever their case', () => {
    const workflow = onPush(`
build:
  strategy: {matrix: {arch: [amd64, arm64]}}
  runs-on: ubuntu-latest
lint: {runs-on: ubuntu-latest}
merge: {needs: [Build, lint], runs-on: ubuntu-latest}
sign: {needs: merge, runs-on: ubuntu-latest}
`);
    expect(neededBy(jobOf('merge', workflow).needs)).toEqual(['build (amd64)', 'build (arm64)', 'lint']);
    expect(neededBy(jobOf('sign', workflow).needs)).toEqual(['merge']);
  });
});

describe('runs-on', () => {
  const labels = (runsOn: string) =>
    jobOf(
      'build',
      `on: push\nenv: {ARCH: arm64}\njobs:\n  build:\n    runs-on: ${runsOn}\n    strategy: {matrix: {runner: [ubuntu-24.04-arm]}}\n    name: build\n`.replace(
        /\n {4}strategy.*\n.*\n$/,
        '\n',
      ),
    ).runnerLabels;

  test.each([
    ['ubuntu-latest', ['ubuntu-latest']],
    ['[self-hosted, linux, ARM64]', ['self-hosted', 'linux', 'ARM64']],
    ['{group: builders, labels: [arm64]}', ['arm64']],
    ['{group: builders, labels: arm64}', ['arm64']],
    ['"${{ fromJSON(\'[\\"self-hosted\\", \\"arm64\\"]\') }}"', ['self-hosted', 'arm64']],
    ["${{ github.event_name == 'push' && 'big' || 'small' }}", ['big']],
    ['${{ vars.RUNNER }}', ['${{ vars.RUNNER }}']],
  ])('%s asks for %j', (runsOn, expected) => {
    expect(texts(labels(runsOn))).toEqual(expected);
    expect(labels(runsOn).openTo).toEqual([]);
  });

  test('a group leaves the runner open', () => {
    expect(labels('{group: builders}')).toMatchObject({ items: [], openTo: [{ kind: 'runner' }] });
  });

  test('a list that is made at run time is open', () => {
    expect(labels('${{ fromJSON(vars.RUNNERS) }}')).toMatchObject({ items: [], openTo: [{ kind: 'variable' }] });
  });

  test('a value of the matrix is known for each cell', () => {
    const workflow = onPush(`
build:
  strategy:
    matrix:
      include:
        - {arch: amd64, runner: ubuntu-24.04}
        - {arch: arm64, runner: ubuntu-24.04-arm}
  runs-on: \${{ matrix.runner }}
`);
    expect(pipelineOf(workflow).jobs.items.map(({ runnerLabels }) => texts(runnerLabels))).toEqual([
      ['ubuntu-24.04'],
      ['ubuntu-24.04-arm'],
    ]);
  });
});

describe('containers', () => {
  const jobWith = (keys: string) => jobOf('build', onPush(`build:\n  runs-on: ubuntu-latest\n${keys}`));

  test('a container is the image of the job, with an entrypoint of the runner', () => {
    const { image } = jobWith('  container: docker.io/library/golang:1.25.4\n');
    expect(image).toMatchObject({
      is: 'set',
      value: { entrypoint: { is: 'set', value: ['tail'] }, platform: { is: 'unset' } },
    });
    expect(image.is === 'set' && showText(image.value.reference)).toBe('docker.io/library/golang:1.25.4');
  });

  test('options may choose a platform', () => {
    const { image } = jobWith("  container: {image: 'golang:1.25.4', options: '--cpus 2 --platform linux/arm64'}\n");
    expect(image.is === 'set' && image.value.platform.is === 'set' && showText(image.value.platform.value)).toBe(
      'linux/arm64',
    );
  });

  test('an empty one is none', () => {
    expect(jobWith("  container: ${{ '' }}\n").image.is).toBe('unset');
  });

  test('services carry their names', () => {
    const { services } = jobWith("  services:\n    registry: {image: 'registry:3.0.0'}\n    db: postgres:18.1\n");
    expect(
      services.items.map(({ alias, reference }) => [alias.is === 'set' && showText(alias.value), showText(reference)]),
    ).toEqual([
      ['registry', 'registry:3.0.0'],
      ['db', 'postgres:18.1'],
    ]);
  });
});

describe('permissions', () => {
  const packages = (workflow: string, job: string) => {
    const text = `on: push\n${workflow}jobs:\n  build:\n    runs-on: ubuntu-latest\n${job}`;
    const permissions = jobOf('build', text).github?.permissions;
    return permissions?.is === 'set' ? permissions.value.packages : permissions?.is;
  };

  test.each([
    ['', '', 'unset'],
    ['permissions: read-all\n', '', 'read'],
    ['permissions: write-all\n', '', 'write'],
    ['permissions: {}\n', '', 'none'],
    ['permissions: {contents: read}\n', '', 'none'],
    ['permissions: {packages: write}\n', '', 'write'],
    ['permissions: {packages: write}\n', '    permissions: {contents: read}\n', 'none'],
    ['permissions: read-all\n', '    permissions: {packages: write}\n', 'write'],
    ['permissions: everything\n', '', 'unknown'],
  ])('workflow %j, job %j: packages %s', (workflow, job, expected) => {
    expect(packages(workflow, job)).toBe(expected);
  });
});

describe('conditions', () => {
  const jobWith = (keys: string) => jobOf('build', onPush(`build:\n  runs-on: ubuntu-latest\n${keys}`));

  test.each([
    ['', 'on_success', 'yes'],
    ['  if: false\n', 'on_success', 'no'],
    ["  if: github.event_name == 'release'\n", 'on_success', 'no'],
    ['  if: always()\n', 'always', 'yes'],
    ['  if: ${{ !cancelled() }}\n', 'always', 'yes'],
  ])('%j: %s, can run: %s', (keys, when, canRun) => {
    expect(jobWith(keys)).toMatchObject({ when: { is: 'set', value: when }, canRun: { is: canRun } });
  });

  test('what skips a job skips those that need it', () => {
    const workflow = onPush('build: {runs-on: x, if: false}\nmerge: {runs-on: x, needs: build}\n');
    expect(jobOf('merge', workflow).canRun.is).toBe('no');
  });

  test('a condition sees the outputs of all jobs that it waits for, directly or not', () => {
    const workflow = onPush(`
plan: {runs-on: x, outputs: {publish: '\${{ steps.plan.outputs.publish }}'}}
build: {runs-on: x, needs: plan}
merge: {runs-on: x, needs: build, if: "needs.plan.outputs.publish == 'true'"}
sign: {runs-on: x, needs: build, if: "needs.other.outputs.publish == 'true'"}
`);
    expect(jobOf('merge', workflow).canRun.is).toBe('yes');
    expect(jobOf('sign', workflow).canRun.is).toBe('no');
  });

  test('events of pull requests are left out where there are others', () => {
    const workflow = 'on: [push, pull_request]\njobs:\n  build: {runs-on: ubuntu-latest}\n';
    expect(jobOf('build', workflow).github?.events).toEqual(['push']);
  });

  test('continue-on-error may depend on the matrix', () => {
    const workflow = onPush(`
build:
  strategy: {matrix: {arch: [amd64, riscv64]}}
  continue-on-error: \${{ matrix.arch == 'riscv64' }}
  runs-on: ubuntu-latest
`);
    expect(pipelineOf(workflow).jobs.items.map(({ allowFailure }) => allowFailure.is)).toEqual(['no', 'yes']);
  });
});

describe('steps', () => {
  const unrunOf = (workflow: string) => [...readingOf(workflow).unrun.values()][0]!;

  test('steps are kept as written, with the defaults of job and workflow', () => {
    const unrun = unrunOf(`
on: push
defaults: {run: {shell: bash, working-directory: server}}
jobs:
  build:
    runs-on: ubuntu-latest
    defaults: {run: {working-directory: images}}
    outputs: {digest: '\${{ steps.push.outputs.digest }}'}
    steps:
      - uses: actions/checkout@v4
        with: {fetch-depth: 0}
      - id: push
        name: Build
        if: github.ref_name == 'main'
        run: |
          make image
        env: {GOARCH: arm64}
        continue-on-error: true

      # the end
      - name: nothing at all
`);
    const { steps, shell, directory } = unrun.steps;
    expect([shell?.text, directory?.text]).toEqual(['bash', 'images']);
    expect(steps.items.map(({ does }) => does.is)).toEqual(['uses', 'run', 'nothing']);
    const [checkout, push] = steps.items;
    expect(checkout?.does.is === 'uses' && checkout.does.with.get('fetch-depth')?.text.text).toBe('0');
    expect(push).toMatchObject({ id: 'push', if: { text: "github.ref_name == 'main'" } });
    expect(push?.continueOnError?.text).toBe('true');
    expect(sourceText(push!.span).endsWith('continue-on-error: true')).toBe(true);
    expect(unrun.outputs.get('digest')?.text.text).toBe('${{ steps.push.outputs.digest }}');
  });

  test('a list of something else is open', () => {
    const { steps } = unrunOf(onPush('build:\n  runs-on: x\n  steps: [make]\n')).steps;
    expect(steps).toMatchObject({ items: [], openTo: [{ kind: 'syntax' }] });
  });
});
