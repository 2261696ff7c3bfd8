import { EmbeddedText, type Segment } from '../source/embedded-text.ts';
import { endOfReference } from '../syntax/makefile-words.ts';
import { callScope } from './control-functions.ts';
import { expandReference } from './expand.ts';
import { findFunction } from './functions.ts';
import { doubt, limits, mayGoOn, type Run } from './run.ts';
import { findVariable, type Scope } from './variable.ts';

/** Expands a text and keeps the places of what stands in it literally. */
export function expandPlaced(run: Run, text: EmbeddedText, scope: Scope | undefined): EmbeddedText {
  const { text: source } = text;
  if (!source.includes('$')) return text;
  const built: Built = { text: '', segments: [] };
  let at = 0;
  for (let dollar = source.indexOf('$'); dollar !== -1; dollar = source.indexOf('$', at)) {
    append(built, text.slice(at, dollar));
    at = endOfReference(source, dollar);
    run.at = text.spanOf(dollar, at);
    append(built, expandedReference(run, source.slice(dollar, at), scope));
    if (built.text.length > limits.length) {
      doubt(run, 'a line of a recipe is longer than is followed');
      return EmbeddedText.opaque('', text.span);
    }
  }
  append(built, text.slice(at, source.length));
  return new EmbeddedText(built.text, built.segments, text.span);
}

interface Built {
  text: string;
  readonly segments: Segment[];
}

function append(built: Built, { text, segments }: EmbeddedText): void {
  for (const segment of segments) built.segments.push({ ...segment, at: segment.at + built.text.length });
  built.text += text;
}

/** What a `define` gives is shown where it stands; any other value where it is used. */
function expandedReference(run: Run, reference: string, scope: Scope | undefined): EmbeddedText {
  const place = run.at;
  const inside = ofDefinition(run, reference, scope);
  run.at = place;
  if (inside !== undefined) return inside;
  const value = expandReference(run, reference, scope);
  return value === '' ? new EmbeddedText('', [], place) : EmbeddedText.opaque(value, place);
}

/** `$(name)` or `$(call name,…)` of a variable that `define` made. */
function ofDefinition(run: Run, reference: string, scope: Scope | undefined): EmbeddedText | undefined {
  const body = reference.slice(2, -1);
  const called = /^call\s+([^\s$,:(){}]+)\s*(?:,|$)/.exec(body)?.[1];
  const name = called ?? (/^[^\s$:,]+$/.test(body) && findFunction(body) === undefined ? body : undefined);
  const found = name === undefined ? undefined : findVariable(run.globals, scope, name);
  if (found?.isRecursive !== true || found.body?.text !== found.value) return undefined;
  if (called === undefined && run.expanding.has(found.name)) return undefined;
  if (!mayGoOn(run) || run.depth > limits.depth - 10) return undefined;
  const inner =
    called === undefined
      ? scope
      : callScope({ run, scope, body: body.replace(/^call\s+/, ''), bracket: reference.charAt(1), written: reference });
  const isGuarded = called === undefined;
  if (isGuarded) run.expanding.add(found.name);
  run.depth += 1;
  const inside = expandPlaced(run, collapsed(found.body), inner);
  run.depth -= 1;
  if (isGuarded) run.expanding.delete(found.name);
  return inside;
}

/** Inside of references, continued lines are one; outside, the prefix of recipes in front of the next line goes. */
export function collapsed(text: EmbeddedText, prefix = '\t'): EmbeddedText {
  const { text: source } = text;
  if (!source.includes('\\\n')) return text;
  const pieces: EmbeddedText[] = [];
  let at = 0;
  const keep = (end: number): void => {
    if (end > at) pieces.push(text.slice(at, end));
  };
  const pattern = /\$|\\\n/g;
  for (let match = pattern.exec(source); match !== null; match = pattern.exec(source)) {
    if (match[0] !== '$') {
      keep(match.index + 2);
      at = match.index + 2 + (source.startsWith(prefix, match.index + 2) ? prefix.length : 0);
      continue;
    }
    const end = endOfReference(source, match.index);
    const reference = source.slice(match.index, end);
    if (reference.includes('\\\n')) {
      keep(match.index);
      const one = reference.replace(/[ \t]*\\\n[ \t]*/g, ' ');
      pieces.push(EmbeddedText.opaque(one, text.spanOf(match.index, end)));
      at = end;
    }
    pattern.lastIndex = end;
  }
  keep(source.length);
  return EmbeddedText.join(pieces, '', text.span);
}
