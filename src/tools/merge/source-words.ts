import type { Destination } from '../../model/build/build-step.ts';
import type { DeclaredPlatform, MergeEntry } from '../../model/merge/merge-step.ts';
import { normalise, type Platform, parseReference } from '../../oci/index.ts';
import {
  type Cause,
  causesIn,
  type Field,
  hidden,
  knownString,
  type OpenList,
  set,
  type Text,
  unset,
} from '../../value/index.ts';
import { openWordsOf } from '../open-words.ts';
import { literalHead, tailOf } from '../word-parts.ts';

/** Transports under which a registry or the local store is addressed. Source: containers-transports(5). */
const transports: readonly string[] = ['docker://', 'containers-storage:'];

/** A reference without its transport (`docker://`). */
export function withoutTransport(word: Text): Text {
  const head = literalHead(word);
  const transport = transports.find((name) => head.startsWith(name));
  return transport === undefined ? word : tailOf(word, transport.length);
}

/** A word as something that a step writes. */
export function destinationOf(word: Text): Destination {
  const text = withoutTransport(word);
  return { reference: parseReference(text), span: text.span };
}

/** A word as a source of an index. */
export function entryOf(word: Text, facts: Pick<MergeEntry, 'platform' | 'declared' | 'onIndex'>): MergeEntry {
  const text = withoutTransport(word);
  return { source: parseReference(text), ...facts, span: text.span };
}

/**
 * The words that name one image each. The output of a command may be any number of them, so where it leaves the
 * list open it is no word of its own.
 */
export const certainSources = ({ items, openTo }: OpenList<Text>): readonly Text[] =>
  openTo.length === 0 ? items : items.filter((word) => !isCommandOutput(word));

const isCommandOutput = ({ parts }: Text): boolean =>
  parts.length === 1 && parts.every((part) => typeof part !== 'string' && part.cause.kind === 'command-substitution');

/** Why a list of words is open, apart from one word that is taken for what it stands for: the name of the index. */
export function openBeside(word: Text | undefined, args: OpenList<Text>, openTo: readonly Cause[]): readonly Cause[] {
  if (word === undefined) return openTo;
  const words = openWordsOf(args);
  const own = words.opening(word).filter((cause) => words.opensOnly(cause));
  return openTo.filter((cause) => !own.includes(cause));
}

/** The platform that `--os`, `--arch` and `--variant` name; unset without `--arch`. The OS is linux if none is written. */
export function platformFromParts(arch: Field<Text>, os: Field<Text>, variant: Field<Text>): Field<Platform> {
  const written = [arch, os, variant];
  const causes = written.flatMap((field) => {
    if (field.is === 'unknown') return field.causes;
    return field.is === 'set' ? causesIn(field.value) : [];
  });
  if (arch.is === 'unset') return unset;
  if (causes.length > 0) return hidden(...causes);
  return set(normalise(wordOf(os) || 'linux', wordOf(arch), wordOf(variant)));
}

/** The same as written, where it is known. */
export function declaredFromParts(
  arch: Field<Text>,
  os: Field<Text>,
  variant: Field<Text>,
): DeclaredPlatform | undefined {
  const isKnown = [arch, os, variant].every(
    (field) => field.is === 'unset' || (field.is === 'set' && causesIn(field.value).length === 0),
  );
  if (arch.is !== 'set' || !isKnown) return undefined;
  return { os: wordOf(os), architecture: wordOf(arch), variant: wordOf(variant), span: arch.value.span };
}

/** A platform that is written as one word, `linux/arm/v7`, where it is known. */
export function declaredFromWord(word: Text): DeclaredPlatform | undefined {
  const written = knownString(word)?.trim();
  if (written === undefined || written === '') return undefined;
  const parts = written.split('/');
  const [os = '', architecture = '', variant = ''] = parts.length === 1 ? ['', ...parts] : parts;
  return { os, architecture, variant, span: word.span };
}

const wordOf = (field: Field<Text>): string =>
  field.is === 'set' ? (knownString(field.value) ?? '').trim().toLowerCase() : '';
