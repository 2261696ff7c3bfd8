import { expect, test } from 'vitest';
import { isDockerDaemon, startsBuildkit, toolVariable } from '../../src/model/index.ts';
import { literal, set, showText, unset } from '../../src/value/index.ts';
import { commandOfLine } from '../tools/commands.ts';

/** Whether a service with this reference, and perhaps alias, is a Docker daemon. */
function answer(reference: string, alias?: string): string {
  const text = commandOfLine(`pull "${reference}"`).args.items[0]!;
  return isDockerDaemon({
    reference: text,
    alias: alias === undefined ? unset : set(literal(alias, text.span)),
    span: text.span,
  }).is;
}

test.each([
  ['docker:28.5.1-dind', 'yes'],
  ['docker:dind', 'yes'],
  ['docker:28.5.1-dind-rootless', 'yes'],
  ['docker:28.5.1', 'yes'],
  ['docker', 'yes'],
  ['docker.io/library/docker:28-dind', 'yes'],
  ['$PROXY/docker:$VERSION-dind', 'yes'],
  ['$REGISTRY/tools/gitlab-dind:4', 'yes'],
  ['docker:28.5.1-cli', 'no'],
  ['docker:28-git', 'no'],
  ['docker:$VERSION', 'unknown'],
  ['$DIND_IMAGE', 'unknown'],
  ['$SEARCH_IMAGE', 'no'],
  ['postgres:17.6', 'no'],
  ['$REGISTRY/postgres:$VERSION', 'no'],
  ['registry.example.com/docker/registry:3', 'no'],
  ['findindex:2', 'no'],
])('%s is a Docker daemon: %s', (reference, expected) => {
  expect(answer(reference)).toBe(expected);
});

test('a hidden service with the alias of Docker may be a daemon', () => {
  expect(answer('$SERVICE', 'docker')).toBe('unknown');
  expect(answer('postgres:17.6', 'docker')).toBe('no');
});

test.each([
  ['buildctl-daemonless.sh build', true],
  ['/usr/bin/buildkitd --addr unix:///run/b.sock', true],
  ['rootlesskit --net=host buildkitd', true],
  ['rootlesskit sh', false],
  ['buildctl build', false],
])('%s starts a BuildKit daemon: %s', (line, expected) => {
  expect(startsBuildkit(commandOfLine(line))).toBe(expected);
});

test('a variable that steers a tool is unset where nothing sets it', () => {
  const environment = { STORAGE_DRIVER: 'vfs', EMPTY: '' };
  const command = commandOfLine('buildah build .', { environment });
  const driver = toolVariable(command, 'STORAGE_DRIVER');
  expect(driver.is === 'set' && showText(driver.value)).toBe('vfs');
  expect(toolVariable(command, 'EMPTY').is).toBe('unset');
  expect(toolVariable(command, 'BUILDAH_ISOLATION').is).toBe('unset');
});
