import { symbolOf } from '../script/state/symbols.ts';
import { keyOf, markOf } from './hole-table.ts';
import { doubt, limits, mayGoOn, type Run } from './run.ts';
import { type Either, type Variable, variable } from './variable.ts';

/** A variable that is one of two; one unknown value, and a reason to doubt the run, where too many conditions are in it. */
export function eitherVariable(run: Run, name: string, either: Either): Variable {
  const some = either.then ?? either.otherwise;
  const place = some?.place ?? run.at;
  const origin = some?.origin ?? 'file';
  if (either.height <= limits.conditions) return variable(name, '', place, { isRecursive: true, origin, either });
  const because = `\`$(${name})\` depends on more conditions than are followed`;
  doubt(run, because);
  const symbol = symbolOf('one of many', keyOfEither(run, either));
  return variable(
    name,
    markOf(run.table, { symbol, shown: `$(${name})`, cause: { kind: 'rules', because, at: place } }),
    place,
  );
}

/** One key for both ways as they are written. */
const keyOfEither = (run: Run, { condition, then, otherwise }: Either): string =>
  symbolOf(condition.key, keyOfWay(run, then), keyOfWay(run, otherwise));

function keyOfWay(run: Run, found: Variable | undefined): string {
  if (found === undefined || !mayGoOn(run)) return '';
  return found.either === undefined
    ? symbolOf(found.origin, keyOf(run.table, found.value))
    : keyOfEither(run, found.either);
}
