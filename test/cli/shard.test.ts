import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { projectsOf } from '../../src/cli/call/shard.ts';
import type { Target } from '../../src/cli/projects/targets.ts';
import { harmless, oneRule, places, ruined } from './gate.ts';
import { temporaryFolder } from './run-command.ts';

const targetAt = (folder: string): Target => ({ folder, shown: folder, prefix: `${folder}/` });

describe('the shards of projects', () => {
  test('are all projects, each once, whatever their order', () => {
    const projects = fc.uniqueArray(fc.record({ name: fc.stringMatching(/^[a-z]{1,4}$/), size: fc.nat(50) }), {
      selector: ({ name }) => name,
    });
    fc.assert(
      fc.property(projects, fc.integer({ min: 1, max: 6 }), (all, total) => {
        const sizes = new Map(all.map(({ name, size }) => [name, size]));
        const split = (names: readonly string[]) =>
          Array.from({ length: total }, (_, index) =>
            projectsOf({ index: index + 1, total }, names.map(targetAt), ({ folder }) => sizes.get(folder) ?? 0).map(
              ({ folder }) => folder,
            ),
          );
        const names = [...sizes.keys()];
        expect(split(names).flat().sort()).toEqual(names.toSorted());
        expect(split(names.toReversed()).map((part) => part.toSorted())).toEqual(
          split(names).map((part) => part.toSorted()),
        );
      }),
    );
  });

  test('hold about as many files each', () => {
    const sizes: Readonly<Record<string, number>> = { shop: 90, api: 40, web: 30, jobs: 20, docs: 1 };
    const part = (index: number) =>
      projectsOf({ index, total: 2 }, Object.keys(sizes).map(targetAt), ({ folder }) => sizes[folder] ?? 0).map(
        ({ folder }) => folder,
      );
    expect([part(1), part(2)]).toEqual([
      ['shop', 'docs'],
      ['api', 'web', 'jobs'],
    ]);
  });
});

describe('--shard and merge-reports', () => {
  const { put, run, path } = temporaryFolder();
  const projects = {
    'api/.gitlab-ci.yml': ruined('api'),
    'api-docs/.gitlab-ci.yml': ruined('docs').replace('docker:28-dind', '$SIDECAR'),
    'shop/.gitlab-ci.yml': `include: [local: ci/build.yml]\n${harmless}`,
    'shop/ci/build.yml': ruined('shop'),
  };
  const shard = (part: string, format: string) =>
    run(['--recursive', '--shard', part, '--format', `${format}=part-${part[0]}.json`, '--quiet']);

  test.each(['json', 'gitlab', 'sarif'])('come to what one run finds: %s', (format) => {
    put(projects);
    expect(['1/2', '2/2'].map((part) => shard(part, format).code)).toEqual([1, 1]);
    const merged = run(['merge-reports', 'part-2.json', 'part-1.json', 'part-2.json']);
    const whole = run(['--recursive', '--format', format]);
    expect([merged.code, whole.code]).toEqual([1, 1]);
    if (format === 'json') expect(merged.stdout).toBe(whole.stdout);
    else expect(fingerprints(merged.stdout)).toEqual(fingerprints(whole.stdout));
  });

  test('a shard without a project says so, and its empty report joins with the others', () => {
    put({ 'api/.gitlab-ci.yml': ruined('api'), 'web/.gitlab-ci.yml': harmless });
    for (const format of ['json', 'sarif', 'gitlab']) {
      expect(shard('3/3', format)).toEqual({
        code: 0,
        stdout: '',
        stderr: 'multiarch-lint: part 3 of 3 has no project; there are only 2 projects\n',
      });
      expect([shard('1/3', format).code, shard('2/3', format).code].sort()).toEqual([0, 1]);
      const merged = run(['merge-reports', 'part-3.json', 'part-1.json', 'part-2.json']);
      expect({ code: merged.code, stderr: merged.stderr }).toEqual({ code: 1, stderr: '' });
      expect(fingerprints(merged.stdout)).toHaveLength(
        fingerprints(run(['--recursive', '--format', format]).stdout).length,
      );
    }
  });

  test('each file is in one shard', () => {
    put(projects);
    const parts = ['1/2', '2/2'].map((part) => places(run([...oneRule, '--recursive', '--shard', part]).stdout));
    expect(parts.flat().sort()).toEqual(places(run([...oneRule, '--recursive']).stdout).toSorted());
  });

  test('a joined report goes to a file, and --fail-on decides', () => {
    put({ 'web/.gitlab-ci.yml': ruined('web') });
    run(['web', '--format', 'gitlab=a.json', '--quiet']);
    expect(run(['merge-reports', 'a.json', '--format', 'gitlab=out/all.json', '--fail-on', 'never'])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(readFileSync(join(path(), 'out/all.json'), 'utf8')).toBe(readFileSync(join(path(), 'a.json'), 'utf8'));
  });

  test.each([
    [['gone.json'], 'the report `gone.json` cannot be read, because it does not exist'],
    [['broken.json'], '`broken.json` cannot be joined, because it is no JSON'],
    [['a.json', 'b.json'], 'reports of two formats cannot be joined: `a.json` is gitlab, `b.json` is sarif'],
    [
      ['a.json', '--format', 'sarif=out.json'],
      'the reports are in the format `gitlab`, and cannot be joined to `sarif`',
    ],
  ])('merge-reports %j is one line', (args, message) => {
    put({ 'broken.json': '[{', 'a.json': '[]', 'b.json': '{"version":"2.1.0","runs":[]}' });
    expect(run(['merge-reports', ...args])).toEqual({ code: 2, stdout: '', stderr: `multiarch-lint: ${message}\n` });
    expect(existsSync(join(path(), 'out.json'))).toBe(false);
  });
});

/** All fingerprints that a report holds, sorted. */
const fingerprints = (report: string): readonly string[] =>
  [...new Set(report.match(/\b[0-9a-f]{32}\b/g) ?? [])].sort();
