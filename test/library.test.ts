import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('the example of the README lints the folder it runs in', () => {
  const [, example = ''] = /^## As a library\n[^]*?```js\n([^]*?)```/m.exec(readFileSync('README.md', 'utf8')) ?? [];
  // Below the package's own folder its name stands for what it exports.
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', example], {
    cwd: 'fixtures/projects/defects',
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  expect(run.stdout.trimEnd().split('\n')).toContain(
    '.gitlab-ci.yml: `publish` merges `$CI_REGISTRY_IMAGE/orders:$CI_COMMIT_SHORT_SHA` without waiting for `build-arm64`, which builds linux/arm64 (merge-needs-incomplete)',
  );
});
