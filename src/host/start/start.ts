import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { chunkLoader } from './chunk-loader.ts';
import { codeStore } from './code-store.ts';

/** The script that holds each chunk of the command; the build writes it here. */
declare const fileOfChunk: Readonly<Record<string, string>>;

/**
 * Runs the built command in this process, and ends it when all output was taken: by itself, Node would wait for what V8 is still
 * optimising. What V8 has compiled is kept for the next call, once the command has come to a result: a third of a short call would
 * be spent on compiling.
 */
export async function start(): Promise<never> {
  // Before anything is loaded: V8 takes kept code only where its flags are those that it was made with.
  setFlagsFromString(`--interrupt-budget=${String(patienceBeforeOptimising)}`);
  setFlagsFromString(`--regexp-tier-up-ticks=${String(searchesBeforeCompiling)}`);
  const folder = import.meta.dirname;
  const store = codeStore(join(folder, '..'));
  const chunks = chunkLoader({ folder, fileOf: fileOfChunk, store });
  const main = chunks.load('main.js');
  if (!isMain(main)) throw new TypeError('the bundle of the command is broken');
  await main.runInProcess();
  const isShort = process.uptime() < longestKept;
  if (isShort && (process.exitCode === 0 || process.exitCode === 1)) store.keep();
  process.exit();
}

/**
 * How much bytecode a function runs before V8 optimises it: four times as much as usual. Much of the command runs for a short
 * time only, and optimising it, mostly more than once, took longer than what it saved, in long calls, too.
 */
const patienceBeforeOptimising = 300_000;

/**
 * How often a pattern is interpreted before V8 compiles it, instead of once: a short call asks most of its 150 patterns a few times,
 * of a word. For texts of 1,000 characters and more V8 compiles at once, whatever this says.
 * Source: V8, src/regexp/regexp.cc, `RegExpImpl::IrregexpExec`.
 */
const searchesBeforeCompiling = 10;

/**
 * How long a call may have taken whose code is kept, in seconds. V8 keeps with the code which functions ran often, and prepares
 * those at once for running often again, which would make short calls longer by a third; a long call does not need kept code.
 */
const longestKept = 1;

interface Main {
  readonly runInProcess: () => Promise<void>;
}

const isMain = (value: object): value is Main => 'runInProcess' in value && typeof value.runInProcess === 'function';
