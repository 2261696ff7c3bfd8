import type { MergeEntry } from '../../model/merge/merge-step.ts';
import { type ImageReference, parseReference } from '../../oci/index.ts';
import { findInText, joinTexts, knownString, literal, no, splitText, type Text, unset } from '../../value/index.ts';
import { booleans, type FlagGrammar, readFlags, valued } from '../flags.ts';
import type { ListChange } from './list-change.ts';
import { handlingOf, type MergeCommand, noOptions } from './merge-context.ts';

/** Source: oras-project/oras cmd/oras/root/manifest/index/{create,update}.go v1.3. */
const options: FlagGrammar = {
  style: 'pflag',
  flags: [
    ...valued('--annotation|-a --annotation-file --artifact-type --output|-o --subject --add --merge --remove --tag'),
    ...valued('--username|-u --password|-p --registry-config --ca-file --cert-file --key-file --format --concurrency'),
    ...booleans('--debug|-d --insecure --plain-http --oci-layout --no-tty --password-stdin --verbose|-v'),
  ],
};

const grammar: FlagGrammar = {
  style: 'pflag',
  flags: [],
  subcommands: {
    manifest: {
      style: 'pflag',
      flags: [],
      subcommands: { index: { style: 'pflag', flags: [], subcommands: { create: options, update: options } } },
    },
  },
};

/**
 * Reads `oras manifest index create REPO:TAG SOURCE…` and `update REPO:TAG --add SOURCE`. Sources are tags or digests of the
 * same repository; the index is written to the registry at once, and a source that is an index is put into it as it is.
 */
export function orasIndexChanges(merge: MergeCommand): readonly ListChange[] {
  const flags = readFlags(merge.args, grammar);
  const [names, ...sources] = flags.positionals.items;
  // Further tags of the index follow the first behind commas.
  const list = names === undefined ? undefined : splitText(names, ',')[0];
  if (flags.path.is !== 'set' || list === undefined) return [];
  const { command } = merge;
  const shared = { tool: 'oras manifest index', version: unknownVersion, command, store: 'registry', list } as const;
  const inRepository = (words: readonly Text[]): readonly MergeEntry[] =>
    words.map((word) => entryIn(parseReference(list), word, merge));
  if (flags.path.value === 'manifest index create') {
    const entries = { items: inRepository(sources), openTo: flags.positionals.openTo };
    return [{ ...shared, does: { is: 'create', entries, amends: no } }];
  }
  if (flags.path.value !== 'manifest index update') return [];
  const added = flags.flags('--add');
  const because = '`oras manifest index update` keeps what the index already holds';
  const whenNew = { kind: 'indirection', because, at: command.span } as const;
  const entries = { items: inRepository(added.items.map(({ value }) => value)), openTo: added.openTo };
  return [{ ...shared, does: { is: 'add', entries, whenNew } }];
}

const unknownVersion = { is: 'unknown', variant: '' } as const;

/** A tag or a digest in the repository of the index. */
function entryIn({ name }: ImageReference, word: Text, { command }: MergeCommand): MergeEntry {
  const isDigest = findInText(word, 'sha256:') === 0 || (knownString(word) ?? '').startsWith('sha512:');
  const text = joinTexts([name, literal(isDigest ? '@' : ':', word.span), word], word.span);
  const onIndex = handlingOf('oras manifest index', unknownVersion, noOptions, command);
  return { source: parseReference(text), platform: unset, onIndex, span: word.span };
}
