import { type BakeValue, booleanValue, isKnown } from '../bake-value.ts';
import { applyBinary, applyUnary } from '../operators.ts';
import type { BakeFunction, FunctionTable } from './function.ts';

const operator =
  (name: string): BakeFunction =>
  ([left, right], span) =>
    left === undefined || right === undefined ? undefined : applyBinary({ operator: name, span }, left, right);

const not: BakeFunction = ([value], span) => (value === undefined ? undefined : applyUnary('!', value, span));

/** The first argument that is not null; one that may be null leaves it open. */
const coalesce: BakeFunction = (args) => {
  const first = args.find(({ kind }) => kind !== 'null');
  return first === undefined || first.kind === 'unknown' ? undefined : first;
};

/** The first list that is not empty. */
const coalesceList: BakeFunction = (args) => {
  const first = args.find((one) => one.kind !== 'list' || one.items.length > 0 || one.openTo.length > 0);
  return first?.kind === 'list' && first.items.length > 0 ? first : undefined;
};

/** The first argument that can be computed; whether a hidden one can is not known. */
const tryFirst: BakeFunction = ([first]) => (first !== undefined && isComputed(first) ? first : undefined);

const can: BakeFunction = ([first], span) =>
  first !== undefined && isComputed(first) ? booleanValue(true, span) : undefined;

const isComputed = (value: BakeValue): boolean => value.kind === 'text' || isKnown(value);

const convert: BakeFunction = ([value]) => value;

const hasIndex: BakeFunction = ([list, index], span) => {
  if (list?.kind !== 'list' || list.openTo.length > 0 || index?.kind !== 'number') return undefined;
  return booleanValue(index.value >= 0 && index.value < list.items.length, span);
};

/** Functions of truths, and of what may fail. Source: go-cty cty/function/stdlib/bool.go, general.go; hcl ext/tryfunc. */
export const logicFunctions: FunctionTable = [
  ['equal', operator('==')],
  ['notequal', operator('!=')],
  ['and', operator('&&')],
  ['or', operator('||')],
  ['not', not],
  ['coalesce', coalesce],
  ['coalescelist', coalesceList],
  ['try', tryFirst],
  ['can', can],
  ['convert', convert],
  ['hasindex', hasIndex],
];
