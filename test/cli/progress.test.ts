import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { progressLine } from '../../src/cli/output/progress-line.ts';
import type { OutputStream } from '../../src/cli/surroundings.ts';
import { harmless } from './gate.ts';
import { temporaryFolder } from './run-command.ts';

const { put, path } = temporaryFolder();

/** A standard error that shows `columns` columns, and what it got. */
function terminal(parts: Partial<OutputStream> = {}): OutputStream & { readonly written: string[] } {
  const written: string[] = [];
  return {
    isTTY: true,
    columns: 40,
    ...parts,
    written,
    write(text, done) {
      written.push(text);
      done();
      return true;
    },
  };
}

/** What a run of `total` projects that take half a second each writes, in an environment. */
function shown(stderr: ReturnType<typeof terminal>, total: number, environment = {}, isQuiet = false): string {
  let time = 0;
  const progress = progressLine(total, isQuiet, { stderr, environment }, () => time);
  for (let done = 0; done < total; done++) {
    progress.show(done, `group/orders-${String(done)}`);
    time += 500;
  }
  progress.clear();
  return stderr.written.join('');
}

test('on a terminal one line says how far the work is, fits into it, and goes away', () => {
  const text = shown(terminal(), 3);
  expect(text).toBe(
    '\r\u001B[2Kmultiarch-lint: 2 of 3 projects: group…' +
      '\r\u001B[2Kmultiarch-lint: 3 of 3 projects: group…' +
      '\r\u001B[2K',
  );
  expect(shown(terminal({ columns: 60 }), 2)).toContain('2 of 2 projects: group/orders-1\r');
});

test.each([
  ['where it is no terminal', () => shown(terminal({ isTTY: false }), 3)],
  ['in the log of a job', () => shown(terminal(), 3, { CI: 'true' })],
  ['on a terminal that cannot erase', () => shown(terminal(), 3, { TERM: 'dumb' })],
  ['for one project', () => shown(terminal(), 1)],
  ['where only findings are wanted', () => shown(terminal(), 3, {}, true)],
])('%s there is none', (_, text) => {
  expect(text()).toBe('');
});

test('short work shows nothing', () => {
  const stderr = terminal();
  const progress = progressLine(2, false, { stderr, environment: {} }, () => 0);
  progress.show(0, 'api');
  progress.show(1, 'web');
  progress.clear();
  expect(stderr.written).toEqual([]);
});

test('what the run has to say stands in lines of its own', async () => {
  put({ 'orders/.gitlab-ci.yml': harmless, 'billing/.gitlab-ci.yml': harmless });
  mkdirSync(join(path(), 'empty'));
  const [stdout, stderr] = [terminal({ isTTY: false }), terminal({ columns: 200 })];
  let time = 0;
  const code = await main(['orders', 'billing', 'empty', '--format', 'concise'], {
    environment: {},
    workingFolder: path(),
    stdout,
    stderr,
    today: '2026-11-22',
    clock: () => (time += 200),
  });
  const text = stderr.written.join('');
  expect(code).toBe(3);
  expect(text).toContain('2 of 3 projects: billing');
  expect(text.replaceAll(/\r\u001B\[2K(?:multiarch-lint: \d of 3 projects: [\w-]+(?=\r))?/g, '')).toBe(
    'multiarch-lint: nothing to lint in `empty`; looked for a .gitlab-ci.yml at its root, workflows in .github/workflows, Dockerfiles and GitLab Runner configurations (config.toml)\n',
  );
});
