import type { CacheTarget } from '../../model/index.ts';
import {
  causesIn,
  type Field,
  hidden,
  knownString,
  mapItems,
  type OpenList,
  set,
  type Text,
  unset,
} from '../../value/index.ts';
import { type CsvFields, csvFields, hiddenFieldCauses } from '../csv-fields.ts';
import type { FlagValue } from '../flags.ts';

type CacheType = 'registry' | 'inline' | 'local' | 'gha' | 's3' | 'azblob' | 'other';

/**
 * The field that names a cache within its type.
 *
 * Source: docs.docker.com/build/cache/backends.
 */
const nameFields: Readonly<Record<CacheType, readonly string[]>> = {
  registry: ['ref'],
  gha: ['scope'],
  s3: ['name'],
  azblob: ['name'],
  local: ['dest', 'src'],
  inline: [],
  other: [],
};

/** Reads `--cache-to`, `--cache-from`, `--export-cache`, `--import-cache`; a bare reference is of type registry. */
export const readCacheTargets = (values: OpenList<FlagValue>): OpenList<CacheTarget> => mapItems(values, cacheTarget);

function cacheTarget({ value, flagSpan }: FlagValue): CacheTarget {
  const fields = csvFields(value);
  const [first, ...others] = value.parts;
  if (typeof first === 'object' && others.length === 0) return hiddenTarget(value, flagSpan);
  const isBare = fields.size === 1 && [...fields.values()].flat().every(({ parts }) => parts.length === 0);
  const isHole = typeof first === 'object' && !fields.has('type');
  if (isBare || isHole) return { type: set('registry'), name: set(value), span: flagSpan };
  const type = typeOf(fields, value);
  return { type, name: nameOf(type, fields, value), span: flagSpan };
}

/** A value that is nothing but a variable, which may be a reference or a list of fields. */
const hiddenTarget = (value: Text, span: CacheTarget['span']): CacheTarget => {
  const field = hidden(...causesIn(value));
  return { type: field, name: field, span };
};

function typeOf(fields: CsvFields, value: Text): Field<CacheType> {
  const type = fields.get('type')?.at(-1);
  if (type === undefined) return whenMissing(value);
  const written = knownString(type);
  if (written === undefined) return hidden(...causesIn(type));
  return set(isCacheType(written) ? written : 'other');
}

const isCacheType = (written: string): written is CacheType => Object.hasOwn(nameFields, written);

function nameOf(type: Field<CacheType>, fields: CsvFields, value: Text): Field<Text> {
  if (type.is !== 'set') return type;
  const [name] = nameFields[type.value].flatMap((key) => fields.get(key) ?? []);
  return name === undefined ? whenMissing(value) : set(name);
}

/** A field that is not seen: certainly not there, or inside a hole that may be a whole field. */
function whenMissing(value: Text): Field<never> {
  const causes = hiddenFieldCauses(value);
  return causes.length > 0 ? hidden(...causes) : unset;
}
