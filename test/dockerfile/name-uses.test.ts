import { describe, expect, test } from 'vitest';
import { readDockerfile } from '../../src/dockerfile/read-dockerfile.ts';
import type { NameUse } from '../../src/model/dockerfile/dockerfile.ts';
import { SourceFile, sourceText } from '../../src/source/source-file.ts';

const usesOf = (text: string): readonly NameUse[] =>
  readDockerfile(new SourceFile('Dockerfile', text)).stages.flatMap(({ uses }) => uses);
const shown = ({ instruction, declared, span }: NameUse): string =>
  `${instruction} ${sourceText(span)} ${declared.is === 'set' ? declared.value.keyword : declared.is}`;
const usesIn = (body: string): readonly string[] => usesOf(`FROM golang:1.25\n${body}`).map(shown);

describe('uses of names', () => {
  test.each([
    ['a label', 'LABEL arch=$TARGETARCH', ['LABEL $TARGETARCH unset']],
    ['a copy', 'COPY "bin/${TARGETARCH}" /app', ['COPY ${TARGETARCH} unset']],
    ['the here-document of a copy', 'COPY <<EOF /arch\n$TARGETARCH\nEOF', ['COPY $TARGETARCH unset']],
    ['a mount', 'RUN --mount=type=cache,id=go-$TARGETARCH,target=/go make', ['RUN $TARGETARCH unset']],
    ['a command', 'RUN curl -fsSL https://dl.example.com/$TARGETARCH', ['RUN $TARGETARCH unset']],
    ['the word of a case', 'RUN case "$TARGETARCH" in arm64) A=a ;; esac', ['RUN $TARGETARCH unset']],
    ['a substitution', 'RUN echo "$(map "$TARGETARCH")"', ['RUN $TARGETARCH unset']],
    ['a script of several lines', 'RUN <<EOF\nmake $TARGETARCH\nEOF', ['RUN $TARGETARCH unset']],
    ['the script of an exec form', 'RUN ["sh", "-c", "make $TARGETARCH"]', ['RUN "make $TARGETARCH" unset']],
  ])('are seen in %s', (_, body, uses) => {
    expect(usesIn(body)).toEqual(uses);
  });

  test.each([
    ['in single quotes', "RUN echo '$TARGETARCH'"],
    ['in single quotes of a label', "LABEL arch='$TARGETARCH'"],
    ['behind an escape', 'LABEL arch=\\$TARGETARCH'],
    ['in a here-document with a quoted delimiter', 'COPY <<"EOF" /arch\n$TARGETARCH\nEOF'],
    ['in what the container runs', 'CMD echo $TARGETARCH'],
    ['in a trigger', 'ONBUILD RUN echo $TARGETARCH'],
    ['where another program than a shell runs the command', 'SHELL ["pwsh", "-Command"]\nRUN echo $TARGETARCH'],
    ['where the shell sets it', 'RUN TARGETARCH=$(uname -m) && echo $TARGETARCH'],
    ['where the shell reads it', 'RUN read -r TARGETARCH < /arch && echo $TARGETARCH'],
    ['as the variable of a loop', 'RUN for TARGETARCH in a b; do echo $TARGETARCH; done'],
  ])('are none %s', (_, body) => {
    expect(usesIn(body)).toEqual([]);
  });

  test.each([
    ['an ARG before', 'ARG TARGETARCH\nRUN make $TARGETARCH', ['RUN $TARGETARCH ARG']],
    ['no ARG behind', 'RUN make $TARGETARCH\nARG TARGETARCH', ['RUN $TARGETARCH unset']],
    ['an ENV before', 'ENV ARCH=arm64\nRUN make $ARCH', ['RUN $ARCH ENV']],
    ['a stage below', 'ARG TARGETARCH\nFROM base', []],
  ])('are declared by %s', (_, body, uses) => {
    expect(usesIn(body)).toEqual(uses);
  });

  test('inherit what the stage below declares, and nothing global', () => {
    const text = 'ARG OUTER\nFROM golang:1.25 AS base\nARG TARGETARCH\nFROM base\nRUN make $TARGETARCH $OUTER';
    expect(usesOf(text).map(shown)).toEqual(['RUN $TARGETARCH ARG', 'RUN $OUTER unset']);
  });

  test('may be declared by a base image whose name is not known, or by a script that is sourced', () => {
    expect(usesOf('ARG BASE\nFROM $BASE\nRUN make $TARGETARCH').map(shown)).toEqual(['RUN $TARGETARCH unknown']);
    expect(usesIn('RUN . ./env.sh && make $TARGETARCH')).toEqual(['RUN $TARGETARCH unknown']);
  });

  test('tell what they fill and what they fall back to', () => {
    const [use] = usesOf('FROM golang:1.25\nRUN GOARCH="${TARGETARCH:-$(go env GOARCH)}" go build');
    expect([use!.assigns, use!.operator, use!.operand]).toEqual(['GOARCH', ':-', '$(go env GOARCH)']);
    const [nested] = usesOf('FROM golang:1.25\nENV ARCH=${TARGETARCH:-${BUILDARCH}}');
    expect([nested!.assigns, nested!.operator, nested!.operand]).toEqual(['ARCH', ':-', '${BUILDARCH}']);
    expect(usesOf('FROM golang:1.25\nRUN GOARCH=$TARGETARCH-x go build')[0]!.assigns).toBeUndefined();
  });
});

describe('the rest of a Dockerfile', () => {
  test('keeps mounts with their options', () => {
    const text = 'FROM a AS x\nFROM b\nRUN --mount=target=/src,from=x --mount=type=cache,id=go,target=/go,ro make';
    const [bind, cache] = readDockerfile(new SourceFile('Dockerfile', text)).stages[1]!.runs[0]!.mounts;
    expect([bind!.type, cache!.type]).toEqual(['bind', 'cache']);
    expect(bind!.from.is === 'set' && bind!.from.value.is).toBe('stage');
    expect([...cache!.options.keys()]).toEqual(['type', 'id', 'target', 'ro']);
  });

  test('keeps the directives at the top, and nothing behind the first other line', () => {
    const text = '# syntax=docker/dockerfile:1.4\n# check=skip=all\n\n# escape=`\nFROM a';
    const { directives } = readDockerfile(new SourceFile('Dockerfile', text));
    expect(directives.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'syntax docker/dockerfile:1.4',
      'check skip=all',
    ]);
    expect(sourceText(directives[1]!.span)).toBe('# check=skip=all');
  });
});
