import type { MergeStep } from '../../model/merge/merge-step.ts';
import { type Cause, no, not, type Text, unset } from '../../value/index.ts';
import { type ReadFlags, readFlags } from '../flags.ts';
import { describedSources } from './descriptor-files.ts';
import { buildxGrammar, dockerGrammar } from './docker-grammar.ts';
import { handlingOf, type MergeCommand, noOptions } from './merge-context.ts';
import { certainSources, destinationOf, entryOf } from './source-words.ts';

/** A call of `docker buildx imagetools create`. */
export interface ImagetoolsCall {
  readonly flags: ReadFlags;
  readonly sources: readonly Text[];
  /** Why the index may hold more than the sources that are seen. */
  readonly openTo: readonly Cause[];
}

/**
 * The call in a command, if there is one.
 *
 * Source: docker/buildx commands/imagetools/create.go v0.25.
 */
export function imagetoolsCall(merge: MergeCommand): ImagetoolsCall | undefined {
  const { program, args, command, digestFolder } = merge;
  const isDocker = program === 'docker';
  const flags = readFlags(args, isDocker ? dockerGrammar : buildxGrammar);
  if (flags.path.is !== 'set') return undefined;
  if (flags.path.value !== (isDocker ? 'buildx imagetools create' : 'imagetools create')) return undefined;
  const described = describedSources(merge, flags);
  return {
    flags,
    sources: [...certainSources(flags.positionals), ...described.items],
    openTo: [
      ...flags.positionals.openTo,
      ...(digestFolder === undefined ? [] : [digestFolder.hole.cause]),
      ...keptOf(flags, command),
      ...described.openTo,
    ],
  };
}

/** What `--append` keeps; where only words out of sight may say so, they open the list already. */
function keptOf(flags: ReadFlags, command: MergeCommand['command']): readonly Cause[] {
  const isOn = flags.isOn('--append');
  const at = flags.spanOf('--append');
  if (isOn.is === 'no' || (at === undefined && flags.positionals.openTo.length > 0)) return [];
  return [{ kind: 'indirection', because: '`--append` keeps what the index already holds', at: at ?? command.span }];
}

/** One source and no other: the command only gives an image another name. */
export const isRetag = ({ sources, openTo }: ImagetoolsCall): boolean => sources.length === 1 && openTo.length === 0;

/** Reads `docker buildx imagetools create` with several sources. It flattens indexes in every version. */
export function imagetoolsSteps(merge: MergeCommand): readonly MergeStep[] {
  const call = imagetoolsCall(merge);
  if (call === undefined || isRetag(call)) return [];
  const { flags, sources, openTo } = call;
  if (sources.length === 0 && openTo.length === 0) return [];
  const { command, context } = merge;
  const version: MergeStep['version'] = { is: 'unknown', variant: '' };
  const onIndex = handlingOf('docker buildx imagetools', version, noOptions, command);
  const tags = flags.flags('--tag');
  return [
    {
      tool: 'docker buildx imagetools',
      job: context.job,
      command,
      version,
      runs: command.runs,
      targets: { items: tags.items.map(({ value }) => destinationOf(value)), openTo: tags.openTo },
      entries: { items: sources.map((source) => entryOf(source, { platform: unset, onIndex })), openTo },
      pushed: not(flags.isOn('--dry-run')),
      ignoresMissing: no,
      keepsOld: flags.isOn('--append'),
      purges: no,
      span: command.span,
    },
  ];
}
