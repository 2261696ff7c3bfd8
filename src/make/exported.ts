import type { MakeCondition } from '../script/run/make-call.ts';
import { lookUp } from '../script/state/persistent-map.ts';
import { symbolOf } from '../script/state/symbols.ts';
import { waysOf } from './each-way.ts';
import type { Run } from './run.ts';
import { isInEnvironment } from './undefined-value.ts';
import type { Variable } from './variable.ts';

/**
 * What is said of the export of a variable: that recipes see it, that they do not, or that it is as `export` by itself
 * says for all. After a condition that is not decided it is one of two; equal keys, equal answers.
 */
export type Exported = 'yes' | 'no' | 'as all' | { readonly perhaps: string };

/** What is said of a name. What is of the environment is exported from the beginning. Source: GNU make 4.3 src/main.c, main. */
export const saidOf = (run: Run, exported: Run['exported'], name: string): Exported =>
  lookUp(exported, name) ?? (isInEnvironment(run, name) === true ? 'yes' : 'as all');

/** What two ways of a condition have in common. */
export function eitherExported<T extends Exported>(
  { key }: MakeCondition,
  then: T,
  otherwise: T,
): T | Extract<Exported, object> {
  if (keyOfExported(then) === keyOfExported(otherwise)) return then;
  return { perhaps: symbolOf('exported if', key, keyOfExported(then), keyOfExported(otherwise)) };
}

/** An answer by itself. */
export type ExportedAll = Exclude<Exported, 'as all'>;

/** Whether recipes see a variable of which `said` is said. Source: GNU make 4.3 src/variable.c, target_environment. */
export function isExported(run: Run, found: Variable, said: Exported): ExportedAll {
  if (said !== 'as all') return said;
  if (found.either === undefined) return isExportedAsAll(run, found);
  const answers = waysOf(found).flatMap((one) => (one === undefined ? [] : [isExportedAsAll(run, one)]));
  const [first = 'no', ...others] = [...new Set(answers.map(keyOfExported))];
  if (others.length === 0) return answers[0] ?? 'no';
  return { perhaps: symbolOf('exported if', found.either.condition.key, first, ...others) };
}

function isExportedAsAll(run: Run, { name, origin }: Variable): ExportedAll {
  if (origin === 'command line' || origin === 'environment override') return 'yes';
  const isKept = name === 'SHELL' || origin === 'default' || origin === 'automatic';
  return isKept ? 'no' : run.exportsAll;
}

const keyOfExported = (exported: Exported): string => (typeof exported === 'string' ? exported : exported.perhaps);
