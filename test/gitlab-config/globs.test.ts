import { describe, expect, test } from 'vitest';
import { matchesGlob } from '../../src/gitlab/config/glob.ts';

/** What `File.fnmatch?(pattern, path, File::FNM_PATHNAME | File::FNM_DOTMATCH | File::FNM_EXTGLOB)` answers in Ruby. */
describe('a pattern of `exists` or `changes`', () => {
  test.each([
    ['Dockerfile', 'Dockerfile', true],
    ['Dockerfile', 'api/Dockerfile', false],
    ['*', '.env', true],
    ['*.yml', 'ci/build.yml', false],
    ['ci/*', 'ci/build.yml', true],
    ['**/Dockerfile', 'Dockerfile', true],
    ['**/Dockerfile', 'api/server/Dockerfile', true],
    ['api/**/*.go', 'api/main.go', true],
    ['api/**/*.go', 'api/a/b/main.go', true],
    ['api/**/*.go', 'web/main.go', false],
    ['api/**', 'api/main.go', true],
    ['api/**', 'api/a/main.go', false],
    ['api**/main.go', 'apimain.go', false],
    ['api**/main.go', 'api2/main.go', true],
    ['{api,web}/*.{go,mod}', 'web/go.mod', true],
    ['{api,web}/*.{go,mod}', 'cli/go.mod', false],
    ['v[0-9].txt', 'v1.txt', true],
    ['v[!0-9].txt', 'v1.txt', false],
    ['v[^0-9].txt', 'vx.txt', true],
    ['v?.txt', 'v1.txt', true],
    ['v?.txt', 'v/.txt', false],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['', '', true],
  ])('`%s` and `%s`: %s', (pattern, path, matches) => {
    expect(matchesGlob(pattern, path)).toBe(matches);
  });
});
