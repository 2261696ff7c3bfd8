import type { EmbeddedText } from '../../source/embedded-text.ts';
import { type Cause, hole, joinTexts, knownString, literal, type Text, textKey } from '../../value/index.ts';
import type { FieldExpander } from './expand-field.ts';
import type { Scope } from './scope.ts';

/** How deep defaults may hold defaults: `${A:-${B:-c}}`. */
const deepestDefault = 5;

/** `\x`, `$name`, the beginning of `${…}`, the beginning of a command substitution. */
const special = /\\[\\$`]|\$([a-zA-Z_][a-zA-Z0-9_]*)|\$\{|\$\(|`/g;

/**
 * `cache:paths` and `artifacts`: the helper expands them as a POSIX shell does, with the job's environment. Operators
 * other than `:-` and `-` and command substitutions become holes.
 * Source: gitlab-runner `commands/helpers/cache_archiver.go`, `artifacts_uploader.go` (mvdan.cc/sh `shell.Expand`).
 */
export const expandPath: FieldExpander = (text, scope) => expandShell(text, scope, 0);

function expandShell(text: EmbeddedText, scope: Scope, depth: number): Text {
  const source = text.text;
  const texts: Text[] = [];
  let from = 0;
  for (const match of source.matchAll(special)) {
    if (match.index < from) continue;
    texts.push(literal(source.slice(from, match.index), text.span));
    const end = endOf(source, match[0], match.index);
    texts.push(expansionOf(text.slice(match.index, end), match[0], scope, depth));
    from = end;
  }
  texts.push(literal(source.slice(from), text.span));
  return joinTexts(texts, text.span);
}

/** Offset behind the expansion that `opening` begins at `start`; the end of the text if it is never closed. */
function endOf(source: string, opening: string, start: number): number {
  const closing: Readonly<Record<string, string>> = { '${': '{}', '$(': '()', '`': '``' };
  const pair = closing[opening];
  if (pair === undefined) return start + opening.length;
  if (pair === '``') return endAfter(source, source.indexOf('`', start + 1));
  let depth = 0;
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === pair[0]) depth++;
    if (source[at] === pair[1]) depth--;
    if (depth === 0) return at + 1;
  }
  return source.length;
}

const endAfter = (source: string, index: number): number => (index === -1 ? source.length : index + 1);

function expansionOf(written: EmbeddedText, opening: string, scope: Scope, depth: number): Text {
  const { text, span } = written;
  if (opening.startsWith('\\')) return literal(text.slice(1), span);
  if (opening === '`' || opening === '$(') return opaque(written, 'command-substitution');
  if (opening !== '${') return scope.run.valueOf(text.slice(1), span);
  const parameter = /^\$\{([a-zA-Z_][a-zA-Z0-9_]*)(?:(:?-)([\s\S]*))?\}$/.exec(text);
  const name = parameter?.[1];
  if (parameter === null || name === undefined || depth > deepestDefault) return opaque(written, 'expression');
  const value = scope.run.valueOf(name, span);
  if (parameter[2] === undefined) return value;
  if (!isPerhapsEmpty(value) || (parameter[2] === '-' && scope.run.defines(name))) return value;
  const isUnset = knownString(value) === '' || value.parts.every(isOutOfScope);
  if (!isUnset) return opaque(written, 'variable', `${text}\0${textKey(value)}`);
  const start = text.length - 1 - (parameter[3]?.length ?? 0);
  return expandShell(written.slice(start, text.length - 1), scope, depth + 1);
}

/** A value of holes alone may turn out empty. */
const isPerhapsEmpty = ({ parts }: Text): boolean => parts.every((part) => typeof part !== 'string');

const isOutOfScope = (part: Text['parts'][number]): boolean =>
  typeof part !== 'string' && part.cause.kind === 'out-of-scope-variable';

/** A hole of its own at each place, unless `symbol` says on what else the value depends. */
function opaque({ text, span }: EmbeddedText, kind: Cause['kind'], symbol?: string): Text {
  const place = `${text}@${span.file.path}:${span.start}`;
  return hole(symbol ?? place, text, {
    kind,
    because: `the value of \`${text}\` is fixed only when the job runs`,
    at: span,
  });
}
