import { describe, expect, test } from 'vitest';
import { sourceText } from '../../../src/source/source-file.ts';
import { entriesOf, handlingOf, mergeOf, mergesOf, targetsOf } from './steps.ts';

describe('docker manifest', () => {
  test('create, annotate and push are one step', () => {
    const steps = mergesOf(`
      docker manifest create shop/api:1 shop/api:1-amd64 shop/api:1-arm64
      docker manifest annotate --arch arm64 --os linux shop/api:1 shop/api:1-arm64
      docker manifest annotate shop/api:1 shop/api:1-amd64 --arch amd64
      docker manifest push --purge shop/api:1`);
    expect(steps).toHaveLength(1);
    expect(entriesOf(steps[0]!)).toEqual(['shop/api:1-amd64 as linux/amd64', 'shop/api:1-arm64 as linux/arm64']);
    expect(targetsOf(steps[0]!)).toEqual(['shop/api:1']);
    expect(steps[0]!.pushed.is).toBe('yes');
    expect(steps[0]!.entries.items.map(({ span }) => sourceText(span))).toEqual([
      'shop/api:1-amd64',
      'shop/api:1-arm64',
    ]);
    expect(sourceText(steps[0]!.span)).toBe('docker manifest create shop/api:1 shop/api:1-amd64 shop/api:1-arm64');
  });

  test('refuses indexes in every version', () => {
    expect(handlingOf(mergeOf('docker manifest create shop/api:1 shop/api:1-amd64', { image: 'docker:29' }))).toBe(
      'refuses',
    );
  });

  test('`--amend` adds to a list of the job, wherever the flag stands', () => {
    const steps = mergesOf(`
      docker manifest create shop/api:1 --amend shop/api:1-amd64
      docker manifest create shop/api:1 --amend shop/api:1-arm64
      docker manifest push shop/api:1`);
    expect(steps.map(entriesOf)).toEqual([['shop/api:1-amd64', 'shop/api:1-arm64']]);
  });

  test('a list that is created again after `rm` is a second step', () => {
    const steps = mergesOf(`
      docker manifest create shop/api:1 shop/api:1-amd64
      docker manifest rm shop/api:1
      docker manifest create --amend shop/api:1 shop/api:1-arm64`);
    expect(steps.map(entriesOf)).toEqual([['shop/api:1-amd64'], ['shop/api:1-arm64']]);
  });

  test('a list without push is not pushed', () => {
    expect(mergeOf('docker manifest create shop/api:1 shop/api:1-amd64').pushed.is).toBe('no');
  });

  test('the push of another list pushes nothing', () => {
    const step = mergeOf('docker manifest create shop/api:1 shop/api:1-amd64\ndocker manifest push shop/web:1');
    expect(step.pushed.is).toBe('no');
  });

  test('the push of a list behind a variable may be that of this list', () => {
    const step = mergeOf('docker manifest create shop/api:1 shop/api:1-amd64\ndocker manifest push "$LIST"');
    expect(step.pushed.is).toBe('unknown');
  });

  test('a push under a condition may not happen', () => {
    const step = mergeOf('docker manifest create shop/api:1 shop/api:1-amd64\nif: docker manifest push shop/api:1');
    expect(step.pushed.is).toBe('unknown');
  });

  test('a missing tag is `latest`', () => {
    const step = mergeOf('docker manifest create shop/api shop/api:amd64\ndocker manifest push shop/api:latest');
    expect(step.pushed.is).toBe('yes');
  });

  test('an unquoted variable among the sources leaves the entries open', () => {
    const step = mergeOf('docker manifest create shop/api:1 shop/api:1-amd64 $SOURCES');
    expect(step.entries.openTo).not.toEqual([]);
  });

  test('an unquoted variable as the name of the list leaves nothing open', () => {
    const step = mergeOf('docker manifest create $LIST shop/api:1-amd64');
    expect(targetsOf(step)).toEqual(['$LIST']);
    expect(step.entries).toMatchObject({ items: [{}], openTo: [] });
  });

  test('nerdctl does the same', () => {
    expect(handlingOf(mergeOf('nerdctl manifest create shop/api:1 shop/api:1-amd64'))).toBe('refuses');
  });
});

describe('buildah and podman manifest', () => {
  test('lists are filled one by one and pushed under another name', () => {
    const step = mergeOf(`
      buildah manifest create release
      buildah manifest add --arch amd64 release docker://shop/api:1-amd64
      buildah manifest add release docker://shop/api:1-arm64
      buildah manifest push --all release docker://shop/api:1`);
    expect(step.tool).toBe('buildah manifest');
    expect(entriesOf(step)).toEqual(['shop/api:1-amd64 as linux/amd64', 'shop/api:1-arm64']);
    expect(targetsOf(step)).toEqual(['shop/api:1']);
    expect(step.entries.items.map(({ span }) => sourceText(span))).toEqual(['shop/api:1-amd64', 'shop/api:1-arm64']);
  });

  test.each([
    ['', 'picks-host-platform'],
    ['--arch arm64', 'picks-platform'],
    ['--all', 'flattens'],
  ])('an index that is added with `%s`: %s', (flags, handling) => {
    const step = mergeOf(`podman manifest create release\npodman manifest add ${flags} release docker://shop/api:1`);
    expect(handlingOf(step)).toBe(handling);
  });

  test('a push with one argument writes the list under its own name', () => {
    const step = mergeOf('podman manifest create shop/api:1 shop/api:1-amd64\npodman manifest push shop/api:1');
    expect(targetsOf(step)).toEqual(['shop/api:1']);
    expect(step.pushed.is).toBe('yes');
  });

  test('both tools see the same lists, Docker does not', () => {
    const script = (push: string) =>
      `buildah manifest create shop/api:1 shop/api:1-amd64\n${push} manifest push shop/api:1`;
    expect(mergeOf(script('podman')).pushed.is).toBe('yes');
    expect(mergeOf(script('docker')).pushed.is).toBe('no');
  });

  test('what `build --manifest` adds has no name', () => {
    const step = mergeOf(
      'buildah build --manifest release --platform linux/arm64 .\nbuildah manifest push release shop/api:1',
    );
    expect(step.entries.items).toEqual([]);
    expect(step.entries.openTo).toMatchObject([{ kind: 'indirection' }]);
    expect(targetsOf(step)).toEqual(['shop/api:1']);
  });

  test('annotate gives an entry its platform', () => {
    const step = mergeOf(`
      podman manifest create shop/api:1 shop/api:1-arm
      podman manifest annotate --arch arm --variant v6 shop/api:1 shop/api:1-arm`);
    expect(entriesOf(step)).toEqual(['shop/api:1-arm as linux/arm/v6']);
  });
});

describe('regctl index', () => {
  test('an index as source is nested unless a platform is named', () => {
    expect(handlingOf(mergeOf('regctl index create shop/api:1 --ref shop/api:1-amd64'))).toBe('nests');
    const picked = mergeOf('regctl index create shop/api:1 --ref shop/api:1-arm64 --platform linux/arm64');
    expect(handlingOf(picked)).toBe('picks-platform');
    expect(entriesOf(picked)).toEqual(['shop/api:1-arm64 as linux/arm64']);
  });

  test('`index add` joins the step of `index create`', () => {
    const steps = mergesOf(`
      regctl index create shop/api:1
      regctl index add shop/api:1 --ref shop/api:1-amd64
      regctl index add shop/api:1 --digest sha256:4bcd --desc-platform linux/arm64`);
    expect(steps.map(entriesOf)).toEqual([['shop/api:1-amd64', 'shop/api@sha256:4bcd as linux/arm64']]);
    expect(steps[0]!.entries.openTo).toEqual([]);
  });

  test('`index add` alone keeps what the index holds', () => {
    const step = mergeOf('regctl index add shop/api:1 --ref shop/api:1-amd64');
    expect(step.entries.openTo).toHaveLength(1);
    expect(step.pushed.is).toBe('yes');
  });
});

describe('what a list holds from before', () => {
  test.each([
    ['docker manifest create shop/api:1 shop/api:1-amd64', 'no'],
    ['docker manifest create --amend shop/api:1 shop/api:1-amd64', 'yes'],
    ['docker manifest rm shop/api:1\ndocker manifest create --amend shop/api:1 shop/api:1-amd64', 'no'],
    ['regctl index create shop/api:1 --ref shop/api:1-amd64', 'no'],
    ['regctl index add shop/api:1 --ref shop/api:1-amd64', 'yes'],
    ['docker buildx imagetools create --append -t shop/api:1 shop/api:1-amd64', 'yes'],
  ])('%j: %s', (script, keeps) => {
    expect(mergeOf(script).keepsOld.is).toBe(keeps);
  });

  test.each([
    ['docker manifest push --purge shop/api:1', 'yes'],
    ['docker manifest push shop/api:1', 'no'],
  ])('is forgotten by `%s`: %s', (push, purges) => {
    expect(mergeOf(`docker manifest create shop/api:1 shop/api:1-amd64\n${push}`).purges.is).toBe(purges);
  });
});

describe('lists of buildah and podman', () => {
  test.each([
    ['buildah push shop docker://shop/api:1', 'shop/api:1'],
    ['skopeo copy --all containers-storage:shop docker://shop/api:1', 'shop/api:1'],
  ])('are pushed by `%s`', (push, target) => {
    const step = mergeOf(`buildah manifest create shop\nbuildah manifest add shop shop/api:1-amd64\n${push}`);
    expect(step.pushed.is).toBe('yes');
    expect(targetsOf(step)).toEqual([target]);
  });
});

describe('the words that declare a platform', () => {
  test.each([
    [
      'docker manifest create shop/api:1 shop/api:1-amd64\ndocker manifest annotate --arch x86_64 shop/api:1 shop/api:1-amd64',
      'x86_64',
    ],
    ['buildah manifest add --arch arm --variant v6 shop shop/api:1-arm', 'arm'],
    ['regctl index create shop/api:1 --ref shop/api:1-arm --desc-platform linux/arm/v6', 'arm'],
    ['manifest-tool push from-args --platforms linux/arm/v6 --template shop/api:1-ARCH --target shop/api:1', 'arm'],
  ])('%j', (script, architecture) => {
    expect(mergeOf(script).entries.items[0]?.declared?.architecture).toBe(architecture);
  });
});
