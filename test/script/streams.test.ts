import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../src/source/source-file.ts';
import { showText } from '../../src/value/index.ts';
import { jobVariables, linesOf, read, shown } from './reading.ts';

describe('files', () => {
  test('a heredoc is the content of the file it goes to, with its place', () => {
    const script = 'cat <<EOF > spec.yml\nimage: $CI_REGISTRY_IMAGE:v1\nEOF\nmanifest-tool push from-spec spec.yml';
    const [write, push] = read(script).items;
    expect(push?.files.get('spec.yml')).toBeDefined();
    const content = push!.files.get('spec.yml')!;
    expect(showText(content)).toBe('image: $CI_REGISTRY_IMAGE:v1\n');
    expect(write?.writes.map(({ path, appends }) => [showText(path), appends])).toEqual([['spec.yml', false]]);
    expect(script.slice(content.span.start, content.span.end)).toContain('image: $CI_REGISTRY_IMAGE:v1');
  });

  test.each([
    ["cat > f <<'EOF'\n$A\nEOF", '$A\n'],
    ['cat > f <<-EOF\n\tone\n\t\ttwo\n\tEOF', 'one\ntwo\n'],
    ['echo "A=1" > f; echo "B=2" >> f', 'A=1\nB=2\n'],
    ['printf "%s=%s\\n" A 1 B 2 > f', 'A=1\nB=2\n'],
    ['{ echo one; echo two; } > f', 'one\ntwo\n'],
    ['echo one | tee f', 'one\n'],
    ['echo one > e; cat e > f', 'one\n'],
    ['echo one > f 2>/dev/null', 'one\n'],
    ['echo -n one > f', 'one'],
    ['for A in x y; do echo $A; done > f', 'x\ny\n'],
    ['echo "amd64" | sed s/amd/arm/ > f', 'arm64\n'],
    ['echo one > e; cp e f', 'one\n'],
    ['echo one > e; mv e f', 'one\n'],
  ])('the content that is left behind by %s', (script, expected) => {
    const last = read(`${script}\ntrue`).items.at(-1)!;
    expect(showText(last.files.get('f')!)).toBe(expected);
  });

  test('a path is known from the checkout and from the directory', () => {
    const last = read('cd ci; echo x > spec.yml; manifest-tool push from-spec spec.yml').items.at(-1)!;
    expect([...last.files.keys()]).toEqual(['ci/spec.yml', 'spec.yml']);
  });

  test('sourcing a file that the script wrote sets its variables', () => {
    expect(linesOf('echo "TAG=v1" > build.env; . ./build.env; docker push app:$TAG').at(-1)).toBe('docker push app:v1');
  });

  test('a script of the repository is read where it is called', () => {
    const readFile = (path: string): SourceFile | undefined =>
      path === 'ci/push.sh' ? new SourceFile(path, '#!/bin/sh\ndocker push "$1"\n') : undefined;
    const { items, openTo } = read('./ci/push.sh app:v1', { readFile });
    expect([items.map(shown), openTo]).toEqual([['docker push app:v1'], []]);
    expect(items[0]?.span.file.path).toBe('ci/push.sh');
  });

  test('the content of a file of the repository is the same in all jobs', () => {
    const readFile = (path: string): SourceFile | undefined =>
      path === 'VERSION' ? new SourceFile(path, '1') : undefined;
    const [first, second] = ['a', 'b'].map((scope) =>
      read('docker push "$(cat VERSION)"', { scope, readFile }).items.at(-1),
    );
    expect(first?.args.items[1]?.parts).toMatchObject([{ shown: '$(cat VERSION)' }]);
    expect(first?.args.items[1]?.parts).toEqual(second?.args.items[1]?.parts);
  });
});

describe('input', () => {
  test('a pipe from `echo` is known, one from another program is not', () => {
    const [, known] = read('echo "$TOKEN" | docker login --password-stdin').items;
    expect(known?.stdin).toMatchObject({ is: 'set' });
    const [, open] = read('vault read token | docker login --password-stdin').items;
    expect(open?.stdin.is).toBe('unknown');
    expect(read('docker login').items[0]?.stdin.is).toBe('unset');
  });

  test('a here string is input', () => {
    const [command] = read('docker login --password-stdin <<< "$TOKEN"').items;
    expect(command?.stdin.is === 'set' && showText(command.stdin.value)).toBe('$TOKEN\n');
  });
});

describe('the environment of a command', () => {
  const variables = jobVariables({ GOARCH: 'amd64' });
  const environmentOf = (script: string, name: string): string => {
    const field = read(script, { variables }).items.at(-1)!.environment(name);
    return field.is === 'set' ? showText(field.value) : field.is;
  };

  test.each([
    ['make', 'GOARCH', 'amd64'],
    ['GOARCH=arm64; make', 'GOARCH', 'arm64'],
    ['GOARCH=arm64 make', 'GOARCH', 'arm64'],
    ['env GOARCH=arm64 make', 'GOARCH', 'arm64'],
    ['unset GOARCH; make', 'GOARCH', 'unset'],
    ['CC=gcc; make', 'CC', 'unset'],
    ['export CC=gcc; make', 'CC', 'gcc'],
    ['CC=gcc; export CC; make', 'CC', 'gcc'],
    ['declare -x CC=gcc; make', 'CC', 'gcc'],
    ['make', 'SECRET', 'unknown'],
    ['make', 'CI_COMMIT_SHA', '$CI_COMMIT_SHA'],
  ])('%s: %s is %s', (script, name, expected) => {
    expect(environmentOf(script, name)).toBe(expected);
  });
});
