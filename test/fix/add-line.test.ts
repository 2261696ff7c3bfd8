import { describe, expect, test } from 'vitest';
import { patched } from './patched.ts';

const push = 'docker manifest push app';

/** Adds the push behind `create app`. */
const withPush = (text: string, path?: string) =>
  patched(text, ({ place }) => [{ op: 'add-line', after: place('docker manifest create app'), text: push }], path);

describe('a command is added to a script', () => {
  test.each([
    [
      's:\n  - docker manifest create app # all\n  # then\n  - true\n',
      's:\n  - docker manifest create app # all\n  - docker manifest push app\n  # then\n  - true\n',
    ],
    [
      "s: ['docker manifest create app', 'true']\n",
      "s: ['docker manifest create app', docker manifest push app, 'true']\n",
    ],
    [
      's:\n  - >-\n    docker manifest create app\n    a b\n  - true\n',
      's:\n  - >-\n    docker manifest create app\n    a b\n  - docker manifest push app\n  - true\n',
    ],
    [
      's:\n  - |\n    if true; then\n      docker manifest create app \\\n        a b\n    fi\n',
      's:\n  - |\n    if true; then\n      docker manifest create app \\\n        a b\n      docker manifest push app\n    fi\n',
    ],
    ['s: |\n  docker manifest create app', 's: |\n  docker manifest create app\n  docker manifest push app'],
    ['s: docker manifest create app\n', 'refused: there is no list or block to add a line to'],
    ['s: |\n  docker manifest create app <<EOF\n  a\n  EOF\n', 'refused: a here-document may follow in the line'],
  ])('%j', (before, after) => {
    expect(withPush(before)).toBe(after);
  });

  test('in files of other kinds', () => {
    const recipe = 'image:\n\tdocker manifest create app \\\n\t  a b\n\ttrue\n';
    expect(withPush(recipe, 'Makefile')).toBe(
      'image:\n\tdocker manifest create app \\\n\t  a b\n\tdocker manifest push app\n\ttrue\n',
    );
    expect(withPush('docker manifest create app', 'ci/merge.sh')).toBe(
      'docker manifest create app\ndocker manifest push app',
    );
    expect(withPush('docker manifest create app <<EOF\nEOF\n', 'ci/merge.sh')).toMatch(/^refused: /);
  });
});

describe('an instruction is added to a Dockerfile', () => {
  test.each([
    ['FROM golang:1.26 AS build\nRUN go build\n', 'FROM golang:1.26 AS build\nARG TARGETARCH\nRUN go build\n'],
    [
      'FROM --platform=$BUILDPLATFORM \\\n  # 镜像\n  golang:1.26 AS build\r\nRUN x\r\n',
      'FROM --platform=$BUILDPLATFORM \\\n  # 镜像\n  golang:1.26 AS build\nARG TARGETARCH\r\nRUN x\r\n',
    ],
    ['FROM golang:1.26 AS build', 'FROM golang:1.26 AS build\nARG TARGETARCH'],
  ])('%j', (before, after) => {
    const result = patched(
      before,
      ({ place }) => [{ op: 'add-line', after: place('golang:1.26'), text: 'ARG TARGETARCH' }],
      'Dockerfile',
    );
    expect(result).toBe(after);
  });

  test('behind the here-documents of an instruction', () => {
    const text = 'FROM alpine\nRUN <<EOF\ntrue \\\nEOF\nRUN x\n';
    expect(
      patched(text, ({ place }) => [{ op: 'add-line', after: place('RUN <<EOF'), text: 'USER 1000' }], 'build/app.df'),
    ).toBe('FROM alpine\nRUN <<EOF\ntrue \\\nEOF\nUSER 1000\nRUN x\n');
  });
});

test('a line of TOML, indented as the one before', () => {
  expect(
    patched(
      '[[runners]]\r\n  [runners.kubernetes]\r\n    image = "alpine"\r\n',
      ({ place }) => [
        { op: 'add-line', after: place('[runners.kubernetes]'), text: 'node_selector_overwrite_allowed = "a"' },
      ],
      'config.toml',
    ),
  ).toBe(
    '[[runners]]\r\n  [runners.kubernetes]\r\n  node_selector_overwrite_allowed = "a"\r\n    image = "alpine"\r\n',
  );
});
