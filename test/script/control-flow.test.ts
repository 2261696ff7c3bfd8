import { describe, expect, test } from 'vitest';
import { holesOf, set, showText } from '../../src/value/index.ts';
import { linesOf, read, shown } from './reading.ts';

describe('what runs', () => {
  test.each<[string, readonly string[]]>([
    ['for A in amd64 arm64; do docker push app:$A; done', ['docker push app:amd64', 'docker push app:arm64']],
    ['for A in $ARCHS; do docker push app:$A; done', ['docker push app:$A?']],
    ['for F in *.Dockerfile; do docker build -f $F .; done', ['docker build -f $F .?']],
    ['A=x; if [[ $A == x ]]; then make yes; else make no; fi', ['make yes']],
    ['case $A in *amd*) make a ;;& *arm*) make b ;;& *390*) make c ;;& esac', ['make a?', 'make b?', 'make c?']],
    ['case $A in x) make x ;; a) make a ;;& *) make b ;; esac', ['make x?', 'make a?', 'make b?']],
    ['make && docker push app', ['make', 'docker push app']],
    ['make || docker push app', ['make', 'docker push app?']],
    ['exit 0; docker push app', ['exit 0']],
    ['make; false; docker push app', ['make', 'false']],
    ['(exit 1) || make', ['exit 1', 'make']],
    ['f() { docker push app:$1; }; f amd64; f arm64', ['docker push app:amd64', 'docker push app:arm64']],
    ['f() { return 1; }; if f; then make yes; else make no; fi', ['return 1', 'make no']],
    ["sh -c 'docker push app; make'", ['docker push app', 'make']],
    ['eval "docker push $IMAGE"', ['docker push $IMAGE …']],
    ['echo "docker push app" | sh', ['echo docker push app', 'docker push app']],
    ['sudo -E A=b timeout 30 docker push app', ['docker push app']],
    ['time docker push app', ['docker push app']],
    ['exec docker push app; make', ['docker push app']],
    ['while true; do make; break; done; docker push app', ['true', 'make', 'break', 'docker push app']],
  ])('%s', (script, expected) => {
    expect(linesOf(script)).toEqual(expected);
  });

  test('both ways of a question that is open are read, each with its condition', () => {
    const commands = read('if [ -n "$CI_COMMIT_TAG" ]; then make release; else make snapshot; fi').items;
    expect(commands.map(shown)).toEqual(['[ -n $CI_COMMIT_TAG ]', 'make release?', 'make snapshot?']);
    expect(commands[1]?.runs).toMatchObject({
      is: 'unknown',
      causes: [{ kind: 'rules', because: 'the command runs only if `[ -n "$CI_COMMIT_TAG" ]`' }],
    });
  });

  test('an early exit under a condition leaves the rest certain', () => {
    expect(linesOf('[ -z "$TOKEN" ] && exit 1; docker push app').at(-1)).toBe('docker push app');
    expect(linesOf('docker pull app || exit 1\ndocker push app').at(-1)).toBe('docker push app');
  });

  test('what the way that leaves early sets is not seen behind it', () => {
    expect(linesOf('T=a; if [ -z "$X" ]; then T=b; exit 0; fi; docker push $T').at(-1)).toBe('docker push a');
  });

  test('a function that returns early under a condition may have set either value', () => {
    const last = read('f() { T=a; if [ -z "$X" ]; then return; fi; T=b; }; f; docker push "$T"').items.at(-1);
    expect(last?.args.items.flatMap(holesOf)).toHaveLength(1);
  });

  test('what a loop of unknown length counts is not known, neither in it nor behind it', () => {
    const commands = read(
      'I=0; while docker pull app:$I; do I=$((I+1)); docker push app:$I; done; docker tag a:$I',
    ).items;
    expect(commands.map(({ args }) => args.items.flatMap(holesOf).length)).toEqual([1, 1, 1]);
  });

  test('variables, functions and the directory flow from item to item', () => {
    const commands = read(['cd images/server', 'TAG=v1', 'push() { docker push app:$TAG; }', 'push']).items;
    expect(shown(commands.at(-1)!)).toBe('docker push app:v1');
    expect(showText(commands.at(-1)!.directory)).toBe('images/server');
    expect(commands.at(-1)?.via).toHaveLength(1);
  });

  test('a subshell leaves the directory and the variables as they were', () => {
    const last = read('T=a; (cd sub; T=b; make); docker push $T').items.at(-1)!;
    expect([shown(last), showText(last.directory)]).toEqual(['docker push a', '']);
  });

  test.each([
    ['docker push app || true', true],
    ['docker push app || :', true],
    ['docker push app || echo failed', true],
    ['docker push app || exit 1', false],
    ['docker push app || { echo failed; exit 1; }', false],
    ['set +e; docker push app; make', true],
    ['docker push app; make', false],
    ['docker push app && make', false],
    ['docker push app && make; make', true],
    ['if docker push app; then make; fi', true],
  ])('whether the script goes on when the push fails: %s', (script, isIgnored) => {
    const push = read(script).items.find((command) => shown(command) === 'docker push app');
    expect(push?.failureIsIgnored).toBe(isIgnored);
  });

  test.each([
    ['$(uname -m)', 'aarch64'],
    ['$(arch)', 'aarch64'],
    ['$(dpkg --print-architecture)', 'arm64'],
    ['$(apk --print-arch)', 'aarch64'],
    ['$(go env GOARCH)', 'arm64'],
    ['$(uname -s | tr A-Z a-z)', 'linux'],
    ["$(uname -m | sed 's/x86_64/amd64/;s/aarch64/arm64/')", 'arm64'],
    ['$(case $(uname -m) in aarch64) echo arm64 ;; *) echo amd64 ;; esac)', 'arm64'],
  ])('on a machine that is known, %s is %s', (script, expected) => {
    const machine = set({ os: 'linux', architecture: 'arm64', variant: '' });
    expect(linesOf(`docker push ${script}`, { machine }).at(-1)).toBe(`docker push ${expected}`);
  });
});

describe('what is out of sight', () => {
  test.each([
    ['./ci/build.sh', '`./ci/build.sh` was not read'],
    ['. ./build.env', '`./build.env` was not read'],
    ['curl -s https://get.example.com | sh', '`sh` runs what it reads'],
    ['eval "$COMMAND"', '`eval $COMMAND` runs what it is given'],
    ['bash -c "$COMMAND"', '`$COMMAND` holds the commands'],
    ['"$CI_PROJECT_DIR/ci/build.sh"', '`$CI_PROJECT_DIR/ci/build.sh` was not read'],
    ['f() { f; }; f', 'functions call each other more deeply than is followed'],
  ])('opens the list: %s', (script, because) => {
    expect(read(script).openTo.map((cause) => cause.because)).toEqual([because]);
  });

  test.each(['buildctl-daemonless.sh build', '/kaniko/executor --context .', 'eval $(ssh-agent -s)', 'make'])(
    'a program of the image does not: %s',
    (script) => {
      expect(read(script).openTo).toEqual([]);
    },
  );

  test('an item that is no shell opens the list, and the others are read', () => {
    const { items, openTo } = read(['make', 'if then', 'docker push app']);
    expect(items.map(shown)).toContain('docker push app');
    expect(openTo[0]).toMatchObject({ kind: 'syntax' });
  });

  test('an `if` that another item ends is one command', () => {
    expect(linesOf(['if [ a = a ]; then', 'docker push app', 'fi'])).toEqual(['[ a = a ]', 'docker push app']);
  });
});
