import type { Span } from '../../source/source-file.ts';
import { type Cause, type Hole, holesOf, type OpenList, type Text, textKey } from '../../value/index.ts';

/** Symbols up to this length are kept as they are; longer ones end in a digest, since symbols nest. */
const longest = 400;

/** One symbol for a value that is fixed by these parts: equal parts, equal symbol. */
export function symbolOf(...parts: readonly string[]): string {
  const whole = parts.some((part) => part.includes('\u0003'))
    ? parts.map((part) => part.replaceAll('\u0003', '\u0003\u0003')).join('\u0003,')
    : parts.join('\u0003,');
  if (whole.length <= longest) return whole;
  return `${whole.slice(0, longest / 2)}…${digest(whole, 1)}${digest(whole, 2)}`;
}

/** A text of one hole whose value follows from `operands` by the operation that `symbol` names. */
export function derivedHole(symbol: string, shown: string, operands: readonly Text[], at: Span): Text {
  const cause = operands.flatMap(holesOf)[0]?.cause ?? computed(shown, at);
  return holeText({ symbol, shown, cause }, at);
}

/** A text that is one hole. */
export const holeText = (hole: Hole, span: Span): Text => ({ parts: [hole], span });

/** One key for the items of a list and the places where it may get others. */
export const keyOfList = ({ items, openTo }: OpenList<Text>): string =>
  symbolOf(
    ...items.map(textKey),
    'open to',
    ...openTo.map(({ at, adds = [] }) => symbolOf(`${at.file.path}:${at.start}`, ...adds.map(textKey))),
  );

/** The cause of a value that the shell computes in a way this reader does not follow. */
const computed = (shown: string, at: Span): Cause => ({
  kind: 'command-substitution',
  because: `the shell computes \`${shown}\` at run time`,
  at,
});

/** 53 bits of a string. Source: cyrb53, public domain. */
function digest(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
