import { describe, expect, test } from 'vitest';
import { showText } from '../../src/value/index.ts';
import { projectOfCi } from './repository.ts';

interface Parts {
  /** Of the job that writes the file. */
  readonly script?: readonly string[];
  readonly paths?: string;
  readonly matrix?: string;
  /** Further keys of the jobs that read it. */
  readonly keys?: string;
  readonly reads?: string;
}

const list = (lines: readonly string[]): string => lines.map((line) => `    - ${JSON.stringify(line)}\n`).join('');

/** Two jobs that read a tag from a file, the second one in `VERSION`, and what the last one joins. */
function sourceFor({
  script,
  paths = '[version.txt]',
  matrix,
  keys = '',
  reads = '$(cat version.txt)',
}: Parts): string {
  const project = projectOfCi(
    `stages: [prepare, build, merge]
version:
  stage: prepare
${matrix === undefined ? '' : `  parallel: {matrix: [${matrix}]}\n`}  script:
${list(script ?? ['echo "1.4-$CI_COMMIT_SHORT_SHA" > version.txt'])}  artifacts: {paths: ${paths}}
build:
  stage: build
  tags: [amd64]
${keys}  script:
${list([`VERSION=${reads}`, 'docker buildx build --push -t registry.shop.io/orders:$VERSION-amd64 .'])}
merge:
  stage: merge
${keys}  script:
${list([`VERSION=${reads}`, 'docker manifest create registry.shop.io/orders:$VERSION registry.shop.io/orders:$VERSION-amd64', 'docker manifest push registry.shop.io/orders:$VERSION'])}`,
  );
  const [link] = project.links;
  const source = project.merges.items[0]?.entries.items[0]?.source;
  return `${link?.same.is ?? 'no link'}: ${source === undefined ? '' : showText(source.text)}`;
}

const known = 'yes: registry.shop.io/orders:1.4-$CI_COMMIT_SHORT_SHA-amd64';

describe('a file that a job hands on in its artifacts holds the same for all jobs that receive it', () => {
  test.each<[string, Parts, string]>([
    ['by its path', {}, known],
    ['from the checkout', { paths: '["$CI_PROJECT_DIR/version.txt"]' }, known],
    ['by a glob', { paths: '["*.txt"]' }, known],
    ['by a glob in all folders', { paths: '["**/version.txt"]' }, known],
    [
      'in a folder',
      { script: ['mkdir out', 'echo "1.4-$CI_COMMIT_SHORT_SHA" > out/tag'], paths: '[out/]', reads: '$(cat out/tag)' },
      known,
    ],
    ['read by a redirection', { reads: '$(< version.txt)' }, known],
    [
      'changed by sed',
      { script: ['echo v1.4 > version.txt'], reads: '$(sed s/^v// < version.txt)-$CI_COMMIT_SHORT_SHA' },
      known,
    ],
    [
      'that only the run knows',
      { script: ['date +%s > version.txt'] },
      'yes: registry.shop.io/orders:$(cat version.txt)-amd64',
    ],
    ['with `needs`', { keys: '  needs: [version]\n' }, known],
  ])('%s', (_, parts, expected) => {
    expect(sourceFor(parts)).toBe(expected);
  });

  test('a script that is sourced sets variables', () => {
    const script = ['echo "TAG=1.4-$CI_COMMIT_SHORT_SHA" > version.env'];
    expect(sourceFor({ script, paths: '[version.env]', reads: '$(. ./version.env; echo $TAG)' })).toBe(known);
  });

  test('a chain of jobs hands it on', () => {
    const { links } = projectOfCi(`stages: [version, tag, build, merge]
version:
  stage: version
  script: ['echo "1.4" > version.txt']
  artifacts: {paths: [version.txt]}
tag:
  stage: tag
  script: ['echo "$(< version.txt)-$CI_COMMIT_SHA" > tag.txt']
  artifacts: {paths: [tag.txt]}
build:
  stage: build
  tags: [amd64]
  script: ['docker buildx build --push -t registry.shop.io/orders:$(< tag.txt)-amd64 .']
merge:
  stage: merge
  script: ['docker manifest create registry.shop.io/orders:1.4 registry.shop.io/orders:1.4-$CI_COMMIT_SHA-amd64']
`);
    expect(links.map(({ same }) => same.is)).toEqual(['yes']);
  });

  test.each<[string, Parts]>([
    ['is in no artifact', { paths: '[other.txt]' }],
    ['does not arrive', { keys: '  needs: []\n' }],
    ['does not arrive with its need', { keys: '  needs: [{job: version, artifacts: false}]\n' }],
    ['is not among the dependencies', { keys: '  dependencies: []\n' }],
  ])('one that %s is not known', (_, parts) => {
    expect(sourceFor(parts)).toMatch(/^unknown: .*\$\(cat version\.txt\)-amd64$/);
  });

  test('of a file that several jobs hand on, it is not known which is left, but it is one', () => {
    const parts: Parts = { matrix: '{ZONE: [a, b]}', script: ['echo "$ZONE" > version.txt'] };
    expect(sourceFor(parts)).toBe('yes: registry.shop.io/orders:$(cat version.txt)-amd64');
  });

  test('a file that several jobs hand on and that is the same in all of them is known', () => {
    expect(sourceFor({ matrix: '{ZONE: [a, b]}' })).toBe(known);
  });
});
