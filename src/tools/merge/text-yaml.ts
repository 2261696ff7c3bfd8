import { SourceFile, type Span } from '../../source/source-file.ts';
import { readYaml } from '../../syntax/yaml.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';
import { type Cause, type Hole, joinTexts, literal, type Text } from '../../value/index.ts';

/** A YAML document whose text is known but for its holes. */
export interface TextYaml {
  /** The scalar itself; absent for a mapping, a sequence or nothing. */
  readonly text: Text | undefined;
  /** The value behind these keys; `undefined` if there is none. */
  at(keys: readonly string[]): TextYaml | undefined;
  /** The items of the sequence behind these keys. */
  list(keys: readonly string[]): readonly TextYaml[];
  /** Why there may be more in it: holes that stand for whole lines, parts that do not parse. */
  readonly openTo: readonly Cause[];
}

/** The scalar behind these keys. */
export const textAt = (value: TextYaml, keys: readonly string[]): Text | undefined => value.at(keys)?.text;

/**
 * Reads a text with holes as YAML: each hole becomes a word that occurs nowhere else, and is put back into the
 * scalars afterwards. `undefined` if the document is empty. Places are exact as long as the lines of the text are those
 * of its source; otherwise they are the whole text.
 */
export function readTextYaml(content: Text): TextYaml | undefined {
  const marked = markHoles(content);
  const isFile = content.parts.length === 1 && isWhole(content.span);
  const file = isFile ? content.span.file : new SourceFile(content.span.file.path, marked.text);
  const { value, problems } = readYaml(file);
  if (value === undefined) return undefined;
  const [problem] = problems;
  const broken: readonly Cause[] =
    problem === undefined ? [] : [{ kind: 'syntax', because: problem.message, at: content.span }];
  const origin: Origin = {
    ...marked,
    openTo: broken,
    placeOf: (span) => (isFile ? span : sourcePlace(span, content.span)),
  };
  return yamlOf(value, origin);
}

/**
 * Where a value of the marked document stands in the source: in the same line, between the same words. The whole
 * source where its lines are not those of the document.
 */
function sourcePlace(value: Span, source: Span): Span {
  const { line, column } = value.file.positionAt(value.start);
  const marked = value.file.lineText(line);
  const head = marked.slice(0, column - 1).trimStart();
  const tail = marked.slice(column - 1 + value.end - value.start).trimEnd();
  const sourceLine = source.file.positionAt(source.start).line + line - 1;
  const text = source.file.lineText(sourceLine).trimEnd();
  const at = text.indexOf(head);
  const start = source.file.lineStart(sourceLine) + at + head.length;
  const end = source.file.lineStart(sourceLine) + text.length - tail.length;
  const isThere = at !== -1 && text.endsWith(tail) && start < end && start >= source.start && end <= source.end;
  return isThere ? source.file.span(start, end) : source;
}

const isWhole = ({ file, start, end }: Span): boolean => start === 0 && end === file.text.length;

interface MarkedText {
  readonly text: string;
  readonly holes: readonly Hole[];
  /** A hole's word: this prefix, its number and a final `z`. */
  readonly prefix: string;
}

interface Origin extends MarkedText {
  readonly openTo: readonly Cause[];
  readonly placeOf: (span: Span) => Span;
}

function markHoles({ parts }: Text): MarkedText {
  const literals = parts.filter((part) => typeof part === 'string').join('');
  let prefix = 'hole';
  while (literals.includes(prefix)) prefix += 'q';
  const holes: Hole[] = [];
  const words = parts.map((part) => (typeof part === 'string' ? part : `${prefix}${String(holes.push(part) - 1)}z`));
  return { text: words.join(''), holes, prefix };
}

function yamlOf(value: YamlValue, origin: Origin): TextYaml {
  const at = (keys: readonly string[]): TextYaml | undefined => {
    const found = keys.reduce<YamlValue | undefined>(valueOfKey, value);
    return found === undefined ? undefined : yamlOf(found, origin);
  };
  return {
    text: scalarText(value, origin),
    at,
    list: (keys) => {
      const found = keys.reduce<YamlValue | undefined>(valueOfKey, value);
      return found?.kind === 'sequence' ? found.items.map((item) => yamlOf(item, origin)) : [];
    },
    openTo: origin.openTo,
  };
}

const valueOfKey = (value: YamlValue | undefined, key: string): YamlValue | undefined =>
  value?.kind === 'mapping' ? value.entries.get(key)?.value : undefined;

function scalarText(value: YamlValue, origin: Origin): Text | undefined {
  const span = origin.placeOf(value.span);
  switch (value.kind) {
    case 'string':
      return unmark(value.value, span, origin);
    case 'integer':
    case 'float':
    case 'boolean':
      return unmark(value.source, span, origin);
    default:
      return undefined;
  }
}

/** A scalar with its holes put back. */
function unmark(text: string, span: Span, { prefix, holes }: MarkedText): Text {
  const pieces = text.split(new RegExp(`${prefix}(\\d+)z`));
  const texts = pieces.map((piece, index): Text => {
    const found = index % 2 === 1 ? holes[Number(piece)] : undefined;
    return found === undefined ? literal(piece, span) : { parts: [found], span };
  });
  return joinTexts(texts, span);
}
