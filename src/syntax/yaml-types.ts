/** What the text of a plain scalar is to Psych. `class`: a date or a time, which GitLab does not let it build. */
export type PlainType =
  | 'string'
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'integer' | 'float'; readonly value: number }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'class'; readonly name: 'Date' | 'Time' };

/**
 * The type of a plain scalar, by the patterns of Psych in their order.
 * Source: github.com/ruby/psych 5.3, lib/psych/scalar_scanner.rb, tokenize.
 */
export function tokenizePlain(text: string): PlainType {
  if (text === '') return { kind: 'null' };
  if (text.length > longestNumber) return text.startsWith(':') ? symbol(text) : 'string';
  if (isWordStart(text) || text.includes('\n')) return word(text);
  if (time.test(text)) return { kind: 'class', name: 'Time' };
  if (date.test(text)) return { kind: 'class', name: 'Date' };
  if (/^\+?\.inf$/i.test(text)) return { kind: 'float', value: Number.POSITIVE_INFINITY };
  if (/^-\.inf$/i.test(text)) return { kind: 'float', value: Number.NEGATIVE_INFINITY };
  if (/^\.nan$/i.test(text)) return { kind: 'float', value: Number.NaN };
  if (/^:./.test(text)) return symbol(text);
  if (sexagesimalInteger.test(text)) return { kind: 'integer', value: sexagesimal(text, Number.parseInt) };
  if (sexagesimalFloat.test(text)) return { kind: 'float', value: sexagesimal(text, Number.parseFloat) };
  if (float.test(text)) return floatOf(text);
  return integer.test(text) ? { kind: 'integer', value: integerOf(text) } : 'string';
}

/** Longer texts are strings or symbols: no number of a configuration has so many digits. */
const longestNumber = 400;

/** V8 takes long to build the table of Unicode's letters, and nearly every word starts without a look at it. */
const isWordStart = (text: string): boolean =>
  /^[^\d.:-]?[a-z_\s!@#$%^&*(){}<>|/\\~;=]+/i.test(text) ||
  /^[^\d.:-]?[\p{L}\p{Nl}\p{M}_\s!@#$%^&*(){}<>|/\\~;=]+/u.test(text);
const time = /^-?\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?(?:\s*(?:Z|[-+]\d{1,2}:?(?:\d\d)?))?$/;
const date = /^\d{4}-(?:1[012]|0\d|\d)-(?:[12]\d|3[01]|0\d|\d)$/;
const sexagesimalInteger = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}$/;
const sexagesimalFloat = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9]){1,2}\.[0-9_]*$/;
const float = /^[-+]?(?:[0-9][0-9_,]*)?\.[0-9]*(?:[eE][+-][0-9]+)?$/;
const integer =
  /^(?:[-+]?0b[_,]*[01][01_,]*|[-+]?0[_,]*[0-7][0-7_,]*|[-+]?(?:0|[1-9](?:[0-9]|,[0-9]|_[0-9])*)|[-+]?0x[_,]*[0-9a-fA-F][0-9a-fA-F_,]*)$/;

function word(text: string): PlainType {
  if (text.length > 5) return 'string';
  if (text === '~' || /^null$/i.test(text)) return { kind: 'null' };
  if (/^(?:yes|true|on)$/i.test(text)) return { kind: 'boolean', value: true };
  return /^(?:no|false|off)$/i.test(text) ? { kind: 'boolean', value: false } : 'string';
}

function symbol(text: string): PlainType {
  const isQuoted = /^:["']/.test(text);
  return { kind: 'symbol', name: isQuoted ? text.slice(2).replace(/["']$/, '') : text.slice(1) };
}

/** `12:30` counts hours and minutes in seconds, `1:2:3` hours, minutes and seconds. */
function sexagesimal(text: string, parse: (digits: string) => number): number {
  return text
    .split(':')
    .reduce((sum, part, index) => sum + parse(part.replaceAll('_', '')) * 60 ** Math.abs(index - 2), 0);
}

function floatOf(text: string): PlainType {
  if (/^[-+]?\.$/.test(text)) return 'string';
  const value = Number(text.replace(/[,_]/g, '').replace(/\.(?=[Ee]|$)/, ''));
  return Number.isNaN(value) ? 'string' : { kind: 'float', value };
}

function integerOf(text: string): number {
  const digits = text.replace(/[,_+-]/g, '');
  const isOctal = /^0[0-7]+$/.test(digits);
  const size = isOctal ? Number.parseInt(digits, 8) : Number(digits);
  return text.startsWith('-') ? -size : size;
}
