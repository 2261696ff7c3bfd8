import type { MergeEntry, MergeTool } from '../../model/merge/merge-step.ts';
import { any, type OpenList, open, type Text, type Truth } from '../../value/index.ts';
import { booleans, type FlagGrammar, type ReadFlags, readFlags, valued } from '../flags.ts';
import type { ListAction, ListChange } from './list-change.ts';
import { handlingOf, type MergeCommand, noOptions } from './merge-context.ts';
import {
  certainSources,
  declaredFromParts,
  entryOf,
  openBeside,
  platformFromParts,
  withoutTransport,
} from './source-words.ts';
import { versionOfTool } from './tool-version.ts';

const connection = '--authfile --cert-dir --creds';

const push: FlagGrammar = {
  style: 'pflag',
  flags: [
    ...valued(
      `--add-compression --compression-format --compression-level --digestfile --format|-f --sign-by ${connection}`,
    ),
    ...booleans('--all --force-compression --purge|-p --quiet|-q --remove-signatures|-r --rm --tls-verify --insecure'),
  ],
};

const manifest: FlagGrammar = {
  style: 'pflag',
  flags: [],
  subcommands: {
    create: {
      style: 'pflag',
      flags: [
        ...valued(`--annotation ${connection}`),
        ...booleans('--all --amend|-a --replace|-r --tls-verify --insecure'),
      ],
    },
    add: {
      style: 'pflag',
      flags: [
        ...valued(`--annotation --arch --features --os --os-features --os-version --variant ${connection}`),
        ...valued('--artifact-type --artifact-config --artifact-layer-type'),
        ...booleans('--all --tls-verify --insecure --artifact'),
      ],
    },
    annotate: {
      style: 'pflag',
      flags: [
        ...valued('--annotation --arch --features --os --os-features --os-version --variant --subject'),
        ...booleans('--index'),
      ],
      operands: 2,
    },
    push,
    rm: { style: 'pflag', flags: booleans('--ignore|-i') },
  },
};

const build: FlagGrammar = {
  style: 'pflag',
  flags: [...valued('--manifest --tag|-t --platform --arch --os --variant --file|-f --build-arg --target')],
};

/**
 * `buildah` and `podman` as far as they join images.
 *
 * Source: buildah cmd/buildah/manifest.go v1.41; podman cmd/podman/manifest v5; containers/common; `bud` is `build`.
 */
const grammar: FlagGrammar = {
  style: 'pflag',
  flags: [
    ...valued('--log-level --root --runroot --storage-driver --storage-opt --registries-conf --connection|-c --url'),
    ...booleans('--remote|-r --debug'),
  ],
  subcommands: { manifest, push, build, bud: build },
};

/** Reads `manifest create|add|annotate|push|rm`, `build --manifest` and `push` of a list, of buildah and podman. */
export function podmanManifestChanges(merge: MergeCommand): readonly ListChange[] {
  const flags = readFlags(merge.args, grammar);
  if (flags.path.is !== 'set') return [];
  const [list, second] = flags.positionals.items;
  switch (flags.path.value) {
    case 'manifest create':
      return change(merge, list, createAction(merge, flags));
    case 'manifest add':
      return change(merge, list, { is: 'add', entries: addedEntries(merge, flags, second) });
    case 'manifest annotate':
      return change(merge, list, annotateAction(flags, second));
    case 'manifest push':
    case 'push':
      return change(merge, list, list === undefined ? undefined : pushOf(second ?? list, flags));
    case 'manifest rm':
      return flags.positionals.items.flatMap((item) => change(merge, item, { is: 'remove' }));
    case 'build':
    case 'bud':
      return buildChange(merge, flags);
    default:
      return [];
  }
}

const toolOf = ({ program }: MergeCommand): MergeTool =>
  program === 'buildah' ? 'buildah manifest' : 'podman manifest';

function createAction(merge: MergeCommand, flags: ReadFlags): ListAction {
  const [list, ...sources] = certainSources(flags.positionals);
  return {
    is: 'create',
    entries: { items: entries(merge, flags, sources), openTo: openBeside(list, merge.args, flags.positionals.openTo) },
    amends: amends(flags),
  };
}

const amends = (flags: ReadFlags): Truth => flags.isOn('--amend');

/** The image that is added; a line with an open expansion may name others. */
function addedEntries(merge: MergeCommand, flags: ReadFlags, source: Text | undefined): OpenList<MergeEntry> {
  const openTo = source === undefined ? flags.positionals.openTo : [];
  return { items: entries(merge, flags, source === undefined ? [] : [source]), openTo };
}

function entries(merge: MergeCommand, flags: ReadFlags, sources: readonly Text[]): readonly MergeEntry[] {
  const parts = partsOf(flags);
  const platform = platformFromParts(...parts);
  const declared = declaredFromParts(...parts);
  const options = {
    ...noOptions,
    takesAll: flags.isOn('--all').is === 'yes',
    namesPlatform: platform.is !== 'unset',
  };
  const onIndex = handlingOf(
    toolOf(merge),
    { is: 'newest' as const, variant: '', span: merge.command.span },
    options,
    merge.command,
  );
  return sources.map((source) => entryOf(source, { platform, onIndex, ...(declared && { declared }) }));
}

function annotateAction(flags: ReadFlags, source: Text | undefined): ListAction | undefined {
  if (source === undefined) return undefined;
  const parts = partsOf(flags);
  return { is: 'annotate', source, platform: platformFromParts(...parts), declared: declaredFromParts(...parts) };
}

const partsOf = (flags: ReadFlags) => [flags.flag('--arch'), flags.flag('--os'), flags.flag('--variant')] as const;

const pushOf = (target: Text, flags: ReadFlags): ListAction => ({
  is: 'push',
  target: withoutTransport(target),
  purges: any([flags.isOn('--purge'), flags.isOn('--rm')]),
});

/** `build --manifest LIST` puts what it builds into the list; no reference names it there. */
function buildChange(merge: MergeCommand, flags: ReadFlags): readonly ListChange[] {
  const list = flags.flag('--manifest');
  if (list.is !== 'set') return [];
  const because = `\`${merge.program} build --manifest\` adds what it builds`;
  const built = open<MergeEntry>([], { kind: 'indirection', because, at: merge.command.span });
  return change(merge, list.value, { is: 'add', entries: built });
}

function change(merge: MergeCommand, list: Text | undefined, does: ListAction | undefined): readonly ListChange[] {
  if (list === undefined || does === undefined) return [];
  const { command, context, earlier, program } = merge;
  const version = versionOfTool(program === 'buildah' ? 'buildah' : 'podman', context.job, earlier);
  return [{ tool: toolOf(merge), version, command, store: 'containers', list: withoutTransport(list), does }];
}
