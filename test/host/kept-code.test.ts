import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chunkLoader } from '../../src/host/start/chunk-loader.ts';
import { type CodeStore, codeStore } from '../../src/host/start/code-store.ts';
import { ownCacheFolder } from '../../src/host/start/own-cache-folder.ts';

let root = '';
const before = { ci: process.env['CI'], disabled: process.env['NODE_DISABLE_COMPILE_CACHE'] };
const folder = (): string => join(root, 'node_modules/.cache/multiarch-lint');
const kept = (): readonly string[] => readdirSync(folder()).sort();

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'multiarch-lint-'));
  // Only the folder of the package counts then, and not that of who runs the tests.
  process.env['CI'] = 'true';
  delete process.env['NODE_DISABLE_COMPILE_CACHE'];
  mkdirSync(join(root, 'dist'));
  writeScript('');
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
  for (const [name, value] of [
    ['CI', before.ci],
    ['NODE_DISABLE_COMPILE_CACHE', before.disabled],
  ] as const) {
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
});

/** A comment tells scripts apart that V8 would know from earlier in this process. */
function writeScript(comment: string): void {
  const main = 'return{double:(n)=>2*n,late:require("./late.js").name,hash:require("node:crypto")}';
  const chunks = `"main.js":(function(require){${main}}),"late.js":(function(){return{name:"late"}})`;
  writeFileSync(join(root, 'dist/lint-1.cjs'), `"use strict";({${chunks}})//${comment}`);
}

/** Loads the script as the command does, does something with it, and answers whether kept code was used. */
function call(use: (exports: { readonly double: (n: number) => number }) => unknown = () => undefined): {
  readonly usedKept: boolean;
  readonly exports: object;
} {
  const store = codeStore(root);
  let usedKept = true;
  const noted: CodeStore = {
    ...store,
    add: (path, script, kept) => {
      usedKept &&= kept > 0;
      store.add(path, script, kept);
    },
  };
  const loader = chunkLoader({
    folder: join(root, 'dist'),
    fileOf: { 'main.js': 'lint-1.cjs', 'late.js': 'lint-1.cjs' },
    store: noted,
  });
  const exports = loader.load('main.js');
  use(exports as { readonly double: (n: number) => number });
  store.keep();
  return { usedKept, exports };
}

describe('code that V8 has compiled', () => {
  test('is kept for the next call, for its user alone', () => {
    expect(call().usedKept).toBe(false);
    expect(kept()).toHaveLength(1);
    expect(statSync(join(folder(), kept()[0]!)).mode & 0o777).toBe(0o600);
    expect(statSync(folder()).mode & 0o777).toBe(0o700);
    expect(call().usedKept).toBe(true);
  });

  test('is not read from a file or a folder in which others may write', () => {
    call();
    const file = join(folder(), kept()[0]!);
    chmodSync(file, 0o620);
    expect(call().usedKept).toBe(false);
    // What cannot be trusted is replaced.
    expect(call().usedKept).toBe(true);
    chmodSync(folder(), 0o777);
    expect(call().usedKept).toBe(false);
    chmodSync(folder(), 0o770);
    expect(call().usedKept).toBe(false);
  });

  test('is neither read nor written through a link', () => {
    call();
    renameSync(folder(), join(root, 'elsewhere'));
    symlinkSync(join(root, 'elsewhere'), folder());
    const [file = ''] = readdirSync(join(root, 'elsewhere'));
    const written = statSync(join(root, 'elsewhere', file)).mtimeMs;
    expect(call().usedKept).toBe(false);
    expect(statSync(join(root, 'elsewhere', file)).mtimeMs).toBe(written);
  });

  test('is refused by V8 where it is broken, and made anew', () => {
    call();
    for (const broken of ['', 'no code', Buffer.alloc(4096)]) {
      writeFileSync(join(folder(), kept()[0]!), broken, { mode: 0o600 });
      writeScript(`before ${broken.length} bytes`);
      const { usedKept, exports } = call();
      expect(usedKept).toBe(false);
      expect(exports).toHaveProperty('double');
    }
    expect(call().usedKept).toBe(true);
  });

  test('of other releases goes after a month, and before that stays', () => {
    call();
    call();
    const ageInDays = { 'lint-0-old': 31, 'lint-0-young': 29 };
    for (const [name, days] of Object.entries(ageInDays)) {
      writeFileSync(join(folder(), name), '');
      utimesSync(join(folder(), name), new Date(), new Date(Date.now() - days * 86_400_000));
    }
    expect(call().usedKept).toBe(true);
    expect(kept()).toContain('lint-0-old');
    writeScript('another release');
    call();
    expect(kept()).not.toContain('lint-0-old');
    expect(kept()).toContain('lint-0-young');
  });

  test('leaves no draft behind', () => {
    call();
    call();
    expect(kept().filter((name) => !/^lint-1-[\d.]+-node\.\d+-\w+(?:\.calls)?$/.test(name))).toEqual([]);
  });

  test('is looked for after the first, fourth, sixteenth and sixty-fourth call behind that, and no call is counted then', () => {
    call();
    const first = readFileSync(join(folder(), kept()[0]!));
    const renewed: number[] = [];
    for (let number = 1; number <= 70; number += 1) {
      // What was kept in between is put back, so that every call has more.
      writeFileSync(join(folder(), kept()[0]!), first, { mode: 0o600 });
      call(({ double }) => double(2));
      if (statSync(join(folder(), kept()[0]!)).size > first.length) renewed.push(number);
    }
    expect(renewed).toEqual([1, 4, 16, 64]);
    expect(statSync(join(folder(), kept()[1]!)).size).toBe(64);
  });

  test('is not written again where there is no more', () => {
    writeScript('that runs the same in every call');
    call();
    call();
    utimesSync(join(folder(), kept()[0]!), new Date(), new Date(1000));
    for (let number = 2; number <= 5; number += 1) call();
    expect(statSync(join(folder(), kept()[0]!)).mtimeMs).toBe(1000);
  });

  test('holds what later calls have run', () => {
    writeScript('that runs more in its second call');
    const sizeAfter = (use: (exports: { readonly double: (n: number) => number }) => unknown): number => {
      call(use);
      return statSync(join(folder(), kept()[0]!)).size;
    };
    const first = sizeAfter(() => undefined);
    expect(sizeAfter(({ double }) => double(2))).toBeGreaterThan(first);
  });

  test('is not kept where the package cannot be written, or where the user says so', () => {
    writeFileSync(join(root, 'node_modules'), '');
    expect(call().usedKept).toBe(false);
    rmSync(join(root, 'node_modules'));
    process.env['NODE_DISABLE_COMPILE_CACHE'] = '1';
    expect(call().usedKept).toBe(false);
    expect(readdirSync(root)).toEqual(['dist']);
  });

  test('has no place of the account in a pipeline, and never one that the environment names', () => {
    expect(ownCacheFolder()).toBeUndefined();
    delete process.env['CI'];
    const home = process.env['HOME'];
    process.env['HOME'] = root;
    expect(ownCacheFolder()).not.toContain(root);
    process.env['HOME'] = home;
  });
});

describe('chunks', () => {
  test('are loaded once, with what they import', () => {
    const { exports } = call();
    expect(Object.keys(exports)).toEqual(['double', 'late', 'hash']);
    expect(call().exports).not.toBe(exports);
  });

  test('that are not there are a defect of the build', () => {
    const loader = chunkLoader({ folder: join(root, 'dist'), fileOf: {}, store: codeStore(root) });
    expect(() => loader.load('main.js')).toThrow('the bundle has no `main.js`');
  });
});
