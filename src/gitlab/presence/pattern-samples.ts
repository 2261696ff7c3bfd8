import type { PatternSample } from '../../model/presence/formula.ts';
import { patternOccurs } from '../expression-pattern.ts';

/** Texts that names of branches and tags often are, to try patterns on. */
const usualTexts = [
  'v1.2.3',
  '1.2.3',
  'v1.2.3-rc.1',
  '1.2.3-rc.1',
  'release/1.2',
  'feature/login',
  '20260131',
  'latest',
];

/** Longer patterns are not made examples of. */
const longestPattern = 300;

/** Some texts in which a pattern, `/…/` with flags, certainly occurs; none if it is too involved. */
export function samplesOf(pattern: string): readonly PatternSample[] {
  if (pattern.length > longestPattern) return [];
  const body = pattern.slice(1, pattern.lastIndexOf('/')).replaceAll('\\/', '/');
  const isSpelled = /^\^[^$]*\$$/.test(body) && !/[.*+?[\\{]/.test(body.replaceAll('\\.', '').replaceAll('\\-', ''));
  const made = alternativesIn(body).map((text) => ({ text, isSpelled }));
  const usual = usualTexts.map((text) => ({ text, isSpelled: false }));
  return [...made, ...usual]
    .filter(({ text }) => text !== '' && text.trim() === text && patternOccurs(pattern, text) === true)
    .slice(0, mostSamples);
}

const mostSamples = 6;

/** The simplest texts that a regular expression allows, by a reading that need not be right: they are tried afterwards. */
function alternativesIn(body: string): readonly string[] {
  const simple = body
    .replace(/\(\?[a-zA-Z-]+\)/g, '')
    .replace(/\[\^[^\]]*\]/g, 'x')
    .replace(/\[(?:\\(.)|([^\]\\]))[^\]]*\]/g, (_, escaped: string | undefined, plain: string | undefined) =>
      escaped === undefined ? (plain ?? '') : (classes.get(escaped) ?? escaped),
    )
    .replace(/\\(.)/g, (_, escaped: string) => classes.get(escaped) ?? escapedMark(escaped))
    .replace(/(.)\{(\d{1,2})(?:,\d*)?\}/g, (_, atom: string, count: string) => atom.repeat(Number(count)))
    .replace(/[.][*+]?/g, 'x')
    .replace(/[\^$*+?]/g, '');
  return flattened(simple).map((text) => text.replaceAll('\u0001', '.').replaceAll('\u0002', '-'));
}

/** A literal full stop is kept apart from the one that stands for any character. */
const escapedMark = (escaped: string): string => (escaped === '.' ? '\u0001' : escaped === '-' ? '\u0002' : escaped);

const classes: ReadonlyMap<string, string> = new Map([
  ['d', '1'],
  ['w', 'a'],
  ['s', ' '],
  ['D', 'x'],
  ['W', '-'],
  ['S', 'x'],
  ['b', ''],
  ['A', ''],
  ['z', ''],
  ['Z', ''],
]);

/** The alternatives at the top; of those in groups the first. */
function flattened(text: string): readonly string[] {
  let flat = text;
  for (let round = 0; round < 10 && flat.includes('('); round++) {
    const whole = /^\((?:\?:|\?P?<\w+>)?([^()]*)\)$/.exec(flat)?.[1];
    if (whole !== undefined) return whole.split('|');
    flat = flat.replace(/\((?:\?:|\?P?<\w+>)?([^()|]*)(?:\|[^()]*)?\)/g, '$1');
  }
  return flat.split('|');
}
