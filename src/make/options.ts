import { fromCheckout } from '../script/paths.ts';
import type { MakeCall } from '../script/run/make-call.ts';
import type { Text } from '../value/index.ts';
import { fromText, type HoleTable, isHole, toText } from './hole-table.ts';

/** What the command line and MAKEFLAGS say. Strings may hold marks of the run's hole table. */
export interface MakeOptions {
  readonly goals: readonly string[];
  /** `NAME=value` of the command line, those of MAKEFLAGS first; the operator included: `NAME:=value`. */
  readonly assignments: readonly string[];
  /** `-f`, in order. */
  readonly files: readonly string[];
  /** `-I`. */
  readonly folders: readonly string[];
  /** `--eval`. */
  readonly evaluated: readonly string[];
  /** The working directory from the checkout, after `-C`. */
  readonly directory: Text;
  readonly changesDirectory: boolean;
  /** Single letters of flags that are set: `n`, `s`, `e`, `i`, `w` and so on. */
  readonly letters: ReadonlySet<string>;
  /** Arguments that are not known and may be anything. */
  readonly unclear: readonly string[];
}

/** Long options by the letter they stand for. Source: GNU make 4.3 src/main.c, long_option_aliases and switches. */
const letterOf: Readonly<Record<string, string>> = {
  '--always-make': 'B',
  '--directory': 'C',
  '--environment-overrides': 'e',
  '--eval': 'E',
  '--file': 'f',
  '--makefile': 'f',
  '--help': 'h',
  '--ignore-errors': 'i',
  '--include-dir': 'I',
  '--jobs': 'j',
  '--keep-going': 'k',
  '--load-average': 'l',
  '--max-load': 'l',
  '--new-file': 'W',
  '--assume-new': 'W',
  '--what-if': 'W',
  '--assume-old': 'o',
  '--old-file': 'o',
  '--just-print': 'n',
  '--dry-run': 'n',
  '--recon': 'n',
  '--no-keep-going': 'S',
  '--stop': 'S',
  '--output-sync': 'O',
  '--print-data-base': 'p',
  '--question': 'q',
  '--quiet': 's',
  '--silent': 's',
  '--touch': 't',
  '--version': 'v',
  '--print-directory': 'w',
  '--no-print-directory': 'N',
};

/** Options whose value is the next word unless it is attached, and those whose value is a number or attached. */
const valued = 'CEfIoW';
const perhapsValued = 'jlO';

interface Reading {
  readonly goals: string[];
  readonly assignments: string[];
  readonly values: { readonly letter: string; readonly value: string }[];
  readonly letters: Set<string>;
  readonly unclear: string[];
}

/** Reads the arguments of a call, those of MAKEFLAGS before them. */
export function readOptions(call: MakeCall, table: HoleTable): MakeOptions {
  const reading: Reading = { goals: [], assignments: [], values: [], letters: new Set(), unclear: [] };
  const flags = call.environment('MAKEFLAGS');
  if (flags.is === 'set') readWords(reading, wordsOfFlags(fromText(table, flags.value)), false);
  readWords(
    reading,
    call.words.slice(1).map((word) => fromText(table, word)),
    true,
  );
  const { goals, assignments, letters, unclear } = reading;
  const valuesOf = (wanted: string): readonly string[] =>
    reading.values.filter(({ letter }) => letter === wanted).map(({ value }) => value);
  const folders = valuesOf('C');
  return {
    goals,
    assignments,
    letters,
    unclear,
    files: valuesOf('f'),
    folders: valuesOf('I'),
    evaluated: valuesOf('E'),
    directory: folders.reduce((from, to) => fromCheckout(from, toText(table, to, call.span)), call.directory),
    changesDirectory: folders.length > 0,
  };
}

/** The words of MAKEFLAGS: blanks in values are escaped, and a first word without dash holds letters. */
function wordsOfFlags(flags: string): readonly string[] {
  const words = flags.match(/(?:\\[\s\S]|[^\s\\])+/g) ?? [];
  return words.map((word, index) => {
    const plain = word.replace(/\\([\s\S])/g, '$1');
    return index === 0 && /^[a-zA-Z]+$/.test(plain) ? `-${plain}` : plain;
  });
}

/** MAKEFLAGS as a nested make is given it. */
export function flagsFor({ letters, assignments, evaluated }: MakeOptions): string {
  const bundle = [...letters].filter((letter) => !'pqwN'.includes(letter)).join('');
  const words = [...evaluated.map((text) => `--eval=${text}`), ...assignments];
  const rest = words.map((word) => word.replace(/[\\\s]/g, '\\$&')).join(' ');
  return words.length === 0 ? bundle : `${bundle} -- ${rest}`.trim();
}

function readWords(reading: Reading, words: readonly string[], isCommandLine: boolean): void {
  let isOver = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') isOver = isCommandLine;
    else if (!isOver && /^-./.test(word)) index += readOption(reading, word, words[index + 1]);
    else if (/^[^=]*[^=\s]\s*(?::{0,2}|[+?!])=/.test(word)) reading.assignments.push(word);
    else if (!isCommandLine) continue;
    else if (isHole(word)) reading.unclear.push(word);
    else if (word !== '' && word !== '-') reading.goals.push(word);
  }
}

/** Reads one word of options and answers how many further words it takes. */
function readOption(reading: Reading, word: string, next: string | undefined): number {
  if (word.startsWith('--')) {
    const at = word.indexOf('=');
    const name = at === -1 ? word : word.slice(0, at);
    const letter = Object.hasOwn(letterOf, name) ? (letterOf[name] ?? '') : '';
    if (!valued.includes(letter) || letter === '') {
      reading.letters.add(letter);
      return 0;
    }
    reading.values.push({ letter, value: at === -1 ? (next ?? '') : word.slice(at + 1) });
    return at === -1 ? 1 : 0;
  }
  for (let at = 1; at < word.length; at += 1) {
    const letter = word.charAt(at);
    const attached = word.slice(at + 1);
    if (valued.includes(letter)) {
      reading.values.push({ letter, value: attached === '' ? (next ?? '') : attached });
      return attached === '' ? 1 : 0;
    }
    if (perhapsValued.includes(letter)) return attached === '' && /^\d+$/.test(next ?? '') ? 1 : 0;
    reading.letters.add(letter);
  }
  return 0;
}
