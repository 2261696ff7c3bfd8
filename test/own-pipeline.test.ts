import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allRules } from '../src/cli/projects/all-rules.ts';
import { lint } from '../src/engine/lint.ts';
import { finishesBefore, type Job } from '../src/model/index.ts';
import { planOf } from '../src/plan/index.ts';
import { loadPolicy } from '../src/policy/load-policy.ts';
import { readProject } from '../src/project/read-project.ts';
import { SourceFile } from '../src/source/source-file.ts';
import { memoryWorkspace } from '../src/source/workspace.ts';
import { showText } from '../src/value/index.ts';

const textOf = (path: string): string => readFileSync(path, 'utf8');

const files = ['.gitlab-ci.yml', '.dockerignore', 'Dockerfile', '.ci/run', 'templates/multiarch-lint/template.yml'];
const policy = {
  ...loadPolicy(new SourceFile('.multiarch-lint.yml', textOf('.multiarch-lint.yml'))),
  preset: 'all',
} as const;
const project = readProject(memoryWorkspace(Object.fromEntries(files.map((path) => [path, textOf(path)]))), policy);
const jobs = project.pipelines.flatMap((pipeline) => pipeline.jobs.items);
const named = (name: string): readonly Job[] => jobs.filter(({ definition }) => definition.name === name);

describe('the pipeline of this repository', () => {
  test('passes all rules; what cannot be decided are programs of this repository that its tests call', () => {
    const { findings } = lint(project, allRules, policy, { today: '2026-11-22' });
    expect(findings.filter(({ ruleId }) => ruleId !== 'not-analysed')).toEqual([]);
    expect(findings.map(({ at }) => at.file.path)).toEqual(['.ci/run']);
    expect(files.filter((path) => textOf(path).includes('multiarch-lint: ignore'))).toEqual([]);
  });

  test('builds one image for amd64 and arm64, each on a machine of its own, with caches that expire', () => {
    const { images, openTo } = planOf(project);
    expect(openTo).toEqual([]);
    expect(images).toMatchObject([
      {
        kind: 'merged',
        notes: [],
        platforms: ['linux/amd64', 'linux/arm64'].map((platform) => ({ platform, state: 'published' })),
        parts: ['amd64', 'arm64'].map((arch) => ({
          runner: { labels: [`saas-linux-small-${arch}`], isNative: { is: 'yes' } },
          caches: [{ name: `$CI_REGISTRY_IMAGE/cache-${arch}`, lifetime: '168h' }],
          attested: { is: 'no' },
          joined: { by: 'merge' },
        })),
      },
    ]);
  });

  test.each([
    ['build-image', 'merge-image'],
    ['merge-image', 'try-amd64-gate'],
    ['merge-image', 'try-arm64'],
    ['tag', 'publish-package'],
    ['test', 'publish-image'],
    ['try-amd64', 'publish-image'],
    ['try-arm64-gate', 'publish-package'],
    ['publish-image', 'release'],
    ['publish-package', 'release'],
  ])('ends `%s` before it starts `%s`', (earlier, later) => {
    const pairs = named(earlier).flatMap((first) => named(later).map((second) => finishesBefore(first, second).is));
    expect(new Set(pairs)).toEqual(new Set(['yes']));
  });

  test.each(['amd64', 'arm64'])('tries the component on %s in the image that it has built', (arch) => {
    for (const { image, runnerLabels } of [`try-${arch}`, `try-${arch}-gate`].flatMap(named)) {
      expect(image.is === 'set' && showText(image.value.reference)).toBe('$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA');
      expect(runnerLabels.items.map(showText)).toEqual([`saas-linux-small-${arch}`]);
    }
  });
});

describe('the image', () => {
  const dockerfile = textOf('Dockerfile');

  test('starts from an exact release of Node, and does not run as root', () => {
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(bases.length).toBe(2);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:\d+\.\d+\.\d+-alpine$/);
    expect([...dockerfile.matchAll(/^USER (.+)$/gm)].at(-1)?.[1]).toBe('node');
  });

  test('is given all that the package is made of', () => {
    const { files: packed } = JSON.parse(textOf('package.json')) as { readonly files: readonly string[] };
    const left = textOf('.dockerignore')
      .split('\n')
      .filter((line) => line !== '');
    const built = ['dist', 'types'];
    const needed = [
      ...packed.map((path) => path.replace(/\/.*/, '')),
      'src',
      'rules',
      'package-lock.json',
      'tsconfig.json',
    ];
    expect(needed.filter((path) => left.includes(path) && !built.includes(path))).toEqual([]);
    expect(left).toEqual(expect.arrayContaining(['.*', 'node_modules', ...built]));
  });
});
