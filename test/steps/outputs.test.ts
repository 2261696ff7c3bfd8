import { describe, expect, test } from 'vitest';
import { handedOnBy, linesOf, projectOfWorkflow, workOf } from './running.ts';

/** A job that hands on `tag`, and one that uses it. */
const flow = (build: string, use = 'needs.build.outputs.tag'): string => `on: push
jobs:
  release:
    needs: [build]
    runs-on: ubuntu-latest
    env: { TAG: "\${{ ${use} }}" }
    steps:
      - run: say \${{ ${use} }} $TAG
  build:
    runs-on: ubuntu-latest
${build.replace(/^(?=.)/gm, '    ')}
`;

const release = (workflow: string, files = {}): readonly string[] =>
  linesOf(workOf(projectOfWorkflow(workflow, files), 'release'));

describe('outputs of jobs', () => {
  test('flow to the jobs that need it, wherever they are written', () => {
    const build = `outputs: { tag: "\${{ steps.v.outputs.tag }}-x" }
steps:
  - { id: v, run: echo tag=v1 >> $GITHUB_OUTPUT }`;
    expect(release(flow(build))).toEqual(['say v1-x v1-x']);
    expect(handedOnBy(projectOfWorkflow(flow(build)), 'build')).toEqual({ tag: 'v1-x' });
  });

  test('flow into workflows that called workflows call', () => {
    const calling = (uses: string): string => `on: { workflow_call: { inputs: { tag: { type: string } } } }
jobs:
  inner:
    uses: ./.github/workflows/${uses}
    with: { tag: "\${{ inputs.tag }}" }
`;
    const workflow = `on: push
jobs:
  publish:
    needs: version
    uses: ./.github/workflows/outer.yml
    with: { tag: "\${{ needs.version.outputs.tag }}" }
  version:
    runs-on: ubuntu-latest
    outputs: { tag: "\${{ steps.v.outputs.tag }}" }
    steps:
      - { id: v, run: echo tag=1.2.3 >> $GITHUB_OUTPUT }
`;
    const project = projectOfWorkflow(workflow, {
      '.github/workflows/outer.yml': calling('inner.yml'),
      '.github/workflows/inner.yml': calling('build.yml'),
      '.github/workflows/build.yml': `on: { workflow_call: { inputs: { tag: { type: string } } } }
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - run: say \${{ inputs.tag }}
`,
    });
    expect(linesOf(workOf(project, 'publish / inner / inner / build'))).toEqual(['say 1.2.3']);
  });

  test('of a matrix are known where all jobs agree', () => {
    const build = `strategy: { matrix: { arch: [amd64, arm64] } }
outputs: { tag: v1 }
steps: []`;
    expect(release(flow(build))).toEqual(['say v1 v1']);
  });

  test('of a matrix are known where only one job sets them', () => {
    const build = `strategy: { matrix: { arch: [amd64, arm64] } }
outputs: { tag: "\${{ steps.v.outputs[matrix.arch] }}", amd64: "\${{ steps.v.outputs.amd64 }}" }
steps:
  - { id: v, run: 'echo "\${{ matrix.arch }}=v1-\${{ matrix.arch }}" >> $GITHUB_OUTPUT' }`;
    expect(release(flow(build, 'needs.build.outputs.amd64'))).toEqual(['say v1-amd64 v1-amd64']);
  });

  test('of a matrix are the last ones otherwise', () => {
    const build = `strategy: { matrix: { arch: [amd64, arm64] } }
outputs: { tag: "v1-\${{ matrix.arch }}" }
steps: []`;
    const work = workOf(projectOfWorkflow(flow(build)), 'release');
    expect(linesOf(work)).toEqual(['say ${{ needs.build.outputs.tag }} ${{ needs.build.outputs.tag }}']);
    const [command] = work.commands.items;
    expect(command?.args.openTo[0]?.because).toContain('may add arguments');
  });

  test('of a called workflow flow through the job that calls it', () => {
    const called = `on:
  workflow_call:
    inputs: { name: { type: string } }
    outputs:
      tag: { value: "\${{ jobs.inner.outputs.tag }}" }
jobs:
  inner:
    runs-on: ubuntu-latest
    outputs: { tag: "\${{ steps.v.outputs.tag }}" }
    steps:
      - { id: v, run: 'echo "tag=\${{ inputs.name }}-v1" >> $GITHUB_OUTPUT' }
`;
    const workflow = `on: push
jobs:
  name:
    runs-on: ubuntu-latest
    outputs: { name: "\${{ steps.n.outputs.name }}" }
    steps:
      - { id: n, run: echo name=api >> $GITHUB_OUTPUT }
  call:
    needs: name
    uses: ./.github/workflows/called.yml
    with: { name: "\${{ needs.name.outputs.name }}" }
  release:
    needs: call
    runs-on: ubuntu-latest
    steps:
      - run: say \${{ needs.call.outputs.tag }}
`;
    expect(release(workflow, { '.github/workflows/called.yml': called })).toEqual(['say api-v1']);
  });

  test('of jobs that need each other end', () => {
    const workflow = `on: push
jobs:
  a: { needs: b, runs-on: x, outputs: { tag: "\${{ needs.b.outputs.tag }}" }, steps: [{ run: make }] }
  b: { needs: a, runs-on: x, outputs: { tag: "\${{ needs.a.outputs.tag }}" }, steps: [{ run: make }] }
`;
    expect(handedOnBy(projectOfWorkflow(workflow), 'b')).toHaveProperty('tag');
  });
});

test('a repository with both systems has the pipelines of both', () => {
  const workflow = 'on: push\njobs:\n  hub: { runs-on: ubuntu-latest, steps: [{ run: docker build . }] }\n';
  const project = projectOfWorkflow(workflow, { '.gitlab-ci.yml': 'lab: { script: [docker build .] }\n' });
  expect(project.pipelines.map(({ system }) => system)).toEqual(['gitlab', 'github']);
  expect([...project.work].map(([job, { builds }]) => [job.name, builds.items.length])).toEqual([
    ['lab', 1],
    ['hub', 1],
  ]);
});

test("what cache actions keep is the job's cache", () => {
  const workflow = `on: push
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/cache@v4
        with: { path: ~/go, key: "go-\${{ runner.arch }}" }
`;
  const project = projectOfWorkflow(workflow);
  expect([...project.work.keys()].map(({ caches }) => caches.items.length)).toEqual([1]);
});
