import { knownString } from '../../value/index.ts';
import type { GithubValue } from './github-value.ts';

/**
 * The number that GitHub takes a value for, `NaN` for one that is none; `undefined` where that is not known.
 *
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (operators);
 * github.com/actions/runner, Expressions2 ExpressionUtility ParseNumber.
 */
export function numberOf(value: GithubValue): number | undefined {
  switch (value.is) {
    case 'null':
      return 0;
    case 'boolean':
      return value.value ? 1 : 0;
    case 'number':
      return value.value;
    case 'text':
      return numberOfText(value.text.parts, knownString(value.text));
    case 'hidden':
      return undefined;
    default:
      return Number.NaN;
  }
}

function numberOfText(parts: readonly unknown[], known: string | undefined): number | undefined {
  if (known !== undefined) return parseNumber(known);
  const isNone = parts.some((part) => typeof part === 'string' && /[^\s\d.+a-fA-FxoInfity-]/.test(part));
  return isNone ? Number.NaN : undefined;
}

/** A decimal with an exponent, hexadecimal and octal numbers, the infinities, and nothing for zero. */
function parseNumber(written: string): number {
  const text = written.trim();
  if (text === '') return 0;
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
  if (/^0(?:x[\da-fA-F]+|o[0-7]+)$/.test(text)) return Number(text);
  if (/^-?Infinity$/.test(text)) return Number(text);
  return Number.NaN;
}

/** A number as GitHub writes it: with at most 15 digits. */
export function numberText(value: number): string {
  if (value === 0) return '0';
  return Number.isFinite(value) ? String(Number(value.toPrecision(15))) : String(value);
}
