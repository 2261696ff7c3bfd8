import type { Span } from '../../source/source-file.ts';
import { knownString, type Text } from '../../value/index.ts';
import { type Code, codeOfText, isTooOpen, textOfLiteral } from '../code.ts';
import type { JqValue } from './filter.ts';
import { parseJq } from './parse.ts';
import { type JqVariables, runJq } from './run.ts';

/** A call of jq. */
export interface JqCall {
  /** Its words behind the program. */
  readonly words: readonly Text[];
  readonly stdin: Text | undefined;
  /** What is in a file that the script wrote; `undefined` for any other. */
  readonly fileOf: (path: Text) => Text | undefined;
  readonly at: Span;
}

/**
 * What jq prints for one JSON text, whose strings may hold unknown values; `undefined` where that is not followed.
 *
 * Source: jqlang.org/manual (invoking jq).
 */
export function jqOutput({ words, stdin, fileOf, at }: JqCall): Text | undefined {
  const call = readWords(words);
  const filter = call === undefined ? undefined : parseJq(call.filter);
  if (call === undefined || filter === undefined) return undefined;
  const json = call.file === undefined ? stdin : fileOf(call.file);
  if (json === undefined || isTooOpen(json)) return undefined;
  const code = codeOfText(json);
  const input = parseJson(code.text.text);
  const outputs = input && runJq(filter, input.value, call.variables);
  return outputs && printed(outputs, { call, code, at });
}

interface ReadCall {
  readonly filter: string;
  readonly file: Text | undefined;
  readonly options: ReadonlySet<string>;
  readonly variables: JqVariables;
}

const longOptions: Readonly<Record<string, string>> = {
  '--raw-output': 'r',
  '--compact-output': 'c',
  '--join-output': 'j',
  '--exit-status': 'e',
  '--monochrome-output': 'M',
};

function readWords(words: readonly Text[]): ReadCall | undefined {
  const options = new Set<string>();
  const variables = new Map<string, JqValue>();
  const operands: Text[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    const known = word === undefined ? undefined : knownString(word);
    if (word === undefined || known === undefined || !known.startsWith('-')) {
      if (word !== undefined) operands.push(word);
    } else if (known === '--arg') {
      const [name, value] = [words[at + 1], words[at + 2]].map((text) => text && knownString(text));
      if (name === undefined || value === undefined) return undefined;
      variables.set(name, value);
      at += 2;
    } else {
      const letters = longOptions[known] ?? known.slice(1);
      if (!/^[rcjeM]+$/.test(letters)) return undefined;
      for (const letter of letters) options.add(letter);
    }
  }
  const [first, file, ...more] = operands;
  const filter = first === undefined ? undefined : knownString(first);
  return filter === undefined || more.length > 0 ? undefined : { filter, file, options, variables };
}

/** The value of a JSON text; `undefined` for one that does not parse, and for names that JavaScript's objects put in front of others. */
function parseJson(json: string): { readonly value: JqValue } | undefined {
  if (/"\d+"\s*:/.test(json)) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return isJson(value) ? { value } : undefined;
  } catch {
    return undefined;
  }
}

/** A JSON text holds nothing else. */
const isJson = (value: unknown): value is JqValue => value !== undefined;

interface Printing {
  readonly call: ReadCall;
  readonly code: Code;
  readonly at: Span;
}

function printed(outputs: readonly JqValue[], { call: { options }, code, at }: Printing): Text {
  const isRaw = options.has('r') || options.has('j');
  const indent = options.has('c') ? undefined : 2;
  const lines = outputs.map((value) =>
    isRaw && typeof value === 'string' ? value : JSON.stringify(value, undefined, indent),
  );
  const end = options.has('j') ? '' : '\n';
  return textOfLiteral(code, lines.map((line) => `${line}${end}`).join(''), at);
}
