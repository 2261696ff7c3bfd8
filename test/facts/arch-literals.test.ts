import { describe, expect, test } from 'vitest';
import { archWordsInImage, officialForAll } from '../../src/facts/arch-images.ts';
import { archWordsInFile, pathOfUrl, systemPath } from '../../src/facts/arch-literals.ts';

const wordsOf = (found: ReturnType<typeof archWordsInFile>, text: string): readonly string[] =>
  found.map(({ start, end }) => text.slice(start, end));

describe('architectures in the names of files', () => {
  test.each([
    ['yq_linux_amd64', ['amd64']],
    ['node-v22.21.0-linux-x64.tar.gz', ['x64']],
    ['tool-linux-386.tgz', ['386']],
    ['tool-1.386.2.tgz', []],
    ['tool_darwin_arm64.tar.gz', []],
    ['aarch64-linux-musl-cross.tgz', []],
    ['x86_64/epel-release-9.noarch.rpm', []],
    ['intel/compute-runtime.deb', []],
  ])('%s names %j', (name, words) => {
    expect(wordsOf(archWordsInFile(name), name)).toEqual(words);
  });

  test('hosts, and owners of repositories, are no files', () => {
    expect(pathOfUrl('https://arm64.example.com/a/amd64/b')?.path).toBe('a/amd64/b');
    expect(pathOfUrl('https://github.com/intel/amd64/releases/x')?.path).toBe('releases/x');
    expect(pathOfUrl('bin/amd64/b')).toBeUndefined();
  });

  test.each([
    ['/usr/lib/x86_64-linux-gnu/libssl.so.3', true],
    ['/usr/lib/jvm/java-17-openjdk-amd64', true],
    ['/lib64/ld-linux-x86-64.so.2', true],
    ['/usr/aarch64-linux-gnu/lib/ld-linux-aarch64.so.1', false],
    ['/opt/x86_64/tool', false],
  ])('%s is a path of the system: %s', (path, isOne) => {
    expect(systemPath.test(path)).toBe(isOne);
  });
});

describe('architectures in the names of images', () => {
  test.each([
    ['amd64/debian:12', ['amd64']],
    ['registry.example.com/base:1.2-arm64v8@sha256:amd64', ['arm64v8']],
    ['arm64.example.com/base:1', []],
  ])('%s names %j', (name, words) => {
    expect(wordsOf(archWordsInImage(name), name)).toEqual(words);
  });

  test('official images of one architecture have one of all', () => {
    expect(officialForAll('docker.io/arm64v8/alpine:3.22')).toBe('alpine:3.22');
    expect(officialForAll('amd64/team/app:1')).toBeUndefined();
  });
});
