import { describe, expect, test } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';
import { optionTable } from '../../src/cli/option-table.ts';
import { usage } from '../../src/cli/usage.ts';
import { UsageError } from '../../src/policy/usage-error.ts';

describe('the command line', () => {
  test('without arguments lints the working folder for the terminal', () => {
    expect(readArguments([])).toEqual({
      command: 'lint',
      folders: ['.'],
      outputs: [{ format: 'terminal', file: undefined }],
      failOn: 'error',
      isStrict: false,
      config: undefined,
      preset: undefined,
      only: [],
      severities: new Map(),
      ignoresSuppressions: false,
      isRecursive: false,
      isOnline: false,
      color: 'auto',
      isQuiet: false,
      repairs: undefined,
      prints: undefined,
    });
  });

  test('takes every option of lint', () => {
    const args =
      'api --format sarif=out/a.sarif --format=concise --fail-on warning --strict --config ci/policy.yml --preset all ' +
      '--only arch-build-missing,no-dind-service --only emulated-build --rule no-dind-service=off --no-ignore ' +
      '--recursive --online --color never --quiet --print-model web';
    expect(readArguments(args.split(' '))).toEqual({
      command: 'lint',
      folders: ['api', 'web'],
      outputs: [
        { format: 'sarif', file: 'out/a.sarif' },
        { format: 'concise', file: undefined },
      ],
      failOn: 'warning',
      isStrict: true,
      config: 'ci/policy.yml',
      preset: 'all',
      only: ['arch-build-missing', 'no-dind-service', 'emulated-build'],
      severities: new Map([['no-dind-service', 'off']]),
      ignoresSuppressions: true,
      isRecursive: true,
      isOnline: true,
      color: 'never',
      isQuiet: true,
      repairs: undefined,
      prints: 'model',
    });
  });

  test('prints for people where every other format goes to a file', () => {
    expect(readArguments(['--format', 'json=a.json'])).toMatchObject({
      outputs: [
        { format: 'terminal', file: undefined },
        { format: 'json', file: 'a.json' },
      ],
    });
  });

  test.each([
    [['rules'], { command: 'rules', color: 'auto' }],
    [
      ['explain', 'no-dind-service', '--color=always'],
      { command: 'explain', rule: 'no-dind-service', color: 'always' },
    ],
    [['--', '--strict'], { command: 'lint', folders: ['--strict'] }],
    [['-h', 'api'], { command: 'help' }],
    [['rules', '--help'], { command: 'help' }],
    [['--version'], { command: 'version' }],
  ])('%j', (args, call) => {
    expect(readArguments(args)).toMatchObject(call);
  });
});

describe('fixes', () => {
  test.each([
    [['--fix'], { accepted: ['safe'], writes: true }],
    [['--fix-unsafe'], { accepted: ['safe', 'unsafe'], writes: true }],
    [['--fix', '--fix-unsafe'], { accepted: ['safe', 'unsafe'], writes: true }],
    [['--diff'], { accepted: ['safe'], writes: false }],
    [['--diff', '--fix'], { accepted: ['safe'], writes: false }],
    [['--fix-unsafe', '--diff'], { accepted: ['safe', 'unsafe'], writes: false }],
  ])('%j', (args, repairs) => {
    expect(readArguments(args)).toMatchObject({ repairs });
  });

  test('a patch leaves standard output to nobody else', () => {
    expect(readArguments(['--diff'])).toMatchObject({ outputs: [] });
    expect(readArguments(['--diff', '--format', 'json=a.json'])).toMatchObject({
      outputs: [{ format: 'json', file: 'a.json' }],
    });
  });
});

describe('a wrong call is one line', () => {
  test.each([
    [['--diff', '--format', 'sarif'], '`--diff` prints a patch, so the report needs a file: --format sarif=FILE'],
    [['--fix', '--print-model'], '`--fix` cannot be used with `--print-model`'],
    [['--fromat', 'json'], 'unknown option `--fromat`; did you mean `--format`?'],
    [['-x'], 'unknown option `-x`; `--help` lists all'],
    [['--strict=yes'], '`--strict` takes no value'],
    [['--config'], '`--config` needs a value: --config FILE'],
    [['--config', '--strict'], '`--config` needs a value: --config FILE'],
    [
      ['--preset', 'strickt'],
      '`--preset` cannot be `strickt`; allowed: recommended, strict, all; did you mean `strict`?',
    ],
    [['--format', 'yaml'], 'unknown format `yaml`; allowed: terminal, concise, json, sarif, gitlab'],
    [['--format', 'json='], '`--format json=` names no file'],
    [
      ['--format', 'json', '--format', 'sarif'],
      'only one format can go to standard output, not `json` and `sarif`; write the others as NAME=FILE',
    ],
    [
      ['--rule', 'no-dind-service'],
      '`--rule no-dind-service` is not RULE=SEVERITY; severities: error, warning, info, off',
    ],
    [['explain'], '`explain` takes one rule: multiarch-lint explain RULE'],
    [['rules', 'extra'], '`rules` takes no arguments; a folder of that name is `./rules`'],
    [['rules', '--strict'], '`--strict` cannot be used with `rules`'],
  ])('%j', (args, message) => {
    expect(() => readArguments(args)).toThrow(new UsageError(message));
  });
});

test('the help has every option and fits a terminal', () => {
  const help = usage();
  expect(optionTable.filter(({ name }) => !help.includes(`--${name}`))).toEqual([]);
  expect(help.split('\n').filter((line) => line.length > 120)).toEqual([]);
});
