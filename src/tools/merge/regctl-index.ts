import type { DeclaredPlatform, MergeEntry } from '../../model/merge/merge-step.ts';
import { type Platform, parsePlatform, parseReference } from '../../oci/index.ts';
import {
  causesIn,
  type Field,
  hidden,
  joinTexts,
  knownString,
  literal,
  no,
  type OpenList,
  set,
  type Text,
  unset,
} from '../../value/index.ts';
import { booleans, type FlagGrammar, type FlagValue, type ReadFlags, readFlags, valued } from '../flags.ts';
import type { ListChange } from './list-change.ts';
import { handlingOf, type MergeCommand, noOptions } from './merge-context.ts';
import { declaredFromWord, entryOf } from './source-words.ts';
import { versionOfTool } from './tool-version.ts';

const options: FlagGrammar = {
  style: 'pflag',
  flags: [
    ...valued(
      '--ref --platform|-p --digest --media-type|-m --desc-platform --desc-annotation --annotation --artifact-type --subject --format',
    ),
    ...booleans('--referrers --digest-tags --by-digest --incompatible'),
  ],
  operands: 1,
};

const index: FlagGrammar = {
  style: 'pflag',
  flags: [],
  subcommands: Object.fromEntries(
    ['create', 'init', 'new', 'put', 'add', 'append', 'insert'].map((name) => [name, options]),
  ),
};

/** Source: regclient cmd/regctl/index.go v0.9, with the aliases of its subcommands. */
const grammar: FlagGrammar = {
  style: 'pflag',
  flags: [...valued('--config --host --logopt --user-agent --verbosity|-v'), ...booleans('--quiet')],
  subcommands: { index },
};

const creating: ReadonlySet<string> = new Set(['index create', 'index init', 'index new', 'index put']);

/** Reads `regctl index create` and `regctl index add`. Both write to the registry at once. */
export function regctlIndexChanges(merge: MergeCommand): readonly ListChange[] {
  const flags = readFlags(merge.args, grammar);
  const list = flags.operand(0);
  if (flags.path.is !== 'set' || !flags.path.value.startsWith('index ') || list.is !== 'set') return [];
  const { command, context, earlier } = merge;
  const version = versionOfTool('regctl', context.job, earlier);
  const entries = entriesOf(merge, flags, list.value);
  const because = `\`${merge.program} index add\` keeps what the index already holds`;
  const does: ListChange['does'] = creating.has(flags.path.value)
    ? { is: 'create', entries, amends: no }
    : { is: 'add', entries, whenNew: { kind: 'indirection', because, at: command.span } };
  return [{ tool: 'regctl index', version, command, store: 'registry', list: list.value, does }];
}

function entriesOf(merge: MergeCommand, flags: ReadFlags, list: Text): OpenList<MergeEntry> {
  const filters = flags.flags('--platform');
  const namesPlatform = filters.items.length > 0;
  const version = { is: 'unknown', variant: '' } as const;
  const onIndex = handlingOf('regctl index', version, { ...noOptions, namesPlatform }, merge.command);
  const platform = listedPlatform(flags, filters);
  const declared = declaredPlatform(flags, filters);
  const facts = { platform, onIndex, ...(declared && { declared }) };
  const refs = flags.flags('--ref');
  const digests = flags.flags('--digest');
  const items = [
    ...refs.items.map(({ value }) => entryOf(value, facts)),
    ...digests.items.map(({ value, span }) => ({ ...entryOf(byDigest(list, value), facts), span })),
  ];
  return { items, openTo: refs.openTo };
}

/** The platform of the entries: what `--desc-platform` writes, or the one platform that is picked. */
function listedPlatform(flags: ReadFlags, filters: OpenList<FlagValue>): Field<Platform> {
  const written = flags.flag('--desc-platform');
  if (written.is !== 'unset') return written.is === 'set' ? platformOf(written.value) : written;
  const [only, ...more] = filters.items;
  return only === undefined || more.length > 0 ? unset : platformOf(only.value);
}

function declaredPlatform(flags: ReadFlags, filters: OpenList<FlagValue>): DeclaredPlatform | undefined {
  const written = flags.flag('--desc-platform');
  const [only, ...more] = filters.items;
  if (written.is === 'set') return declaredFromWord(written.value);
  return only === undefined || more.length > 0 || written.is === 'unknown' ? undefined : declaredFromWord(only.value);
}

function platformOf(text: Text): Field<Platform> {
  const known = knownString(text);
  if (known === undefined) return hidden(...causesIn(text));
  const parsed = parsePlatform(known);
  return parsed.is === 'platform'
    ? set(parsed.platform)
    : hidden({ kind: 'syntax', because: parsed.because, at: text.span });
}

/** A digest in the repository of the index. */
const byDigest = (list: Text, digest: Text): Text =>
  joinTexts([parseReference(list).name, literal('@', digest.span), digest], digest.span);
