/** What a Go duration says. */
export type ParsedDuration =
  | { readonly is: 'duration'; readonly hours: number }
  /** Go's own words: `time: unknown unit "d" in duration "7d"`. */
  | { readonly is: 'invalid'; readonly because: string };

/** Units of a Go duration, in hours. Source: pkg.go.dev/time#ParseDuration. */
const hoursOf: Readonly<Record<string, number>> = {
  ns: 1 / 3.6e12,
  us: 1 / 3.6e9,
  '\u00b5s': 1 / 3.6e9,
  '\u03bcs': 1 / 3.6e9,
  ms: 1 / 3.6e6,
  s: 1 / 3600,
  m: 1 / 60,
  h: 1,
};

/**
 * Reads a duration as Go does: `168h`, `1h30m`, `-1.5h`, `0`. There are no days or weeks.
 *
 * Source: go src/time/format.go ParseDuration.
 */
export function parseGoDuration(written: string): ParsedDuration {
  const sign = written.startsWith('-') ? -1 : 1;
  let rest = written.replace(/^[+-]/, '');
  if (rest === '0') return { is: 'duration', hours: 0 };
  if (rest === '') return invalid(written);
  let hours = 0;
  while (rest !== '') {
    const [, number = '', unit = ''] = /^(\d+\.?\d*|\.\d+)([^\d.]*)/.exec(rest) ?? [];
    if (number === '') return invalid(written);
    if (unit === '') return { is: 'invalid', because: `time: missing unit in duration "${written}"` };
    const factor = Object.hasOwn(hoursOf, unit) ? hoursOf[unit] : undefined;
    if (factor === undefined) {
      return { is: 'invalid', because: `time: unknown unit "${unit}" in duration "${written}"` };
    }
    hours += Number(number) * factor;
    rest = rest.slice(number.length + unit.length);
  }
  return { is: 'duration', hours: sign * hours };
}

const invalid = (written: string): ParsedDuration => ({
  is: 'invalid',
  because: `time: invalid duration "${written}"`,
});
