import type { Text } from '../../value/index.ts';
import { unset } from '../../value/index.ts';
import { type ReadFlags, readFlags } from '../flags.ts';
import { dockerGrammar } from './docker-grammar.ts';
import type { ListAction, ListChange } from './list-change.ts';
import { handlingOf, type MergeCommand, noOptions } from './merge-context.ts';
import { certainSources, declaredFromParts, entryOf, openBeside, platformFromParts } from './source-words.ts';

/**
 * Reads `docker manifest create|annotate|push|rm` and the same of nerdctl. Every version refuses a source that is an
 * index, so the version does not matter.
 *
 * Source: docker/cli cli/command/manifest/*.go.
 */
export function dockerManifestChanges(merge: MergeCommand): readonly ListChange[] {
  const flags = readFlags(merge.args, dockerGrammar);
  if (flags.path.is !== 'set') return [];
  const [list, ...others] = flags.positionals.items;
  switch (flags.path.value) {
    case 'manifest create':
      return change(merge, list, createAction(merge, flags));
    case 'manifest annotate':
      return change(merge, list, annotateAction(flags, others[0]));
    case 'manifest push':
      return change(merge, list, list === undefined ? undefined : pushOf(list, flags));
    case 'manifest rm':
      return flags.positionals.items.flatMap((item) => change(merge, item, { is: 'remove' }));
    default:
      return [];
  }
}

function createAction(merge: MergeCommand, flags: ReadFlags): ListAction {
  const [list, ...sources] = certainSources(flags.positionals);
  const onIndex = handlingOf('docker manifest', { is: 'unknown', variant: '' }, noOptions, merge.command);
  const entries = sources.map((source) => entryOf(source, { platform: unset, onIndex }));
  return {
    is: 'create',
    entries: { items: entries, openTo: openBeside(list, merge.args, flags.positionals.openTo) },
    amends: flags.isOn('--amend'),
  };
}

function annotateAction(flags: ReadFlags, source: Text | undefined): ListAction | undefined {
  if (source === undefined) return undefined;
  const parts = [flags.flag('--arch'), flags.flag('--os'), flags.flag('--variant')] as const;
  return { is: 'annotate', source, platform: platformFromParts(...parts), declared: declaredFromParts(...parts) };
}

const pushOf = (target: Text, flags: ReadFlags): ListAction => ({
  is: 'push',
  target,
  purges: flags.isOn('--purge'),
});

function change(
  { command }: MergeCommand,
  list: Text | undefined,
  does: ListAction | undefined,
): readonly ListChange[] {
  if (list === undefined || does === undefined) return [];
  const version = { is: 'unknown', variant: '' } as const;
  return [{ tool: 'docker manifest', version, command, store: 'docker', list, does }];
}
