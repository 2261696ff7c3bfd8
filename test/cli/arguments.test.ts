import { describe, expect, test } from 'vitest';
import { readArguments } from '../../src/cli/call/arguments.ts';
import { optionTable } from '../../src/cli/call/option-table.ts';
import { usage } from '../../src/cli/call/usage.ts';
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
      shard: undefined,
      baseline: undefined,
      newBaseline: undefined,
      since: undefined,
      inputPath: undefined,
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
      '--recursive --shard 2/3 --baseline known.json --online --color never --quiet --print-model web';
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
      shard: { index: 2, total: 3 },
      baseline: 'known.json',
      newBaseline: undefined,
      since: undefined,
      inputPath: undefined,
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
    [['--stdin-filename', 'ci/build.yml', '-'], { command: 'lint', inputPath: 'ci/build.yml' }],
    [['--since', 'origin/main'], { command: 'lint', since: 'origin/main' }],
    [['--write-baseline=known.json'], { command: 'lint', newBaseline: 'known.json' }],
    [
      ['merge-reports', 'a.json', 'b.json', '--format', 'sarif=all.sarif', '--fail-on=warning'],
      {
        command: 'merge-reports',
        files: ['a.json', 'b.json'],
        output: { format: 'sarif', file: 'all.sarif' },
        failOn: 'warning',
      },
    ],
    [['merge-reports', 'a.json'], { output: { format: undefined, file: undefined }, failOn: 'error' }],
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
    [
      ['--format', 'yaml'],
      'unknown format `yaml`; allowed: terminal, concise, json, sarif, gitlab, github, junit, markdown, html',
    ],
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
    [['--since', 'main', '--fix'], '`--since` cannot be used with `--fix`'],
    [['--write-baseline', 'a.json', '--baseline', 'a.json'], '`--write-baseline` cannot be used with `--baseline`'],
    [['--write-baseline', 'a.json', '--since', 'main'], '`--write-baseline` cannot be used with `--since`'],
    [['--stdin-filename', 'a.yml', '-', '--recursive'], '`--stdin-filename` cannot be used with `--recursive`'],
    [['-'], '`-` reads a CI file from standard input: say which one by --stdin-filename PATH'],
    [
      ['--stdin-filename', 'a.yml'],
      '`--stdin-filename` needs `-` in the place of folders: multiarch-lint --stdin-filename PATH -',
    ],
    [
      ['--stdin-filename', 'a.yml', '-', 'api'],
      '`--stdin-filename` needs `-` in the place of folders: multiarch-lint --stdin-filename PATH -',
    ],
    [['--shard', '1/2'], '`--shard` splits projects among jobs: use it with `--recursive` or with several folders'],
    [
      ['--shard', '1/2', 'api'],
      '`--shard` splits projects among jobs: use it with `--recursive` or with several folders',
    ],
    [
      ['--recursive', '--shard', '/1'],
      '`--shard /1` is no part I/N with I from 1 to N; in GitLab, `parallel: N` sets $CI_NODE_INDEX/$CI_NODE_TOTAL',
    ],
    [['merge-reports'], '`merge-reports` takes the reports to join: multiarch-lint merge-reports FILE ...'],
    [['merge-reports', 'a.json', '--strict'], '`--strict` cannot be used with `merge-reports`'],
    [
      ['merge-reports', 'a.json', '--format', 'json', '--format', 'json=b.json'],
      '`merge-reports` writes one report, so `--format` can be given once',
    ],
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
