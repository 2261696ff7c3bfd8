import { parseGoBool } from '../../facts/go-bool.ts';
import {
  all,
  any,
  type Cause,
  causesIn,
  known,
  knownString,
  no,
  not,
  type Text,
  type Truth,
  unknown,
} from '../../value/index.ts';
import { csvFields, hiddenFieldCauses } from '../csv-fields.ts';
import type { ReadFlags } from '../flags.ts';

/** One flag of a build that is about attestations. */
export interface AttestationFlag {
  readonly kind: 'provenance' | 'sbom' | 'other';
  /** Whether it asks for the attestation; "no" for one that turns it off. */
  readonly asks: Truth;
  readonly flag: string;
  readonly value: Text;
  readonly span: Text['span'];
}

/**
 * The attestation flags of a buildx command line, in order within each name.
 *
 * Source: buildx util/buildflags/attests.go: a bare boolean turns on or off, `disabled=true` turns off.
 */
export function attestationFlags(flags: ReadFlags): readonly AttestationFlag[] {
  const shorthands = (['provenance', 'sbom'] as const).flatMap((kind) =>
    lastOf(flags.flags(`--${kind}`).items).map(({ value, flagSpan }) => {
      return { kind, asks: asksFor(value), flag: `--${kind}`, value, span: flagSpan };
    }),
  );
  const longhands = flags.flags('--attest').items.map(({ value, flagSpan }) => {
    return { kind: kindOf(value), asks: asksFor(value), flag: '--attest', value, span: flagSpan };
  });
  return [...shorthands, ...longhands];
}

/** A shorthand counts once, as it is written last. */
const lastOf = <T>(items: readonly T[]): readonly T[] => items.slice(-1);

/** Whether a command asks for attestations, whatever the defaults are. */
export const asksForAttestations = (found: readonly AttestationFlag[], openTo: readonly Cause[]): Truth =>
  any([...found.map(({ asks }) => asks), ...(openTo.length > 0 ? [unknown(...openTo)] : [])]);

/** Whether an attestation's value asks for it: `mode=max` and `true` do, `false` and `disabled=true` do not. */
export function asksFor(value: Text): Truth {
  const written = knownString(value);
  const asBool = written === undefined ? undefined : parseGoBool(written.replace(/^(?:provenance|sbom)=/, ''));
  if (asBool !== undefined) return known(asBool);
  if (isHidden(value)) return unknown(...causesIn(value));
  const disabled = csvFields(value).get('disabled')?.at(-1);
  const isDisabled = disabled === undefined ? no : boolOf(disabled);
  const hiding = hiddenFieldCauses(value);
  return all([not(isDisabled), ...(hiding.length > 0 ? [unknown(...hiding)] : [])]);
}

/** Whether all of a value is unknown, as `$ATTEST` and `provenance=$ATTEST` are: it may be `false`. */
const isHidden = ({ parts: [first, ...rest] }: Text): boolean =>
  (typeof first === 'string' ? /^(?:provenance|sbom)=$/.test(first) && rest.length > 0 : first !== undefined) &&
  rest.every((part) => typeof part !== 'string');

function boolOf(value: Text): Truth {
  const written = knownString(value);
  return written === undefined ? unknown(...causesIn(value)) : known(written === '' || parseGoBool(written) === true);
}

function kindOf(value: Text): AttestationFlag['kind'] {
  const type = csvFields(value).get('type')?.at(-1);
  const written = type === undefined ? undefined : knownString(type);
  return written === 'provenance' || written === 'sbom' ? written : 'other';
}
