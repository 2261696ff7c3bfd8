import { type Span, sourceText } from '../../source/source-file.ts';
import { closed, type Hole, joinTexts, knownString, literal, type Text } from '../../value/index.ts';
import type { GithubValue } from './github-value.ts';
import { textOfValue } from './text-of-value.ts';

/**
 * `fromJSON(value)`: the value that JSON stands for. Its strings have the places where they are written, if the JSON is written in
 * one piece; otherwise all have the place of the whole. A hole inside of a string is part of that string: whoever put it there is
 * believed to have seen to it that the JSON stays JSON. Nothing where more is hidden or it is no JSON, for then GitHub fails.
 */
export function fromJson([value]: readonly GithubValue[], at: Span): readonly GithubValue[] {
  if (value === undefined || value.is === 'hidden') return [];
  const text = value.is === 'text' ? value.text : textOfValue(value, at);
  const { source, holes } = markedJson(text);
  if (!isJson(source)) return [];
  const parsed = readValue({ source, holes, placeOf: placesIn(source, text), at: 0 }, 0);
  return parsed === undefined ? [] : [parsed];
}

/** The JSON with a private character for every hole. */
function markedJson({ parts }: Text): Pick<Reader, 'source' | 'holes'> {
  const holes = new Map<string, Hole>();
  const pieces = parts.map((part) => {
    if (typeof part === 'string') return part;
    const mark = String.fromCharCode(firstMark + Math.min(holes.size, mostMarks));
    holes.set(mark, part);
    return mark;
  });
  return { source: holes.size > mostMarks ? '' : pieces.join(''), holes };
}

const firstMark = 0xe100;
const mostMarks = 6000;

function isJson(source: string): boolean {
  try {
    JSON.parse(source);
    return true;
  } catch {
    return false;
  }
}

type PlaceOf = (start: number, end: number) => Span;

function placesIn(source: string, { span }: Text): PlaceOf {
  if (sourceText(span) !== source) return () => span;
  return (start, end) => span.file.span(span.start + start, span.start + end);
}

/** JSON that is read, and how far. */
interface Reader {
  readonly source: string;
  readonly holes: ReadonlyMap<string, Hole>;
  readonly placeOf: PlaceOf;
  at: number;
}

/** Deeper JSON has no place in a workflow. */
const deepest = 100;

const scalar = /"(?:[^"\\]|\\[\s\S])*"|[^\s,\]}]+/y;

/** The value that begins behind the white space of valid JSON. */
function readValue(reader: Reader, depth: number): GithubValue | undefined {
  const first = nextCharacter(reader);
  if (depth > deepest) return undefined;
  if (first === '[') return readArray(reader, depth);
  if (first === '{') return readObject(reader, depth);
  scalar.lastIndex = reader.at;
  const written = scalar.exec(reader.source)?.[0] ?? '';
  const start = reader.at;
  reader.at += written.length;
  return scalarOf(reader, written, reader.placeOf(start + 1, reader.at - 1));
}

function scalarOf({ holes }: Reader, written: string, content: Span): GithubValue {
  const value: unknown = JSON.parse(written);
  if (typeof value === 'string') return { is: 'text', text: unmarked(value, holes, content) };
  if (typeof value === 'number') return { is: 'number', value };
  return typeof value === 'boolean' ? { is: 'boolean', value } : { is: 'null' };
}

/** A string with the holes for which its private characters stand. */
function unmarked(value: string, holes: Reader['holes'], span: Span): Text {
  if (holes.size === 0) return literal(value, span);
  const pieces = value.split(/([\uE100-\uF870])/);
  return joinTexts(
    pieces.map((piece) => ({ parts: [holes.get(piece) ?? piece], span })),
    span,
  );
}

function readArray(reader: Reader, depth: number): GithubValue | undefined {
  const items: GithubValue[] = [];
  reader.at += 1;
  while (nextCharacter(reader) !== ']') {
    const item = readValue(reader, depth + 1);
    if (item === undefined) return undefined;
    items.push(item);
    skipComma(reader);
  }
  reader.at += 1;
  return { is: 'array', items: closed(items) };
}

function readObject(reader: Reader, depth: number): GithubValue | undefined {
  const entries = new Map<string, GithubValue>();
  const spelling = new Map<string, string>();
  reader.at += 1;
  while (nextCharacter(reader) !== '}') {
    const name = readName(reader);
    const value = readValue(reader, depth + 1);
    if (value === undefined || name === undefined) return undefined;
    entries.set(name.toLowerCase(), value);
    if (name !== name.toLowerCase()) spelling.set(name.toLowerCase(), name);
    skipComma(reader);
  }
  reader.at += 1;
  return { is: 'object', object: { entries, ...(spelling.size > 0 ? { spelling } : {}) } };
}

/** The name of an entry, `undefined` if it holds a hole; the reader goes behind its colon. */
function readName(reader: Reader): string | undefined {
  const name = readValue(reader, 0);
  nextCharacter(reader);
  reader.at += 1;
  return name?.is === 'text' ? knownString(name.text) : undefined;
}

function skipComma(reader: Reader): void {
  if (nextCharacter(reader) === ',') reader.at += 1;
}

/** The character behind the white space. */
function nextCharacter(reader: Reader): string {
  while (/\s/.test(reader.source.charAt(reader.at))) reader.at += 1;
  return reader.source.charAt(reader.at);
}
