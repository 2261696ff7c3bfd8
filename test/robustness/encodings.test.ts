import { describe, expect, test } from 'vitest';
import {
  type Files,
  itsFinding,
  itsRunnerFinding,
  lintFiles,
  pipelineWithFinding,
  runnerWithFinding,
} from './lint-files.ts';

/** A repository with a file of every kind; the script lies in a file of its own. */
const repository: Files = {
  '.gitlab-ci.yml': pipelineWithFinding.replace(/ {2}script:[^]*$/, '  script: [sh ci/build.sh]\n'),
  'ci/build.sh':
    'docker build \\\n  --tag registry.example.com/shop/server:latest .\ndocker push registry.example.com/shop/server:latest\n',
  Dockerfile:
    'FROM --platform=$BUILDPLATFORM golang:1.24 AS build\nRUN GOARCH=arm64 \\\n  go build -o /server .\nFROM scratch\nCOPY --from=build /server /\n',
  'runner/config.toml': runnerWithFinding,
  'runner/values.yaml':
    'gitlabUrl: https://gitlab.example.com\nrunners:\n  config: |\n    [[runners]]\n      executor = "kubernetes"\n      [runners.kubernetes]\n        privileged = true\n',
};

/** Scripts stay as they are: to a shell, a byte order mark is a part of the first command's name. */
const changed = (change: (text: string) => string): Files =>
  Object.fromEntries(
    Object.entries(repository).map(([path, text]) => [path, path.endsWith('.sh') ? text : change(text)]),
  );

test('the repository has findings of both kinds', () => {
  expect(lintFiles(repository)).toEqual(expect.arrayContaining([itsFinding, itsRunnerFinding]));
});

describe('the same is found whatever the spelling of the files', () => {
  test.each([
    ['carriage returns', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
    ['a byte order mark and carriage returns', (text: string) => `\uFEFF${text.replaceAll('\n', '\r\n')}`],
    ['no line break at the end', (text: string) => text.trimEnd()],
    ['comments in Chinese', (text: string) => `# 构建多架构镜像 🚢\n${text}# 完\n`],
    ['empty lines behind', (text: string) => `${text}\n\n\n`],
  ])('%s', (_, change) => {
    expect(lintFiles(changed(change))).toEqual(lintFiles(repository));
  });

  test('names in Chinese', () => {
    const config = pipelineWithFinding.replaceAll(/\bbuild(?=:|\])/g, '构建').replace('stage: build', 'stage: 构建');
    expect(lintFiles({ '.gitlab-ci.yml': config })).toEqual(lintFiles({ '.gitlab-ci.yml': pipelineWithFinding }));
  });
});

test.each([
  ['Windows paths', 'build:\n  script: ["docker build -f C:\\\\src\\\\Dockerfile -t a .\\\\src", "ci\\\\build.bat"]\n'],
  ['a Windows path as include', 'include: ci\\build.yml\n'],
  ['characters outside the first plane', 'build🚢: { script: "docker build -t 🚢:$🚢 .", tags: [🚢] }\n'],
  ['combining and right-to-left characters', 'be\u0301: { script: "docker build -t \u202Eabc ." }\n'],
  ['line separators that YAML does not know', 'build: { script: "make\u2028docker build .\u0085" }\n'],
  ['old line breaks', 'build:\r  script: make\r'],
])('%s end in findings or quietly', (_, config) => {
  expect(lintFiles({ '.gitlab-ci.yml': config, 'runner/config.toml': runnerWithFinding })).toContain(itsRunnerFinding);
});
