import type { ActionUse } from '../../../model/index.ts';
import { knownString, literal, type Text } from '../../../value/index.ts';
import { csvRecords, trimText } from '../../csv-records.ts';
import { inputList } from '../../inputs.ts';
import { attributesOf } from './tag-rule.ts';

/** What holds for all tags. */
export interface Flavor {
  /** Whether there is a tag `latest`; `hidden` where a hole hides it. */
  readonly latest: 'auto' | 'true' | 'false' | 'hidden';
  readonly prefix: Text;
  readonly suffix: Text;
  /** Whether `latest` gets them as well. */
  readonly prefixLatest: boolean;
  readonly suffixLatest: boolean;
}

/** The input `flavor`. Source: docker/metadata-action src/flavor.ts. */
export function flavorOf(use: ActionUse): Flavor {
  const lines = inputList(use, 'flavor', { commas: false, quote: false });
  const last = (name: string): Text | undefined => lines.flatMap((line) => attributesOf(line).get(name) ?? []).at(-1);
  const isOnLatest = (name: string): boolean =>
    lines.some(
      (line) => attributesOf(line).has(name) && knownString(attributesOf(line).get('onlatest') ?? line) === 'true',
    );
  const empty = literal('', use.span);
  return {
    latest: latestOf(lines, last('latest')),
    prefix: last('prefix') ?? empty,
    suffix: last('suffix') ?? empty,
    prefixLatest: isOnLatest('prefix'),
    suffixLatest: isOnLatest('suffix'),
  };
}

function latestOf(lines: readonly Text[], latest: Text | undefined): Flavor['latest'] {
  if (latest === undefined) return lines.some(isHidden) ? 'hidden' : 'auto';
  const written = knownString(latest);
  return written === 'true' || written === 'false' || written === 'auto' ? written : 'hidden';
}

const isHidden = (line: Text): boolean =>
  csvRecords(line)
    .flatMap(({ fields }) => fields)
    .some((field) => typeof trimText(field).parts[0] === 'object');
