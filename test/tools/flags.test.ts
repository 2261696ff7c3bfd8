import { describe, expect, test } from 'vitest';
import { booleans, csvFields, type FlagGrammar, readFlags, valued } from '../../src/tools/flags.ts';
import { showText } from '../../src/value/index.ts';
import { commandOfLine } from './commands.ts';

const build: FlagGrammar = {
  style: 'pflag',
  operands: 1,
  flags: [...valued('--tag|-t --file|-f'), ...booleans('--push --quiet|-q')],
};
const docker: FlagGrammar = {
  style: 'pflag',
  stopsAtPositional: true,
  flags: [...valued('--context|-c'), ...booleans('--debug|-D')],
  subcommands: { build, image: { style: 'pflag', flags: [], subcommands: { build } } },
};
const buildctl: FlagGrammar = {
  style: 'go',
  flags: valued('--addr'),
  subcommands: { build: { style: 'go', flags: [...valued('--opt --output'), ...booleans('--no-cache')] } },
};

const read = (line: string, grammar = docker) => readFlags(commandOfLine(line).args, grammar);
const shown = (line: string, name: string, grammar = docker) => {
  const value = read(line, grammar).flag(name);
  return value.is === 'set' ? showText(value.value) : value.is;
};

describe('reading command lines', () => {
  test.each([
    ['docker build --tag app .', 'app'],
    ['docker build --tag=app .', 'app'],
    ['docker build -t app .', 'app'],
    ['docker build -tapp .', 'app'],
    ['docker build -t=app .', 'app'],
    ['docker build -qt app .', 'app'],
    ['docker build . -t app', 'app'],
    ['docker -c prod image build -t app .', 'app'],
    ['docker build -t first -t last .', 'last'],
    ['docker build -t $IMAGE:$TAG .', '$IMAGE:$TAG'],
    ['docker build .', 'unset'],
    ['docker build -- -t app', 'unset'],
    ['docker build $FLAGS .', 'unknown'],
    ['docker build -$X .', 'unknown'],
  ])('%s has the tag %s', (line, expected) => {
    expect(shown(line, '--tag')).toBe(expected);
  });

  test('a flag answers to all its names', () => {
    expect(shown('docker build -t app .', '-t')).toBe('app');
  });

  test.each([
    ['docker build --push .', 'yes'],
    ['docker build --push=true .', 'yes'],
    ['docker build --push=false .', 'no'],
    ['docker build --push=sometimes .', 'no'],
    ['docker build --push=$PUSH .', 'unknown'],
    ['docker build .', 'no'],
    ['docker build $FLAGS .', 'unknown'],
    ['docker build -t $IMAGE .', 'no'],
    ['docker build $CONTEXT', 'no'],
  ])('in %s pushing is %s', (line, expected) => {
    expect(read(line).isOn('--push').is).toBe(expected);
  });

  test('a boolean does not take the next word', () => {
    const flags = read('docker build --push true');
    expect(flags.isOn('--push').is).toBe('yes');
    expect(flags.positionals.items.map(showText)).toEqual(['true']);
  });

  test('an unquoted variable beside the only operand is options', () => {
    const context = read('docker build $FLAGS src').operand(0);
    expect(context.is === 'set' && showText(context.value)).toBe('src');
  });

  test('values know their place, alone and with their flag', () => {
    const flags = read('docker build --tag=app:1 -f "deploy/Dockerfile" .');
    const [tag] = flags.flags('--tag').items;
    const [file] = flags.flags('--file').items;
    const cut = ({ file: source, start, end }: { file: { text: string }; start: number; end: number }) =>
      source.text.slice(start, end);
    expect([cut(tag!.span), cut(tag!.flagSpan)]).toEqual(['app:1', '--tag=app:1']);
    expect(cut(file!.flagSpan)).toBe('-f "deploy/Dockerfile"');
  });

  test('a flag that the tool does not have is collected, and the word behind it is in doubt', () => {
    const flags = read('docker build --colour red .');
    expect(flags.unknown.map(({ name }) => name)).toEqual(['--colour']);
    expect(flags.operand(0).is).toBe('unknown');
  });

  test('a flag without its value is incomplete', () => {
    expect(read('docker build . --tag').incomplete.map(({ name }) => name)).toEqual(['--tag']);
  });

  test('a subcommand of the Go style does not know the flags of its parent', () => {
    const flags = read('buildctl --addr tcp://buildkitd:1234 build -no-cache --addr x', buildctl);
    expect(flags.isOn('--no-cache').is).toBe('yes');
    expect(flags.unknown.map(({ name }) => name)).toEqual(['--addr']);
    expect(flags.path).toEqual({ is: 'set', value: 'build' });
  });

  test('in the Go style, flags behind an unknown flag and its value are still read', () => {
    const flags = read('buildctl build --build-arg A=$A --opt target=final', buildctl);
    expect(flags.unknown.map(({ name }) => name)).toEqual(['--build-arg']);
    expect(flags.flags('--opt').items).toHaveLength(1);
  });

  test('a hole where the subcommand should be hides it', () => {
    expect(read('docker "$COMMAND" app').path.is).toBe('unknown');
    expect(read('docker $OPTIONS build .').path).toEqual({ is: 'set', value: 'build' });
    expect(read('docker $COMMAND').path.is).toBe('unknown');
  });

  test('ten thousand words are read in a moment', () => {
    const words = Array.from({ length: 10_000 }, (_, index) => `-t $IMAGE_${String(index)}`).join(' ');
    expect(read(`docker build ${words} .`).flags('--tag').items).toHaveLength(10_000);
  });
});

describe('reading comma-separated fields', () => {
  const fields = (line: string) =>
    Object.fromEntries(
      [...csvFields(commandOfLine(`buildctl ${line}`).args.items[0]!)].map(([name, texts]) => [
        name,
        texts.map(showText),
      ]),
    );

  test.each([
    ['type=registry,ref=$IMAGE:cache,mode=max', { type: ['registry'], ref: ['$IMAGE:cache'], mode: ['max'] }],
    [`'type=image,"name=a:1,b:1",push=true'`, { type: ['image'], name: ['a:1,b:1'], push: ['true'] }],
    ['type=image,push', { type: ['image'], push: [''] }],
    ['opt=a=b', { opt: ['a=b'] }],
  ])('%s', (line, expected) => {
    expect(fields(line)).toEqual(expected);
  });
});

describe('words that may be there for a cause that knows them', () => {
  const { args } = commandOfLine('docker build -t app .');
  const perhaps = (line: string) => {
    const cause = { kind: 'rules', because: 'a condition', at: args.items[0]!.span } as const;
    return readFlags({ items: args.items, openTo: [{ ...cause, adds: commandOfLine(line).args.items }] }, docker);
  };

  test('open the flags that they hold, and no others', () => {
    const flags = perhaps('with --push');
    expect(flags.isOn('--push').is).toBe('unknown');
    expect(flags.isOn('--quiet').is).toBe('no');
    expect(flags.flags('--file').openTo).toEqual([]);
  });

  test.each([
    ['with --push', 0],
    ['with -f Dockerfile', 0],
    ['with other', 1],
    ['with --new other', 1],
  ])('open the positionals if they hold one: %s', (line, reasons) => {
    expect(perhaps(line).positionals.openTo).toHaveLength(reasons);
  });
});
