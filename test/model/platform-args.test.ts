import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDockerfile } from '../../src/dockerfile/read-dockerfile.ts';
import type { Dockerfile, DockerfileStage } from '../../src/model/index.ts';
import { isPlatformArg, mayLackPlatformArg } from '../../src/model/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

const dockerfileOf = (text: string): Dockerfile => readDockerfile(new SourceFile('Dockerfile', text));
const lacks = ({ uses }: DockerfileStage): boolean =>
  uses.some(({ name, declared }) => isPlatformArg(name) && declared.is !== 'set');
const mayLack = (body: string): readonly boolean[] => {
  const dockerfile = dockerfileOf(`FROM golang:1.25\n${body}`);
  return dockerfile.stages.map((stage) => mayLackPlatformArg(dockerfile, stage));
};

describe('a stage that may use a platform argument that it does not declare', () => {
  test.each([
    ['uses one', 'RUN make $TARGETARCH', [true]],
    ['declares it later', 'RUN make $TARGETARCH\nARG TARGETARCH', [true]],
    ['declares another one', 'ARG TARGETOS\nRUN make $TARGETARCH', [true]],
    ['uses it on the line that declares it', 'ARG TARGETARCH ARCH=$TARGETARCH', [true]],
    ['breaks its name', 'RUN make $TARGET\\\nARCH', [true]],
    ['is one of two', 'ARG TARGETARCH\nRUN make $TARGETARCH\nFROM scratch\nCOPY $TARGETARCH /', [false, true]],
  ])('%s', (_, body, expected) => {
    expect(mayLack(body)).toEqual(expected);
  });

  test.each([
    ['declares what it uses', 'ARG TARGETOS TARGETARCH=amd64\nRUN make $TARGETOS ${TARGETARCH}'],
    ['uses none', 'RUN make $ARCH'],
    ['uses one of a similar name', 'RUN make $MY_TARGETARCH $TARGETARCHES'],
  ])('is none that %s', (_, body) => {
    expect(mayLack(body)).toEqual([false]);
  });

  test('is every one that does, whatever its lines', () => {
    const name = fc.constantFrom('TARGETARCH', 'TARGETOS', 'BUILDPLATFORM', 'ARCH');
    const line = fc.oneof(
      name.map((one) => `ARG ${one}`),
      fc.tuple(name, name).map(([one, other]) => `ARG ${one}=\${${other}:-x} ${other}`),
      fc.tuple(name, name).map(([one, other]) => `ENV ${one} $${other}`),
      name.map((one) => `RUN make "$${one}" && echo \\\n  '$${one}'`),
      name.map((one) => `RUN <<EOF\nmake $${one}\nEOF`),
      name.map((one) => `RUN make $${one.slice(0, -2)}\\\n${one.slice(-2)}`),
      name.map((one) => `RUN ["sh", "-c", "make $${one}"]`),
      name.map((one) => `COPY --from=0 \${${one}} /`),
      fc.constantFrom(
        'FROM alpine:3.22',
        'FROM --platform=$TARGETPLATFORM alpine AS base',
        'FROM base',
        '# TARGETARCH',
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const dockerfile = dockerfileOf(`FROM golang:1.25 AS base\n${lines.join('\n')}\n`);
        const missed = dockerfile.stages.filter((stage) => lacks(stage) && !mayLackPlatformArg(dockerfile, stage));
        expect(missed).toEqual([]);
      }),
    );
  });
});
