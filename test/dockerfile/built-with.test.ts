import { describe, expect, test } from 'vitest';
import { readDockerfile } from '../../src/dockerfile/read-dockerfile.ts';
import type { Dockerfile } from '../../src/model/dockerfile/dockerfile.ts';
import type { Platform } from '../../src/oci/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { holesOf, literal, showText, type Text } from '../../src/value/index.ts';

const amd64: Platform = { os: 'linux', architecture: 'amd64', variant: '' };
const arm64: Platform = { os: 'linux', architecture: 'arm64', variant: '' };
const armv7: Platform = { os: 'linux', architecture: 'arm', variant: 'v7' };

function built(text: string, platform: Platform, args: Readonly<Record<string, string>> = {}): Dockerfile {
  const dockerfile = readDockerfile(new SourceFile('Dockerfile', text));
  const given = Object.entries(args).map(([name, value]): [string, Text] => [
    name,
    literal(value, dockerfile.file.whole),
  ]);
  return dockerfile.builtWith({ platform, args: new Map(given) });
}

const commandsOf = (dockerfile: Dockerfile): readonly string[] =>
  dockerfile.stages.flatMap(({ runs }) =>
    runs.flatMap(({ commands }) =>
      commands.items.map(({ program, args }) => [program, ...args.items].map(showText).join(' ')),
    ),
  );

describe('a Dockerfile as a build meets it', () => {
  test.each([
    ['ARG TARGETARCH\nRUN make $TARGETARCH', 'make arm'],
    ['ARG TARGETPLATFORM TARGETVARIANT\nRUN make $TARGETPLATFORM $TARGETVARIANT', 'make linux/arm/v7 v7'],
    ['RUN make $TARGETARCH', 'make arm'],
    ['ARG TARGETARCH=amd64\nRUN make $TARGETARCH', 'make arm'],
    ['ARG BUILDARCH\nRUN make $BUILDARCH', 'make $BUILDARCH'],
    ['RUN make $(uname -m)', 'make armv7l'],
    ['RUN case "$(uname -m)" in x86_64) make a;; armv7l) make b;; esac', 'make b'],
    ['ARG TARGETARCH\nRUN if [ "$TARGETARCH" = amd64 ]; then make a; else make b; fi', 'make b'],
    ['ARG TARGETARCH\nRUN case $TARGETARCH in amd64) A=x64;; arm) A=armhf;; esac; make $A', 'make armhf'],
  ])('%j runs %j for linux/arm/v7', (body, expected) => {
    expect(commandsOf(built(`FROM debian:12\n${body}`, armv7)).at(-1)).toBe(expected);
  });

  test('build arguments replace defaults, in stages and in FROM lines', () => {
    const text =
      'ARG BASE=amd64/debian:12\nFROM $BASE\nARG ARCH=amd64\nRUN make $ARCH\nENV X=${ARCH:-none}\nRUN make $X';
    const { stages } = built(text, arm64, { BASE: 'arm64v8/debian:12', ARCH: 'arm64' });
    expect(stages[0]!.from.is === 'image' && showText(stages[0]!.from.reference.text)).toBe('arm64v8/debian:12');
    expect(commandsOf(built(text, arm64, { ARCH: 'arm64' }))).toEqual(['make arm64', 'make arm64']);
    expect(commandsOf(built(text, arm64))).toEqual(['make amd64', 'make amd64']);
  });

  test('stages are chosen by the platform', () => {
    const text = 'FROM debian:12 AS base-amd64\nFROM ubuntu:24.04 AS base-arm64\nFROM base-${TARGETARCH}';
    const base = (platform: Platform) => {
      const from = built(text, platform).stages[2]!.from;
      return from.is === 'stage' ? from.stage.name : from.is;
    };
    expect([base(amd64), base(arm64), base(armv7)]).toEqual(['base-amd64', 'base-arm64', 'image']);
  });

  test('the machine of a stage is that of its own platform, or of the one it starts from', () => {
    const text = [
      'FROM --platform=$BUILDPLATFORM golang:1.24 AS build',
      'RUN make $(uname -m)',
      'FROM build AS more',
      'RUN make $(uname -m)',
      'FROM --platform=linux/amd64 node:22',
      'RUN make $(uname -m)',
    ].join('\n');
    expect(commandsOf(built(text, arm64))).toEqual([
      'uname -m',
      'make $(uname -m)',
      'uname -m',
      'make $(uname -m)',
      'uname -m',
      'make x86_64',
    ]);
  });

  test('a default of a platform argument that the builder fills is not taken', () => {
    const { platformFlag } = built('FROM --platform=${BUILDPLATFORM:-linux/amd64} golang:1.24', arm64).stages[0]!;
    expect(platformFlag.is === 'set' && holesOf(platformFlag.value).map(({ symbol }) => symbol)).toEqual([
      'BUILDPLATFORM',
    ]);
  });

  test('equal inputs give the same reading', () => {
    const dockerfile = readDockerfile(new SourceFile('Dockerfile', 'FROM debian:12'));
    const inputs = { platform: arm64, args: new Map() };
    expect(dockerfile.builtWith(inputs)).toBe(dockerfile.builtWith({ ...inputs }));
    expect(dockerfile.builtWith(inputs)).not.toBe(dockerfile.builtWith({ ...inputs, platform: amd64 }));
  });
});

describe('choices by one value', () => {
  const choicesOf = (body: string, platform = arm64) =>
    built(`FROM debian:12\nARG TARGETARCH\n${body}`, platform).stages[0]!.runs[0]!.choices.map((choice) => ({
      written: choice.written,
      ways: choice.ways.map(({ words, takesRest }) => (takesRest ? '*' : words.join('|'))),
      sets: choice.ways.flatMap(({ sets }) => sets),
      taken: choice.taken.is === 'set' ? choice.ways.indexOf(choice.taken.value) : choice.taken.is,
    }));

  test.each([
    ['RUN case $TARGETARCH in amd64|386) A=x;; arm*) export A=y;; *) exit 1;; esac', ['amd64|386', 'arm*', '*'], 1],
    ['RUN case "$(uname -m)" in x86_64) A=x A=y;; esac', ['x86_64'], 'unset'],
    ['RUN if [ $TARGETARCH = amd64 ]; then A=x; elif [ "$TARGETARCH" == arm64 ]; then A=y; fi', ['amd64', 'arm64'], 1],
    ['RUN if [[ $TARGETARCH == amd64 || $TARGETARCH == x ]]; then A=x; else A=y; fi', ['amd64|x', '*'], 1],
    ['RUN if test $TARGETARCH = amd64 || test $TARGETARCH = 386; then A=x A=y; fi', ['amd64|386'], 'unset'],
  ])('%j', (body, ways, taken) => {
    const [choice] = choicesOf(body);
    expect(choice).toMatchObject({ ways, taken, sets: ['A', 'A'] });
  });

  test('a way that is taken tells whether it ends the script', () => {
    const run = built('FROM debian:12\nRUN case $TARGETARCH in amd64) ;; *) echo no; exit 1;; esac', arm64).stages[0]!
      .runs[0]!;
    expect(run.choices[0]!.ways.map(({ endsScript }) => endsScript)).toEqual([false, true]);
  });

  test.each([
    'RUN if [ -n "$TARGETARCH" ]; then A=x; fi',
    'RUN if [ "$TARGETARCH" != amd64 ]; then A=x; fi',
    'RUN if [ "$TARGETARCH" = amd64 ]; then A=x; elif [ "$OTHER" = y ]; then A=y; fi',
    'RUN if [ "$TARGETARCH" = "$OTHER" ]; then A=x; fi',
    'RUN if [ "$TARGETARCH" = amd64 ] && make; then A=x; fi',
  ])('%j is none', (body) => {
    expect(choicesOf(body)).toEqual([]);
  });
});
