import { describe, expect, test } from 'vitest';
import { sourceText } from '../../../src/source/source-file.ts';
import { showText } from '../../../src/value/index.ts';
import { entriesOf, handlingOf, mergeOf, mergesOf, mirrorsOf, targetsOf } from './steps.ts';

const create = 'docker buildx imagetools create';

describe('docker buildx imagetools create', () => {
  test('joins its sources under every tag and flattens indexes', () => {
    const step = mergeOf(`${create} -t shop/api:1 --tag=shop/api:latest shop/api:1-amd64 shop/api:1-arm64`);
    expect(targetsOf(step)).toEqual(['shop/api:1', 'shop/api:latest']);
    expect(entriesOf(step)).toEqual(['shop/api:1-amd64', 'shop/api:1-arm64']);
    expect(handlingOf(step)).toBe('flattens');
    expect(step.pushed.is).toBe('yes');
  });

  test('is no merge with one source, but a copy', () => {
    const line = `${create} -t shop/api:latest shop/api:1`;
    expect(mergesOf(line)).toEqual([]);
    expect(mirrorsOf(line)).toMatchObject([{ tool: 'docker', copiesAllPlatforms: { is: 'yes' } }]);
  });

  test.each([
    ['an unquoted variable', `${create} -t shop/api:1 $SOURCES`],
    ['`--append`', `${create} --append -t shop/api:1 shop/api:1-arm64`],
    ['`--file`', `${create} -t shop/api:1 -f descriptor.json shop/api:1-arm64`],
  ])('is open with %s', (_name, line) => {
    expect(mergeOf(line).entries.openTo).not.toEqual([]);
    expect(mirrorsOf(line)).toEqual([]);
  });

  test('pushes nothing with `--dry-run`', () => {
    expect(mergeOf(`${create} --dry-run -t shop/api:1 shop/api:a shop/api:b`).pushed.is).toBe('no');
  });

  test('has no target without a tag', () => {
    expect(mergeOf(`${create} shop/api:a shop/api:b`).targets).toEqual({ items: [], openTo: [] });
  });

  test('is found without `docker` in front', () => {
    expect(entriesOf(mergeOf('docker-buildx imagetools create -t shop/api:1 shop/api:a shop/api:b'))).toHaveLength(2);
  });
});

describe('crane index append', () => {
  test('takes sources from repeated flags and from lists', () => {
    const step = mergeOf('crane index append -m shop/api:a,shop/api:b --manifest shop/api:c -t shop/api:1');
    expect(entriesOf(step)).toEqual(['shop/api:a', 'shop/api:b', 'shop/api:c']);
    expect(step.entries.items.map(({ span }) => sourceText(span))).toEqual(['shop/api:a', 'shop/api:b', 'shop/api:c']);
    expect(targetsOf(step)).toEqual(['shop/api:1']);
  });

  test.each([
    ['', 'flattens'],
    ['--flatten=false', 'nests'],
    ['--flatten', 'flattens'],
  ])('treats an index with `%s`: %s', (flag, handling) => {
    expect(handlingOf(mergeOf(`crane index append ${flag} -m shop/api:a -t shop/api:1`))).toBe(handling);
  });

  test('a base is part of the index', () => {
    expect(entriesOf(mergeOf('crane index append shop/api:0 -m shop/api:a -t shop/api:1'))).toEqual([
      'shop/api:0',
      'shop/api:a',
    ]);
  });
});

describe('mirrors', () => {
  test.each([
    ['skopeo copy docker://alpine:3.22 docker://shop/alpine:3.22', 'no'],
    ['skopeo copy --all docker://alpine:3.22 docker://shop/alpine:3.22', 'yes'],
    ['skopeo --debug copy --multi-arch=all docker://alpine:3.22 docker://shop/alpine:3.22', 'yes'],
    ['skopeo copy --multi-arch system docker://alpine:3.22 docker://shop/alpine:3.22', 'no'],
    ['crane cp alpine:3.22 shop/alpine:3.22', 'yes'],
    ['crane copy --platform linux/amd64 alpine:3.22 shop/alpine:3.22', 'no'],
    ['regctl image copy alpine:3.22 shop/alpine:3.22', 'yes'],
    ['regctl image copy --platform linux/arm64 alpine:3.22 shop/alpine:3.22', 'no'],
    ['docker pull alpine:3.22\ndocker tag alpine:3.22 shop/alpine:3.22\ndocker push shop/alpine:3.22', 'no'],
  ])('`%s` copies all platforms: %s', (script, all) => {
    const [mirror, ...more] = mirrorsOf(script);
    expect(more).toEqual([]);
    expect(showText(mirror!.source.text)).toBe('alpine:3.22');
    expect(showText(mirror!.target.reference.text)).toBe('shop/alpine:3.22');
    expect(sourceText(mirror!.target.span)).toBe('shop/alpine:3.22');
    expect(mirror!.copiesAllPlatforms.is).toBe(all);
  });

  test('`crane tag` names a tag in the same repository', () => {
    expect(mirrorsOf('crane tag shop/api:1 latest').map(({ target }) => showText(target.reference.text))).toEqual([
      'shop/api:latest',
    ]);
  });

  test.each([
    ['a copy into a folder', 'skopeo copy docker://alpine:3.22 dir:/tmp/alpine'],
    [
      'a push of what the job built',
      'docker pull shop/api:1\ndocker build -t shop/api:1 .\ndocker tag shop/api:1 shop/api:2\ndocker push shop/api:2',
    ],
    ['a tag that is not pushed', 'docker pull alpine\ndocker tag alpine shop/alpine'],
    ['a push of what was not pulled', 'docker tag shop/api:1 shop/api:2\ndocker push shop/api:2'],
  ])('do not hold %s', (_name, script) => {
    expect(mirrorsOf(script)).toEqual([]);
  });
});

test('steps come in the order of their commands', () => {
  const tools = mergesOf(`
    crane index append -m shop/a:1 -t shop/a:2
    docker manifest create shop/b:1 shop/b:amd64
    docker buildx imagetools create -t shop/c:1 shop/c:a shop/c:b`).map(({ tool }) => tool);
  expect(tools).toEqual(['crane index', 'docker manifest', 'docker buildx imagetools']);
});

describe('oras manifest index', () => {
  test('joins tags and digests of the repository of the index', () => {
    const step = mergeOf('oras manifest index create registry.example.com/shop/api:1 1-amd64 sha256:abc');
    expect(entriesOf(step)).toEqual([
      'registry.example.com/shop/api:1-amd64',
      'registry.example.com/shop/api@sha256:abc',
    ]);
    expect(targetsOf(step)).toEqual(['registry.example.com/shop/api:1']);
    expect(step.pushed.is).toBe('yes');
    expect(handlingOf(step)).toBe('nests');
  });

  test('`update --add` keeps what is there', () => {
    const step = mergeOf('oras manifest index update registry.example.com/shop/api:1 --add 1-arm64');
    expect(entriesOf(step)).toEqual(['registry.example.com/shop/api:1-arm64']);
    expect(step.keepsOld.is).toBe('yes');
  });
});
