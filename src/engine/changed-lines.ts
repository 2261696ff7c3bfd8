import type { Span } from '../source/source-file.ts';
import type { Finding } from './finding.ts';

/** The changed lines of files, by path: from `first` to `last`, 1-based, both included. */
export type ChangedLines = ReadonlyMap<string, readonly { readonly first: number; readonly last: number }[]>;

/** Whether a finding has to do with a changed line: one on which it stands, which it points at, or which hides its answer. */
export const isOnChangedLine = (finding: Finding, changed: ChangedLines): boolean =>
  placesOf(finding).some(({ file, start, end }) => {
    const first = file.positionAt(start).line;
    const last = file.positionAt(Math.max(start, end - 1)).line;
    return (changed.get(file.path) ?? []).some((range) => range.first <= last && first <= range.last);
  });

/** Every place that a finding names, the one it stands at first. */
export const placesOf = ({ at, related = [], causes }: Finding): readonly Span[] => [
  at,
  ...[...related, ...causes].map((place) => place.at),
];
