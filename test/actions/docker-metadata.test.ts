import { describe, expect, test } from 'vitest';
import { sameText, showText, splitText } from '../../src/value/index.ts';
import { buildOf, commandsOf, type Setting, valueOf } from './steps-of.ts';

const meta = (inputs: string): string =>
  `- id: meta\n  uses: docker/metadata-action@v5\n  with:\n${inputs.trim().replaceAll(/^/gm, '    ')}`;

const ofMain: Setting = { on: '{ push: { branches: [main] } }' };
const ofTags: Setting = { on: "{ push: { tags: ['v*'] } }" };
const ofAll: Setting = {
  on: "{ push: { branches: [main], tags: ['v*'] }, pull_request: , schedule: [{ cron: '0 4 * * *' }] }",
};

const tagsOf = (inputs: string, setting: Setting = {}): readonly string[] =>
  splitText(valueOf('steps.meta.outputs.tags', meta(inputs), setting), '\n').map(showText);

const rules = (...lines: readonly string[]): string =>
  `images: acme/server\ntags: |\n${lines.map((line) => `  ${line}`).join('\n')}`;

describe('the tags of docker/metadata-action', () => {
  test('are those of its default rules where none is written', () => {
    expect(tagsOf('images: acme/server', ofMain)).toEqual(['acme/server:main']);
    expect(tagsOf('images: acme/server', ofTags)).toEqual(['acme/server:<tag>', 'acme/server:latest']);
    expect(tagsOf('images: acme/server', { on: 'pull_request' })).toEqual(['acme/server:pr-<number>']);
    expect(tagsOf('images: acme/server', { on: "{ schedule: [{ cron: '0 4 * * *' }] }" })[0]).toBe(
      'acme/server:nightly',
    );
  });

  test.each([
    ['type=raw,value=stable', 'acme/server:stable'],
    ['stable', 'acme/server:stable'],
    ['type=sha', 'acme/server:sha-<short sha>'],
    ['type=sha,format=long,prefix=', 'acme/server:$GITHUB_SHA'],
    ['type=raw,value=feature/login!', 'acme/server:feature-login-'],
    ['type=semver,pattern={{major}}.{{minor}},value=v1.4.2', 'acme/server:1.4'],
    ['type=semver,pattern={{raw}},value=v1.4.2', 'acme/server:v1.4.2'],
    ['type=semver,pattern={{major}},value=2.0.0-rc.1', 'acme/server:2.0.0-rc.1'],
    ["type=raw,value=build-{{date 'YYYYMMDD'}}", "acme/server:build-{{date 'YYYYMMDD'}}"],
    ['type=raw,value={{branch}}-amd64', 'acme/server:main-amd64'],
    ['type=edge,branch=main', 'acme/server:edge'],
    ['type=ref,event=branch,suffix=-arm64', 'acme/server:main-arm64'],
  ])('by `%s` begin with %s', (rule, tag) => {
    expect(tagsOf(rules(rule), ofMain)[0]).toBe(tag);
  });

  test.each([
    'type=raw,value=stable,enable=false',
    'type=ref,event=tag',
    'type=ref,event=pr',
    'type=semver,pattern={{version}}',
    'type=schedule',
    'type=edge,branch=next',
    '# type=raw,value=stable',
  ])('are without those of a rule that makes none for a branch: `%s`', (rule) => {
    expect(tagsOf(rules('type=sha', rule), ofMain)).not.toContainEqual(
      expect.stringMatching(/stable|tag|pr-|version|nightly|edge/),
    );
  });

  test('stand in the order of their priorities, for one image after the other', () => {
    const inputs = `images: |\n  acme/server\n  ghcr.io/Acme/Server\ntags: |\n  type=sha\n  type=raw,value=one\n  type=raw,value=two,priority=950\n  type=ref,event=branch`;
    expect(tagsOf(inputs, ofMain)).toEqual(
      ['acme/server', 'ghcr.io/acme/server'].flatMap((image) =>
        ['two', 'main', 'one', 'sha-<short sha>'].map((tag) => `${image}:${tag}`),
      ),
    );
  });

  test('know images by name, switched off and with prefix and suffix of the flavor', () => {
    const inputs = `images: |\n  name=acme/server\n  name=acme/web,enable=false\ntags: type=raw,value=one\nflavor: |\n  latest=true\n  prefix=a-,onlatest=true\n  suffix=-z`;
    expect(tagsOf(inputs, ofMain)).toEqual(['acme/server:a-one-z', 'acme/server:a-latest']);
  });
});

describe('`latest` of docker/metadata-action', () => {
  const hasLatest = (rule: string, setting: Setting, flavor = 'latest=auto'): boolean =>
    tagsOf(`${rules(rule)}\nflavor: ${flavor}`, setting).some((tag) => tag.endsWith(':latest'));

  test.each([
    ['type=ref,event=tag', ofTags, true],
    ['type=semver,pattern={{version}}', ofTags, true],
    ['type=semver,pattern={{version}},value=1.4.0', ofMain, true],
    ['type=semver,pattern={{version}},value=1.4.0-rc.1', ofMain, false],
    ['type=match,pattern=v(.*),group=1', ofTags, true],
    ['type=ref,event=branch', ofMain, false],
    ['type=raw,value=one', ofMain, false],
    ['type=sha', ofTags, false],
  ] as const)('by itself, with `%s`', (rule, setting, isThere) => {
    expect(hasLatest(rule, setting)).toBe(isThere);
  });

  test('follows the flavor', () => {
    expect(hasLatest('type=ref,event=tag', ofTags, 'latest=false')).toBe(false);
    expect(hasLatest('type=raw,value=one', ofMain, 'latest=true')).toBe(true);
    expect(hasLatest('type=semver,pattern={{version}}', ofMain, 'latest=true')).toBe(false);
    expect(hasLatest('type=raw,value=one', ofMain, 'latest=${{ vars.LATEST }}')).toBe(true);
    expect(hasLatest('type=semver,pattern={{version}}', ofMain, 'latest=${{ vars.LATEST }}')).toBe(false);
  });

  test('that is made for some runs only is not certainly the same as one that is always made', () => {
    const inputs = rules('type=ref,event=branch', 'type=semver,pattern={{version}}');
    const [some] = splitText(valueOf('steps.meta.outputs.tags', meta(inputs), ofAll), '\n').slice(-1);
    const [always] = splitText(valueOf('steps.meta.outputs.tags', meta(rules('type=raw,value=latest')), ofAll), '\n');
    expect(some && showText(some)).toBe('acme/server:latest');
    expect(some && always && sameText(some, always).is).toBe('unknown');
  });
});

describe('what docker/metadata-action hands on', () => {
  const build = `- uses: docker/build-push-action@v6\n  with:\n    push: true\n    tags: \${{ steps.meta.outputs.tags }}`;

  test('is a tag for each line, in the build', () => {
    const { destinations } = buildOf(`${meta(rules('type=ref,event=branch', 'type=raw,value=one'))}\n${build}`, ofMain);
    expect(destinations.items.map(({ reference }) => showText(reference.text))).toEqual([
      'acme/server:main',
      'acme/server:one',
    ]);
  });

  test('is equal in all jobs of a run that ask by the same words, and differs where they ask by others', () => {
    const inputs = rules('type=semver,pattern={{version}}');
    const tag = (more = '') => valueOf('steps.meta.outputs.version', meta(inputs + more), ofTags);
    expect(sameText(tag(), tag()).is).toBe('yes');
    expect(sameText(tag(), tag(',suffix=-arm64')).is).toBe('no');
    const other = valueOf('steps.meta.outputs.version', meta(rules('type=semver,pattern={{major}}')), ofTags);
    expect(sameText(tag(), other).is).toBe('unknown');
  });

  test('is in the environment of the following steps as well', () => {
    const steps = `${meta(rules('type=raw,value=one'))}\n- run: echo "$DOCKER_METADATA_OUTPUT_VERSION" "$DOCKER_METADATA_OUTPUT_TAGS"`;
    expect(commandsOf(steps, ofMain).at(-1)).toBe('echo one acme/server:one');
  });

  test('is JSON with tags and labels', () => {
    const json = showText(
      valueOf('steps.meta.outputs.json', meta(rules('type=raw,value=one', 'type=raw,value=two')), ofMain),
    );
    expect(JSON.parse(json)).toMatchObject({
      tags: ['acme/server:one', 'acme/server:two'],
      labels: { 'org.opencontainers.image.revision': '$GITHUB_SHA' },
    });
  });

  test('is all tags in one line where they are so asked for', () => {
    const inputs = `${rules('type=raw,value=one', 'type=raw,value=two')}\nsep-tags: ","`;
    expect(tagsOf(inputs, ofMain)).toEqual(['acme/server:one,acme/server:two']);
  });

  test('is open for the first release, which had other inputs', () => {
    const steps = meta(rules('type=raw,value=one')).replace('@v5', '@v1');
    expect(showText(valueOf('steps.meta.outputs.tags', steps, ofMain))).toBe('${{ steps.meta.outputs.tags }}');
  });

  test('is a value of the run where the rules themselves are', () => {
    const inputs = 'images: acme/server\ntags: ${{ inputs.rules }}';
    const [tag] = splitText(valueOf('steps.meta.outputs.tags', meta(inputs), { on: 'workflow_dispatch' }), '\n');
    expect(tag?.parts.map((part) => typeof part)).toEqual(['string', 'object']);
  });
});
