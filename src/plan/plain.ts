import type { BuildStep, Job, PlatformEvidence } from '../model/index.ts';
import { formatPlatform, type Platform } from '../oci/index.ts';
import type { Span } from '../source/source-file.ts';
import { type Cause, distinctCauses, type Field, mapField, showText, type Truth } from '../value/index.ts';
import type { Doubt, Evidence, Known, Place, PlannedJob, PlannedReference, PlannedTool, Verdict } from './plan.ts';

/** Where a span begins. */
export const placeOf = ({ file, start }: Span): Place => ({ path: file.path, ...file.positionAt(start) });

/** Causes as plain values, each once. */
export const doubtsOf = (causes: readonly Cause[]): readonly Doubt[] =>
  distinctCauses(causes).map(({ because, at }) => ({ because, at: placeOf(at) }));

/** A truth as a plain value. */
export const verdictOf = (truth: Truth): Verdict =>
  truth.is === 'unknown' ? { is: 'unknown', causes: doubtsOf(truth.causes) } : { is: truth.is };

/** A field as a plain value. */
export function knownOf<T, U>(field: Field<T>, show: (value: T) => U): Known<U> {
  const shown = mapField(field, show);
  return shown.is === 'unknown' ? { is: 'unknown', causes: doubtsOf(shown.causes) } : shown;
}

/** A platform that may be hidden. */
export const platformOf = (field: Field<Platform>): Known<string> => knownOf(field, formatPlatform);

/** What says which platform is meant. */
export const evidenceOf = ({ shown, span }: PlatformEvidence): Evidence => ({ shown, at: placeOf(span) });

/** A job by its name and place. */
export const jobOf = ({ name, stage, definition }: Job): PlannedJob => ({
  name,
  ...(stage.is === 'set' ? { stage: stage.value.name } : {}),
  at: placeOf(definition.span),
});

/** A tool with the version that the job's image or pin tells. */
export const toolOf = (name: string, version: BuildStep['version']): PlannedTool => ({
  name,
  version: version.is === 'exact' ? version.version : version.is === 'newest' ? 'newest' : null,
});

/** References as they are written. */
export const referencesOf = (destinations: BuildStep['destinations']['items']): readonly PlannedReference[] =>
  destinations.map(({ reference, span }) => ({ reference: showText(reference.text), at: placeOf(span) }));
