import { describe, expect, test } from 'vitest';
import { contextsWith, type GithubScope, githubContexts } from '../../src/github/contexts.ts';
import { githubVariables } from '../../src/github/default-variables.ts';
import type { GithubValue } from '../../src/github/expression/github-value.ts';
import { textOfWritten, valueOfWritten } from '../../src/github/expression/written.ts';
import type { WrittenValue } from '../../src/github/step.ts';
import { EmbeddedText } from '../../src/source/embedded-text.ts';
import { SourceFile, type Span } from '../../src/source/source-file.ts';
import { hole, literal, showText, type Text, textKey } from '../../src/value/index.ts';

const run = '.github/workflows/release.yml';
const at: Span = new SourceFile(run, 'on: push').whole;
const written = (text: string): EmbeddedText => EmbeddedText.verbatim(new SourceFile(run, text).whole);
const string = (value: string): GithubValue => ({ is: 'text', text: literal(value, at) });

const layer = (values: Readonly<Record<string, string>>): ReadonlyMap<string, WrittenValue> =>
  new Map(Object.entries(values).map(([name, text]) => [name, { name, text: written(text), key: at }]));

const textIn = (scope: GithubScope, source: string): Text => textOfWritten(written(source), githubContexts(scope));
const shownIn = (scope: GithubScope, source: string): string => showText(textIn(scope, source));

const amd64: GithubScope = {
  run,
  workflow: run,
  job: 'build#1',
  github: new Map([
    ['workflow', string('Release')],
    ['event_name', string('push')],
  ]),
  vars: new Map([['REGISTRY', 'ghcr.io']]),
  env: [
    layer({ REGISTRY: 'ghcr.io', IMAGE: '${{ vars.REGISTRY }}/acme/shop', LEVEL: 'workflow' }),
    layer({ TAG: '${{ env.IMAGE }}:${{ github.sha }}', LEVEL: 'job of ${{ env.LEVEL }}', ARCH: '${{ matrix.Arch }}' }),
  ],
  matrix: new Map<string, GithubValue>([
    ['Arch', string('amd64')],
    ['fast', { is: 'boolean', value: true }],
  ]),
  needs: ['meta', 'Test'],
  outputs: (job, output) => (job === 'meta' && output === 'version' ? literal('1.2.3', at) : undefined),
};
const arm64: GithubScope = { ...amd64, job: 'build#2', matrix: new Map([['Arch', string('arm64')]]) };

describe('the contexts of a job', () => {
  test.each([
    ['${{ github.workflow }}', 'Release'],
    ['${{ github.sha }}', '${{ github.sha }}'],
    ["${{ github['SHA'] }}", '${{ github.SHA }}'],
    ['${{ vars.registry }}', 'ghcr.io'],
    ['${{ vars.OTHER }}', '${{ vars.OTHER }}'],
    ['${{ secrets.PASSWORD }}', '${{ secrets.PASSWORD }}'],
    ['${{ env.IMAGE }}', 'ghcr.io/acme/shop'],
    ['${{ env.TAG }}', 'ghcr.io/acme/shop:${{ github.sha }}'],
    ['${{ env.LEVEL }}', 'job of workflow'],
    ['${{ env.ARCH }}', 'amd64'],
    ['${{ env.UNSET }}', ''],
    ['${{ matrix.arch }}', 'amd64'],
    ['${{ matrix.unset }}', ''],
    ["${{ matrix.fast && '--fast' || '--slow' }}", '--fast'],
    ['${{ toJSON(matrix) }}', '{\n  "Arch": "amd64",\n  "fast": true\n}'],
    ['${{ needs.meta.outputs.version }}', '1.2.3'],
    ['${{ needs.META.outputs.version }}', '1.2.3'],
    ['${{ needs.test.outputs.digest }}', '${{ needs.Test.outputs.digest }}'],
    ['${{ needs.unheard.outputs.x }}', ''],
    ['${{ needs.meta.unheard }}', ''],
    ['${{ inputs.tag }}', ''],
    ['${{ strategy.job-index }} of ${{ strategy.job-total }}', '0 of 1'],
    ['${{ strategy.fail-fast }}', 'true'],
    ['${{ job.status }}', 'success'],
    ['${{ job.container.id }}', '${{ job.container.id }}'],
    ['${{ runner.os }}', '${{ runner.os }}'],
    ['${{ runner.unheard }}', ''],
    ["${{ runner.os == 'Plan9' }}", 'false'],
    ["${{ needs.meta.result == 'skiped' }}", 'false'],
    ["${{ contains(needs.*.result, 'exploded') }}", 'false'],
    ["${{ github.ref_type == 'commit' }}", 'false'],
    ['${{ failure() || cancelled() }}', 'false'],
    ['${{ success() && always() }}', 'true'],
    ["${{ hashFiles('**/go.sum') }}", "${{ hashFiles('**/go.sum') }}"],
    ['${{ steps.meta.outputs.tags }}', '${{ steps.meta.outputs.tags }}'],
  ])('%s is %j', (source, shown) => {
    expect(shownIn(amd64, source)).toBe(shown);
  });

  test('have their types', () => {
    const valueOf = (source: string): GithubValue => valueOfWritten(written(source), githubContexts(amd64));
    expect(valueOf('${{ matrix.fast }}')).toEqual({ is: 'boolean', value: true });
    expect(valueOf('${{ strategy.max-parallel }}')).toEqual({ is: 'number', value: 1 });
    expect(valueOf('${{ needs.meta.result }}')).toMatchObject({
      among: ['success', 'skipped'],
    });
    expect(valueOf('${{ needs.unheard }}')).toEqual({ is: 'null' });
    expect(valueOf('${{ github.event }}')).toMatchObject({ is: 'hidden' });
    expect(valueOf('${{ github.ref_protected == 1 }}')).toMatchObject({ is: 'hidden' });
  });

  test('can be put over each other', () => {
    const contexts = contextsWith(githubContexts(amd64), new Map([['env', string('x')]]));
    expect(contexts.contextOf('ENV', at)).toEqual(string('x'));
    expect(contexts.contextOf('strategy', at)?.is).toBe('object');
  });

  test('ask for a matrix that is not known', () => {
    const scope: GithubScope = {
      ...amd64,
      matrix: new Map(),
      matrixRest: (name, place) => ({
        is: 'text',
        text: hole(name, name, { kind: 'expression', because: 'it is hidden', at: place }),
      }),
    };
    expect(shownIn(scope, '${{ matrix.arch }}')).toBe('arch');
    expect(githubContexts({ run }).contextOf('matrix', at)).toEqual({ is: 'null' });
  });
});

describe('values that are known at run time only', () => {
  const caller: GithubScope = { run: '.github/workflows/other.yml', job: 'publish#1' };

  test.each([
    ['${{ github.repository }}', true, true],
    ['${{ github.server_url }}', true, true],
    ['${{ github.sha }}', true, false],
    ['${{ github.run_id }}', true, false],
    ['${{ github.event.release.tag_name }}', true, false],
    ["${{ hashFiles('go.sum') }}", true, false],
    ['${{ secrets.TOKEN }}', true, true],
    ['${{ secrets.GITHUB_TOKEN }}', true, false],
    ['${{ vars.NAME }}', true, true],
    ['${{ needs.test.outputs.digest }}', true, false],
    ['${{ runner.temp }}', false, false],
    ['${{ job.container.id }}', false, false],
  ])('%s is one in the jobs of a run: %s, in all workflows: %s', (source, inRun, everywhere) => {
    const [key, ofOtherJob, ofOtherRun] = [amd64, arm64, { ...caller, needs: ['test'] }].map((scope) =>
      textKey(textIn(scope, source)),
    );
    expect(key === ofOtherJob).toBe(inRun);
    expect(key === ofOtherRun).toBe(everywhere);
  });

  test('have one hole for the secret token, however it is asked for', () => {
    expect(textKey(textIn(amd64, '${{ secrets.GITHUB_TOKEN }}'))).toBe(textKey(textIn(amd64, '${{ github.token }}')));
  });

  test('say what hides them', () => {
    const [part] = textIn(amd64, '${{ vars.OTHER }}').parts;
    expect(part).toMatchObject({
      cause: { kind: 'variable', because: '`${{ vars.OTHER }}` is set outside this repository' },
    });
  });
});

describe('the variables of a job', () => {
  const variables = githubVariables(amd64);

  test.each([
    ['TAG', 'ghcr.io/acme/shop:${{ github.sha }}'],
    ['LEVEL', 'job of workflow'],
    ['GITHUB_WORKFLOW', 'Release'],
    ['GITHUB_EVENT_NAME', 'push'],
    ['GITHUB_SHA', '$GITHUB_SHA'],
    ['RUNNER_OS', '$RUNNER_OS'],
    ['CI', 'true'],
    ['GITHUB_ACTIONS', 'true'],
    ['HOME', '$HOME'],
    ['GITHUB_TOKEN', '$GITHUB_TOKEN'],
  ])('%s is %s', (name, shown) => {
    expect(showText(variables.valueOf(name, at))).toBe(shown);
  });

  test('are those that workflow and job define, in their order', () => {
    expect([...variables.defined.keys()]).toEqual(['REGISTRY', 'IMAGE', 'LEVEL', 'TAG', 'ARCH']);
    expect(showText(variables.defined.get('LEVEL')!.value)).toBe('job of workflow');
  });

  test.each(['SHA', 'REF', 'REF_NAME', 'REPOSITORY', 'RUN_ID', 'WORKSPACE', 'ACTOR'])(
    '$GITHUB_%s holds what the expression does',
    (name) => {
      const expression = textIn(amd64, `\${{ github.${name.toLowerCase()} }}`);
      expect(textKey(variables.valueOf(`GITHUB_${name}`, at))).toBe(textKey(expression));
    },
  );

  test('cannot be replaced where GitHub sets them itself', () => {
    const scope = {
      ...amd64,
      env: [layer({ GITHUB_SHA: 'mine', RUNNER_OS: 'mine', CI: 'false', GITHUB_TOKEN: 'mine' })],
    };
    const own = githubVariables(scope);
    expect([...own.defined.keys()]).toEqual(['CI', 'GITHUB_TOKEN']);
    expect(showText(own.valueOf('GITHUB_SHA', at))).toBe('$GITHUB_SHA');
    expect(showText(own.valueOf('GITHUB_TOKEN', at))).toBe('mine');
  });

  test('may be set by others', () => {
    const [part] = variables.valueOf('DOCKER_HOST', at).parts;
    expect(part).toMatchObject({
      cause: { because: '`$DOCKER_HOST` is not set in the workflow; the machine, its image or an action may set it' },
    });
    expect(textKey(variables.valueOf('DOCKER_HOST', at))).not.toBe(
      textKey(githubVariables(arm64).valueOf('DOCKER_HOST', at)),
    );
  });
});
