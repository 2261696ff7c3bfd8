import { describe, expect, test } from 'vitest';
import type { Misuse } from '../../../src/model/index.ts';
import { sourceText } from '../../../src/source/source-file.ts';
import { readMisuses } from '../../../src/tools/use/misuses.ts';
import { commandsOf } from '../commands.ts';

const misusesOf = (script: string): readonly Misuse[] => readMisuses(commandsOf(script));

const told = (script: string): readonly string[] =>
  misusesOf(script).map(({ what, span }) => `${what.is}: ${sourceText(span)}`);

/** The script with all rewrites made, last first. */
function rewritten(script: string): string {
  const edits = misusesOf(script).flatMap(({ rewrite = [] }) => rewrite);
  return edits
    .toSorted((a, b) => b.at.start - a.at.start)
    .reduce((text, { at, text: by }) => text.slice(0, at.start) + by + text.slice(at.end), script);
}

const fromArgs = 'manifest-tool push from-args --platforms linux/amd64 --template shop:ARCH --target shop:1';

describe('calls that tools refuse', () => {
  test.each([
    ['buildctl build --frontend dockerfile.v0 --platform linux/arm64', ['unknown-flag: --platform']],
    ['buildctl build -t shop:1', ['unknown-flag: -t']],
    ['buildctl build --unheard-of x', []],
    ['/kaniko/executor --context . --tag shop:1', ['unknown-flag: --tag']],
    ['/kaniko/executor --context .', ['missing: /kaniko/executor --context .']],
    ['/kaniko/executor --context . --no-push', []],
    ['/kaniko/executor --context . $MORE', []],
    ['/kaniko/executor version', []],
    ['executor --context .', []],
    ['/kaniko/executor --cache false -d shop:1', ['stray-value: --cache false']],
    ['/kaniko/executor --cache=false -d shop:1', []],
    ['docker buildx imagetools create shop:amd64', ['missing: docker buildx imagetools create shop:amd64']],
    ['docker buildx imagetools create --dry-run shop:amd64', []],
    ['docker buildx imagetools create -t "shop:1 shop:amd64"', ['joined-references: "shop:1 shop:amd64"']],
    ['docker build -t shop:1', ['missing: docker build -t shop:1']],
    ['docker build -t shop:1 -', []],
    ['docker build --help', []],
    [fromArgs, []],
    [`${fromArgs} --username me`, ['misplaced-flag: --username']],
    ['manifest-tool --type oci push from-spec index.yml', ['misplaced-flag: --type']],
    [
      'manifest-tool push from-args --platforms linux/amd64 --target shop:1',
      ['missing: manifest-tool push from-args --platforms linux/amd64 --target shop:1'],
    ],
    [
      'buildctl build --output type=image,name=a/b:1,a/b:2,push=true',
      ['split-names: --output type=image,name=a/b:1,a/b:2,push=true'],
    ],
    ['buildctl build --output type=image,name=a/b:1,push=true', []],
  ])('%s', (script, wanted) => {
    expect(told(script)).toEqual(wanted);
  });

  test.each([
    ['buildctl build --build-arg A=1', 'buildctl build --opt build-arg:A=1'],
    ['buildctl build --build-arg=A=1', 'buildctl build --opt build-arg:A=1'],
    ['buildctl build --platform "linux/$ARCH"', 'buildctl build --opt platform="linux/$ARCH"'],
    ['/kaniko/executor -t shop:1', '/kaniko/executor --destination shop:1'],
    ['/kaniko/executor -d shop:1 --push', '/kaniko/executor -d shop:1'],
    ['/kaniko/executor -d shop:1 --cache false', '/kaniko/executor -d shop:1 --cache=false'],
    ['manifest-tool push --username me from-spec index.yml', 'manifest-tool --username me push from-spec index.yml'],
    ['manifest-tool push from-spec --insecure index.yml', 'manifest-tool --insecure push from-spec index.yml'],
  ])('%s becomes %s', (script, wanted) => {
    expect(rewritten(script)).toBe(wanted);
    expect(misusesOf(rewritten(script))).toEqual([]);
  });
});
