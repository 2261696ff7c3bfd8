import { numberOf, numberValue, stringOf } from '../bake-value.ts';
import { type BakeFunction, type FunctionTable, ofNumbers } from './function.ts';

const parseInteger: BakeFunction = ([text, base], span) => {
  const [written, radix] = [stringOf(text), base && numberOf(base)];
  if (written === undefined || radix === undefined || radix < 2 || radix > 36) return undefined;
  const digits = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, radix);
  if (!new RegExp(`^[-+]?[${digits}]+$`, 'i').test(written)) return undefined;
  return numberValue(Number.parseInt(written, radix), span);
};

/** Functions of numbers. Source: go-cty cty/function/stdlib/number.go. */
export const numberFunctions: FunctionTable = [
  ['add', ofNumbers((a = 0, b = 0) => a + b)],
  ['subtract', ofNumbers((a = 0, b = 0) => a - b)],
  ['multiply', ofNumbers((a = 0, b = 0) => a * b)],
  ['divide', ofNumbers((a = 0, b = 0) => a / b)],
  ['modulo', ofNumbers((a = 0, b = 0) => a % b)],
  ['negate', ofNumbers((a = 0) => -a)],
  ['absolute', ofNumbers((a = 0) => Math.abs(a))],
  ['ceil', ofNumbers((a = 0) => Math.ceil(a))],
  ['floor', ofNumbers((a = 0) => Math.floor(a))],
  ['int', ofNumbers((a = 0) => Math.trunc(a))],
  ['signum', ofNumbers((a = 0) => (Number.isInteger(a) ? Math.sign(a) : Number.NaN))],
  ['pow', ofNumbers((a = 0, b = 0) => a ** b)],
  ['min', ofNumbers((...all) => Math.min(...all))],
  ['max', ofNumbers((...all) => Math.max(...all))],
  ['greaterthan', ofNumbers((a = 0, b = 0) => a > b)],
  ['greaterthanorequalto', ofNumbers((a = 0, b = 0) => a >= b)],
  ['lessthan', ofNumbers((a = 0, b = 0) => a < b)],
  ['lessthanorequalto', ofNumbers((a = 0, b = 0) => a <= b)],
  ['parseint', parseInteger],
];
