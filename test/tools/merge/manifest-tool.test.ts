import { describe, expect, test } from 'vitest';
import { SourceFile, sourceText } from '../../../src/source/source-file.ts';
import { hole, joinTexts, literal } from '../../../src/value/index.ts';
import { entriesOf, handlingOf, mergeOf, mergesOf, targetsOf, writtenText } from './steps.ts';

const push = (rest: string): string => `manifest-tool push from-args ${rest}`;

describe('manifest-tool push from-args', () => {
  test('fills the template once per platform', () => {
    const step = mergeOf(
      push('--platforms linux/amd64,linux/arm/v7 --template shop/api:1-OS-ARCHVARIANT --target shop/api:1'),
    );
    expect(entriesOf(step)).toEqual([
      'shop/api:1-linux-amd64 as linux/amd64',
      'shop/api:1-linux-armv7 as linux/arm/v7',
    ]);
    expect(targetsOf(step)).toEqual(['shop/api:1']);
    expect(step.pushed.is).toBe('yes');
  });

  test('replaces only the first mark of each kind, wherever it stands', () => {
    const step = mergeOf(push('--platforms linux/arm64 --template shop/ARCHIVE:ARCH --target shop/a:1'));
    expect(entriesOf(step)).toEqual(['shop/arm64IVE:ARCH as linux/arm64']);
  });

  test('leaves a mark alone that a variable may hold, and fills the one that is written', () => {
    const step = mergeOf(push('--platforms linux/arm64 --template $IMAGE-ARCH --target $IMAGE'));
    expect(entriesOf(step)).toEqual(['$IMAGE-arm64 as linux/arm64']);
  });

  test.each([
    'manifest-tool --debug --username ci --password "$CI_JOB_TOKEN" push --type oci from-args',
    './manifest-tool push from-args',
    '/manifest-tool push from-args',
    'manifest-tool-linux-amd64 push from-args',
    'bin/manifest-tool -insecure push -type=docker from-args',
  ])('is found in `%s`', (head) => {
    const step = mergeOf(`${head} --platforms linux/amd64 --template shop/api:ARCH --target shop/api:1`);
    expect(entriesOf(step)).toEqual(['shop/api:amd64 as linux/amd64']);
  });

  test.each(['manifest-tool', 'manifest-tool inspect shop/api:1', 'manifest-tool --version'])(
    'is not found in `%s`',
    (line) => {
      expect(mergesOf(line)).toEqual([]);
    },
  );

  test('takes platforms from repeated flags too, each with its own place', () => {
    const step = mergeOf(
      push('--platforms linux/amd64,linux/arm64 --platforms linux/s390x --template shop/api:ARCH --target shop/api:1'),
    );
    expect(step.template?.platforms.items.map(({ span }) => sourceText(span))).toEqual([
      'linux/amd64',
      'linux/arm64',
      'linux/s390x',
    ]);
  });

  test.each([
    ['linux/aarch64', 'manifest-tool calls `linux/aarch64` `linux/arm64`'],
    ['arm64', '`arm64` is not os/architecture[/variant]'],
    ['linux/amr64', '`amr64` is no architecture'],
  ])('says why `%s` names no platform', (written, because) => {
    const step = mergeOf(push(`--platforms ${written} --template shop/api:ARCH --target shop/api:1`));
    expect(step.template?.unreadablePlatforms).toMatchObject([{ written, because }]);
    expect(step.template?.platforms.items).toEqual([]);
  });

  test.each([
    ['$PLATFORMS', []],
    ['linux/amd64$MORE', ['shop/api:amd64 as linux/amd64']],
    ['linux/arm/v7$MORE', ['shop/api:arm as linux/arm/v7']],
    ['linux/arm$MORE', []],
    ['${FIRST}linux/amd64', []],
  ])('may list more platforms where a variable holds them: %s', (platforms, entries) => {
    const step = mergeOf(push(`--platforms "${platforms}" --template shop/api:ARCH --target shop/api:1`));
    expect(entriesOf(step)).toEqual(entries);
    expect(step.entries.openTo).toHaveLength(1);
  });

  test.each(['linux/$ARCH', 'linux/arm/v$VARIANT', 'linux/arm/$VARIANT'])('lists one platform by %s', (platform) => {
    const step = mergeOf(push(`--platforms "${platform}" --template shop/api:ARCH --target shop/api:1`));
    expect(step.entries.items).toHaveLength(1);
    expect(step.entries.openTo).toEqual([]);
  });

  test('writes `--tags` in the repository of the target', () => {
    const step = mergeOf(
      push('--platforms linux/amd64 --template shop/api:ARCH --target shop/api:1.2 --tags latest,stable'),
    );
    expect(targetsOf(step)).toEqual(['shop/api:1.2', 'shop/api:latest', 'shop/api:stable']);
    expect(step.targets.items.map(({ span }) => sourceText(span))).toEqual(['shop/api:1.2', 'latest', 'stable']);
  });

  test('tells whether missing sources are left out', () => {
    const line = push('--ignore-missing --platforms linux/amd64 --template shop/api:ARCH --target shop/api:1');
    expect(mergeOf(line).ignoresMissing.is).toBe('yes');
  });
});

describe('the version of manifest-tool', () => {
  const line = push('--platforms linux/amd64 --template shop/api:ARCH --target shop/api:1');

  test.each([
    ['mplatform/manifest-tool:alpine-v2.0.8', 'refuses'],
    ['mplatform/manifest-tool:v2.1.0', 'flattens'],
    ['mplatform/manifest-tool:alpine', 'flattens'],
    ['mplatform/manifest-tool:$VERSION', 'unknown'],
    ['alpine:3.22', 'unknown'],
  ])('in the image %s decides that an index as source: %s', (image, handling) => {
    expect(handlingOf(mergeOf(line, { image }))).toBe(handling);
  });

  test('is that of a release downloaded before', () => {
    const url = 'https://github.com/estesp/manifest-tool/releases/download/v2.0.8/binaries-manifest-tool-2.0.8.tar.gz';
    const step = mergeOf(`wget ${url}\n${line}`, { image: 'alpine:3.22' });
    expect(step.version).toMatchObject({ is: 'exact', version: '2.0.8' });
    expect(handlingOf(step)).toBe('refuses');
  });

  test('is unknown where the address of the download holds a variable', () => {
    const url = 'https://github.com/estesp/manifest-tool/releases/download/${VERSION}/manifest-tool-linux-amd64';
    expect(mergeOf(`wget "${url}"\n${line}`).version.is).toBe('unknown');
  });
});

/** The output of a program that is not followed. */
const outOfSight = hole('sed', '$(sed s/VERSION/1/ template.yml)', {
  kind: 'command-substitution',
  because: 'the output of `sed` is not known',
  at: new SourceFile('ci.yml', '').whole,
});

describe('manifest-tool push from-spec', () => {
  const spec = [
    'image: shop/api:1.2',
    "tags: ['latest']",
    'manifests:',
    '  - image: shop/api:1.2-amd64',
    '    platform: { architecture: amd64, os: linux }',
    '  - image: shop/api:1.2-armv7',
    '    platform: { architecture: arm, os: linux, variant: v7 }',
  ].join('\n');

  test('reads a file of the repository, with exact places', () => {
    const step = mergeOf('manifest-tool push from-spec ./deploy/manifest.yml', {
      files: { 'deploy/manifest.yml': spec },
    });
    expect(targetsOf(step)).toEqual(['shop/api:1.2', 'shop/api:latest']);
    expect(entriesOf(step)).toEqual(['shop/api:1.2-amd64 as linux/amd64', 'shop/api:1.2-armv7 as linux/arm/v7']);
    expect(step.entries.items.map(({ span }) => sourceText(span))).toEqual([
      'shop/api:1.2-amd64',
      'shop/api:1.2-armv7',
    ]);
  });

  test('reads a file that the script wrote, holes included', () => {
    const at = new SourceFile('ci.yml', 'here-document').whole;
    const sha = hole('CI_COMMIT_SHA', '$CI_COMMIT_SHA', { kind: 'variable', because: 'it varies', at });
    const content = joinTexts(
      [
        literal('image: shop/api:', at),
        sha,
        literal('\nmanifests:\n  - image: shop/api:', at),
        sha,
        literal('-arm64\n    platform:\n      architecture: arm64\n      os: linux\n', at),
      ],
      at,
    );
    const step = mergeOf('manifest-tool push from-spec ./manifest.yml', { written: { 'manifest.yml': content } });
    expect(targetsOf(step)).toEqual(['shop/api:$CI_COMMIT_SHA']);
    expect(entriesOf(step)).toEqual(['shop/api:$CI_COMMIT_SHA-arm64 as linux/arm64']);
    expect(step.entries.openTo).toEqual([]);
  });

  test('finds the places in a file that the script wrote', () => {
    const source = new SourceFile('ci.yml', `cat > spec.yml <<EOF\n${spec}\nEOF\n`);
    const start = source.text.indexOf('image');
    const content = literal(`${spec}\n`, source.span(start, start + spec.length + 1));
    const step = mergeOf('manifest-tool push from-spec spec.yml', { written: { 'spec.yml': content } });
    expect(step.targets.items.map(({ span }) => sourceText(span))).toEqual(['shop/api:1.2', "'latest'"]);
    expect(step.entries.items.map(({ span }) => sourceText(span))).toEqual([
      'shop/api:1.2-amd64',
      'shop/api:1.2-armv7',
    ]);
  });

  test.each([
    ['a file that is not there', {}],
    ['a broken file', { written: { 'manifest.yml': writtenText('manifests: [') } }],
    ['a file of which nothing is known', { written: { 'manifest.yml': outOfSight } }],
  ])('leaves the entries open for %s', (_name, surroundings) => {
    const step = mergeOf('manifest-tool push from-spec manifest.yml', surroundings);
    expect(step.entries.items).toEqual([]);
    expect(step.entries.openTo).not.toEqual([]);
  });
});
