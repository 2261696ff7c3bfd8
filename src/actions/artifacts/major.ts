import { type ActionUse, actionVersion } from '../../model/index.ts';
import { type Field, mapField } from '../../value/index.ts';

/** The major version of an action; unknown where neither its pin nor the comment behind it tells. */
export const majorOf = (use: ActionUse): Field<number> =>
  mapField(actionVersion(use), (version) => Number.parseInt(version, 10));
