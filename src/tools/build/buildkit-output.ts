import { parseGoBool } from '../../facts/go-bool.ts';
import type { Destination } from '../../model/index.ts';
import type { Span } from '../../source/source-file.ts';
import {
  any,
  type Cause,
  causesIn,
  known,
  knownString,
  no,
  type OpenList,
  type Text,
  type Truth,
  unknown,
  yes,
} from '../../value/index.ts';
import { csvFields, hiddenFieldCauses } from '../csv-fields.ts';
import type { FlagValue } from '../flags.ts';
import { destinationOf, listPieces } from './written-parts.ts';

/** One `--output` of buildctl or buildx. */
export interface BuildkitOutput {
  /** `image`, `registry`, `docker`, `oci`, `local`, `tar`; empty where a hole hides it. */
  readonly type: string;
  readonly names: readonly Destination[];
  readonly pushed: Truth;
  readonly pushedByDigest: Truth;
  readonly archives: readonly Text[];
  readonly span: Span;
  /** Why there may be fields that are not seen. */
  readonly openTo: readonly Cause[];
}

/** What all outputs of a command come to. */
export interface BuildkitOutputs {
  readonly items: readonly BuildkitOutput[];
  readonly openTo: readonly Cause[];
}

/**
 * Reads `--output type=image,name=REF,push=true,push-by-digest=true`.
 *
 * Source: docs.docker.com/build/exporters; buildkit README "Output"; a value without `=` is a folder (buildx).
 */
export const readOutputs = ({ items, openTo }: OpenList<FlagValue>): BuildkitOutputs => ({
  items: items.map(readOutput),
  openTo,
});

function readOutput({ value, span }: FlagValue): BuildkitOutput {
  const fields = csvFields(value);
  const openTo = hiddenFieldCauses(value);
  const last = (name: string): Text | undefined => fields.get(name)?.at(-1);
  const type = last('type');
  const isFolder = type === undefined && openTo.length === 0 && fields.size <= 1 && last('name') === undefined;
  const kind = type === undefined ? (isFolder ? 'local' : '') : (knownString(type) ?? '');
  const isWriting = kind === 'oci' || kind === 'docker';
  const dest = last('dest');
  return {
    type: kind,
    names: (fields.get('name') ?? [])
      .flatMap((name) => listPieces(name, span))
      .map((name) => destinationOf(name.value, span)),
    pushed: kind === 'registry' ? yes : any([truthOf(last('push'), openTo), mayBeRegistry(type)]),
    pushedByDigest: truthOf(last('push-by-digest'), openTo),
    archives: isWriting && dest !== undefined ? [dest] : [],
    span,
    openTo,
  };
}

/** Whether the type may be `registry`, which pushes, for all that is known of it. */
function mayBeRegistry(type: Text | undefined): Truth {
  const causes = type === undefined ? [] : causesIn(type);
  return causes.length > 0 ? unknown(...causes) : no;
}

/** A boolean field; a name without `=` is on. */
function truthOf(value: Text | undefined, openTo: readonly Cause[]): Truth {
  if (value === undefined) return openTo.length > 0 ? unknown(...openTo) : no;
  const written = knownString(value);
  if (written === undefined) return unknown(...causesIn(value));
  return known(written === '' || parseGoBool(written) === true);
}
