import type { YamlScalar } from './yaml-value.ts';

/** A scalar as Ruby's `to_s` writes it: `1.50` is `1.5`, `010` is `8`, `yes` is `true`, null is empty. */
export function spellScalar(scalar: YamlScalar): string {
  switch (scalar.kind) {
    case 'string':
      return scalar.value;
    case 'boolean':
      return String(scalar.value);
    case 'null':
      return '';
    case 'integer':
      return spellInteger(scalar.value, scalar.source);
    case 'float':
      return spellFloat(scalar.value);
  }
}

/** Integers beyond 2^53 keep their digits, which Ruby never rounds. */
function spellInteger(value: number, source: string): string {
  const digits = source.replace(/[,_+]/g, '');
  return Number.isSafeInteger(value) || !/^-?\d+$/.test(digits) ? String(value) : digits;
}

/** Ruby writes a float with a fraction always, and with an exponent from 1e16 and below 1e-4. */
function spellFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) return spellExponent(value);
  return Number.isInteger(value) ? `${value.toFixed(0)}.0` : String(value);
}

function spellExponent(value: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const sign = exponent.startsWith('-') ? '-' : '+';
  const power = exponent.replace(/^[+-]/, '').padStart(2, '0');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${sign}${power}`;
}

/**
 * A scalar as GitHub writes it where a string is asked for: numbers with 15 digits at most and no needless zeros (`1.10` is
 * `1.1`, `010` is `10`), null as nothing.
 * Source: github.com/actions/runner, `NumberToken.cs` (format G15), `BooleanToken.cs`.
 */
export function spellAsGithub(scalar: YamlScalar): string {
  switch (scalar.kind) {
    case 'string':
      return scalar.value;
    case 'boolean':
      return String(scalar.value);
    case 'null':
      return '';
    case 'integer':
    case 'float':
      return Number.isFinite(scalar.value) ? String(Number(scalar.value.toPrecision(15))) : spellFloat(scalar.value);
  }
}
