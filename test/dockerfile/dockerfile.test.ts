import { describe, expect, test } from 'vitest';
import { readDockerfile } from '../../src/dockerfile/read-dockerfile.ts';
import type { ShellCommand } from '../../src/model/command/shell-command.ts';
import type { Dockerfile, DockerfileStage, StageBase } from '../../src/model/dockerfile/dockerfile.ts';
import { SourceFile, sourceText } from '../../src/source/source-file.ts';
import { type Field, holesOf, showText, type Text } from '../../src/value/index.ts';

const read = (text: string): Dockerfile => readDockerfile(new SourceFile('Dockerfile', text));
const shown = (field: Field<Text>): string => (field.is === 'set' ? showText(field.value) : field.is);

function shownBase(base: StageBase): string {
  if (base.is === 'stage') return `stage ${String(base.stage.index)}`;
  return base.is === 'image' ? showText(base.reference.text) : 'scratch';
}

const basesOf = (text: string): readonly string[] => read(text).stages.map(({ from }) => shownBase(from));
const stageOf = (body: string): DockerfileStage => read(`FROM golang:1.24\n${body}`).stages[0]!;
const shownCommand = ({ program, args }: ShellCommand): string => [program, ...args.items].map(showText).join(' ');
const commandsOf = (body: string): readonly string[] =>
  stageOf(body).runs.flatMap(({ commands }) => commands.items.map(shownCommand));
const problemsOf = (text: string): readonly string[] =>
  read(text).problems.map(({ message, at }) => `${message} at ${sourceText(at)}`);

describe('stages', () => {
  test('start from images, earlier stages or nothing', () => {
    const text = 'FROM golang:1.24 AS Build\nFROM build\nFROM scratch as final\nFROM later\nFROM alpine AS later';
    expect(basesOf(text)).toEqual(['golang:1.24', 'stage 0', 'scratch', 'later', 'alpine']);
    expect(read(text).stages.map(({ name }) => name)).toEqual(['build', undefined, 'final', undefined, 'later']);
  });

  test('of one name: the last one before counts', () => {
    expect(basesOf('FROM a AS x\nFROM b AS x\nFROM x')).toEqual(['a', 'b', 'stage 1']);
  });

  test('have the places of their lines and words', () => {
    const [stage] = read('# build\nFROM --platform=$BUILDPLATFORM \\\n  golang:1.24 AS build\n').stages;
    expect(sourceText(stage!.span)).toBe('FROM --platform=$BUILDPLATFORM \\\n  golang:1.24 AS build');
    expect(sourceText(stage!.from.span)).toBe('golang:1.24');
    expect(stage!.platformFlag.is === 'set' && sourceText(stage!.platformFlag.value.span)).toBe('$BUILDPLATFORM');
  });

  test('may name a platform that the builder sets', () => {
    const { platformFlag } = read('FROM --platform=$BUILDPLATFORM golang').stages[0]!;
    expect(platformFlag.is === 'set' && holesOf(platformFlag.value).map(({ symbol }) => symbol)).toEqual([
      'BUILDPLATFORM',
    ]);
    expect(read('FROM golang').stages[0]!.platformFlag.is).toBe('unset');
  });

  test.each([
    ['ARG VERSION=1.24\nFROM golang:$VERSION', 'golang:1.24'],
    ['ARG VERSION=1.24\nFROM golang:${VERSION}-alpine', 'golang:1.24-alpine'],
    ['ARG A=1 B=2\nFROM golang:$A.$B', 'golang:1.2'],
    ['ARG A=1\nARG B=${A}.24\nFROM golang:$B', 'golang:1.24'],
    ['ARG NAME="golang"\nFROM "$NAME:1"', 'golang:1'],
    ['ARG VERSION\nFROM golang:${VERSION:-1.24}', 'golang:1.24'],
    ['FROM golang:${VERSION:-1.${MINOR:-24}}', 'golang:1.24'],
    ['ARG VERSION\nFROM golang:$VERSION', 'golang:$VERSION'],
    ['ARG DEBUG\nFROM golang:1${DEBUG:+-debug}', 'golang:1'],
    ['FROM build-${TARGETARCH}', 'build-$TARGETARCH'],
    ['ARG TARGETARCH\nFROM build-${TARGETARCH:-amd64}', 'build-${TARGETARCH:-amd64}'],
    ['ARG BASE=""\nFROM ${BASE}', '$BASE'],
    ['ARG SUFFIX=""\nFROM golang:1$SUFFIX', 'golang:1'],
  ])('%s', (text, base) => {
    expect(basesOf(text)).toEqual([base]);
    expect(problemsOf(text)).toEqual([]);
  });

  test('see no argument of another stage', () => {
    expect(basesOf('FROM a\nARG TAG=1\nFROM b:${TAG:-2}')).toEqual(['a', 'b:2']);
  });
});

describe('arguments and variables', () => {
  test('are listed in the order of their lines', () => {
    const stage = stageOf('ARG TARGETARCH VERSION=1\nENV GOARCH=$TARGETARCH PATH="/go bin"\nENV MESSAGE hello  world');
    expect(stage.args.map(({ name, value }) => `${name} ${shown(value)}`)).toEqual([
      'TARGETARCH unset',
      'VERSION 1',
      'GOARCH $TARGETARCH',
      'PATH /go bin',
      'MESSAGE hello  world',
    ]);
    expect(stage.env.map(({ name }) => name)).toEqual(['GOARCH', 'PATH', 'MESSAGE']);
    expect(sourceText(stage.args[1]!.span)).toBe('VERSION=1');
  });

  test('in front of the first stage are global', () => {
    expect(read('ARG VERSION=1\nFROM alpine').globalArgs).toMatchObject([{ name: 'VERSION' }]);
  });

  test.each([
    ['ARG TARGETARCH\nRUN echo $TARGETARCH', 'variable', 'TARGETARCH'],
    ['RUN echo $TARGETARCH', 'out-of-scope-variable', 'Dockerfile TARGETARCH'],
    ['RUN echo $TARGETARCH\nARG TARGETARCH', 'out-of-scope-variable', 'Dockerfile TARGETARCH'],
    ['RUN echo $GOPATH', 'variable', 'Dockerfile GOPATH'],
  ])('%j', (body, kind, symbol) => {
    const [hole] = holesOf(stageOf(body).runs[0]!.commands.items[0]!.args.items[0]!);
    expect(hole).toMatchObject({ symbol, cause: { kind } });
  });

  test('that `ENV` sets beat arguments', () => {
    expect(commandsOf('ENV MODE=release\nARG MODE=debug\nRUN echo $MODE')).toEqual(['echo release']);
  });

  test('of a line take the values from before the line', () => {
    expect(commandsOf('ENV A=1\nENV A=2 B=$A\nRUN echo $A $B')).toEqual(['echo 2 1']);
  });

  test('are inherited from the stage below, global defaults through a bare `ARG`', () => {
    const { stages } = read('ARG V=7\nFROM a AS x\nARG V\nENV E=$V\nFROM x\nRUN echo $V $E');
    expect(stages[1]!.runs[0]!.commands.items.map(shownCommand)).toEqual(['echo 7 7']);
  });
});

describe('RUN', () => {
  test('holds commands over continued lines, comment lines left out', () => {
    const body = 'RUN go mod download \\\n  # the binary\n\n && go build \\\n    -o /app ./cmd/api';
    expect(commandsOf(body)).toEqual(['go mod download', 'go build -o /app ./cmd/api']);
    const [run] = stageOf(body).runs;
    expect(sourceText(run!.commands.items[0]!.span)).toBe('go mod download');
    expect(sourceText(run!.commands.items[1]!.args.items[2]!.span)).toBe('/app');
    expect(sourceText(run!.span)).toBe(body);
  });

  test('shows its flags', () => {
    const [run] = stageOf('RUN --mount=type=cache,target=/root/.cache \\\n  --network=none go build').runs;
    expect(run!.flags.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'mount type=cache,target=/root/.cache',
      'network none',
    ]);
    expect(sourceText(run!.flags[1]!.span)).toBe('--network=none');
    expect(run!.commands.items.map(shownCommand)).toEqual(['go build']);
  });

  test.each([
    ['RUN <<EOF\ngo vet ./...\ngo test ./...\nEOF', ['go vet ./...', 'go test ./...']],
    ['RUN <<-"EOF"\n\tgo vet ./...\n\tEOF\nRUN go test', ['go vet ./...', 'go test']],
    ['RUN <<A cat > a && <<B cat > b\n1\nA\n2\nB\nRUN go test', ['cat', 'cat', 'go test']],
    ['RUN 3<<EOF cat /dev/fd/3\nFROM nothing\nEOF\nRUN go test', ['cat /dev/fd/3', 'go test']],
  ])('reads here-documents: %j', (body, commands) => {
    expect(commandsOf(body)).toEqual(commands);
    expect(stageOf(body).runs[0]!.hasHeredoc).toBe(true);
  });

  test('of another language stays open', () => {
    const [run] = stageOf('RUN <<EOF\n#!/usr/bin/env python3\nprint("go build")\nEOF').runs;
    expect(run!.commands).toMatchObject({ items: [], openTo: [{ kind: 'indirection', because: '`python3` runs it' }] });
  });

  test('follows the `SHELL` of its stage', () => {
    expect(commandsOf('SHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN go test')).toEqual(['go test']);
    expect(read('FROM a AS x\nSHELL ["pwsh", "-c"]\nFROM x\nRUN ls').stages[1]!.runs[0]!.commands.items).toEqual([]);
    expect(read('# escape=`\nFROM windows\nRUN dir').stages[0]!.runs[0]!.commands.items).toEqual([]);
    expect(stageOf('SHELL ["powershell", "-Command"]\nRUN Write-Host').runs[0]!.commands.items).toEqual([]);
  });

  test.each([
    ['RUN ["go", "build", "-o", "/my app"]', ['go build -o /my app']],
    ['RUN ["/bin/sh", "-c", "go vet && go test"]', ['go vet', 'go test']],
    ['RUN ["echo", "$HOME"]', ['echo $HOME']],
  ])('reads the exec form: %s', (body, commands) => {
    expect(commandsOf(body)).toEqual(commands);
  });

  test('expands nothing in the exec form', () => {
    const [command] = stageOf('ENV A=1\nRUN ["echo", "$A"]').runs[0]!.commands.items;
    expect(command!.args.items[0]!.parts).toEqual(['$A']);
    expect(command!.environment('A').is).toBe('set');
    expect(command!.environment('B').is).toBe('unknown');
    expect(sourceText(command!.args.items[0]!.span)).toBe('"$A"');
  });

  test('of a trigger belongs to other builds', () => {
    expect(stageOf('ONBUILD RUN go build').runs).toEqual([]);
  });
});

describe('COPY and ADD', () => {
  test('take from the context, from stages or from images', () => {
    const text =
      'FROM a AS build\nFROM b\nCOPY --from=BUILD /app /\nCOPY --from=0 x y /\nCOPY --from=alpine:3.22 z /\nADD . /src\nCOPY --from=late q /\nFROM c AS late';
    const { copies } = read(text).stages[1]!;
    expect(copies.map(({ from }) => (from.is === 'set' ? shownBase(from.value) : from.is))).toEqual([
      'stage 0',
      'stage 0',
      'alpine:3.22',
      'unset',
      'stage 2',
    ]);
    expect(copies.map(({ sources }) => sources.map(showText))).toEqual([['/app'], ['x', 'y'], ['z'], ['.'], ['q']]);
    expect(copies.map(({ instruction }) => instruction)).toEqual(['COPY', 'COPY', 'COPY', 'ADD', 'COPY']);
  });

  test('read the JSON form and variables', () => {
    const { copies } = stageOf('ARG TARGETARCH\nCOPY ["my app", "/bin/"]\nCOPY --chmod=755 bin/$TARGETARCH/api /bin/');
    expect(copies.map(({ sources }) => sources.map(showText))).toEqual([['my app'], ['bin/$TARGETARCH/api']]);
    expect(copies[1]!.flags).toMatchObject([{ name: 'chmod', value: '755' }]);
  });

  test('of a here-document keep the rest of the file apart', () => {
    const stage = stageOf('COPY <<EOF /etc/app.conf\nRUN nothing\nEOF\nRUN go test');
    expect(stage.copies[0]!.sources.map(showText)).toEqual(['<<EOF']);
    expect(stage.runs).toHaveLength(1);
  });
});

describe('the file', () => {
  test('may continue lines with a backtick', () => {
    const stage = read('# escape=`\nFROM windows\nRUN go build `\n  -o C:\\\nRUN go test').stages[0]!;
    expect(stage.runs).toHaveLength(2);
    expect(sourceText(stage.runs[0]!.span)).toBe('RUN go build `\n  -o C:\\');
  });

  test('is not continued by a doubled backslash', () => {
    expect(stageOf('COPY a C:\\\\\nRUN go test').runs).toHaveLength(1);
  });

  test('may have a byte order mark and Windows line ends', () => {
    const { stages, problems } = read(
      '\ufeff# syntax=docker/dockerfile:1\r\nFROM golang\r\nRUN go build \\\r\n  ./...\r\n',
    );
    expect(problems).toEqual([]);
    expect(sourceText(stages[0]!.span)).toBe('FROM golang');
    expect(stages[0]!.runs[0]!.commands.items.map(shownCommand)).toEqual(['go build ./...']);
  });

  test.each([
    ['FROM a\nRNU x', 'unknown instruction `RNU` at RNU x'],
    ['RUN x\nFROM a', '`RUN` stands in front of the first `FROM` at RUN x'],
    ['FROM a b', '`FROM` needs an image, or an image and `AS` with a name at FROM a b'],
    ['FROM', '`FROM` needs an image at FROM'],
    ['FROM $NAME', 'the base `$NAME` is empty at $NAME'],
    ['FROM a\nCOPY x', '`COPY` needs at least two arguments at COPY x'],
    ['', 'the file has no `FROM` at '],
  ])('has a problem: %j', (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  test.each([
    ['a long continued line', `FROM a\nENV \\\n${'  A=$A \\\n'.repeat(20_000)} B=1`],
    ['many stages and comments', 'FROM a AS b\n# x\n'.repeat(10_000)],
    ['deep defaults', `FROM ${'${A:-'.repeat(20_000)}`],
    ['a value that doubles', `ARG A=aa\n${'ARG A=$A$A\n'.repeat(100)}FROM $A`],
    ['unclosed here-documents', `FROM a\n${'RUN <<E\n'.repeat(20_000)}`],
  ])('is read in linear time: %s', (_name, text) => {
    const start = performance.now();
    expect(() => read(text)).not.toThrow();
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
