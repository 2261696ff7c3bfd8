import type { MergeEntry, MergeStep } from '../../model/merge/merge-step.ts';
import { known, no, type Text, type Truth, unset, yes } from '../../value/index.ts';
import { booleans, type FlagGrammar, type ReadFlags, readFlags, valued } from '../flags.ts';
import { listItems } from './list-value.ts';
import { handlingOf, type MergeCommand, noOptions } from './merge-context.ts';
import { destinationOf, entryOf } from './source-words.ts';
import { versionOfTool } from './tool-version.ts';

/** Source: go-containerregistry cmd/crane/cmd/index.go and root.go v0.20; `-m` takes a comma-separated list. */
const grammar: FlagGrammar = {
  style: 'pflag',
  flags: [...valued('--platform'), ...booleans('--verbose|-v --insecure --allow-nondistributable-artifacts')],
  subcommands: {
    index: {
      style: 'pflag',
      flags: [],
      subcommands: {
        append: {
          style: 'pflag',
          flags: [...valued('--manifest|-m --tag|-t'), ...booleans('--flatten --docker-empty-base')],
        },
      },
    },
  },
};

/** Reads `crane index append [BASE] -m IMAGE… -t INDEX`. Without `-t` the index gets no name. */
export function craneIndexSteps(merge: MergeCommand): readonly MergeStep[] {
  const flags = readFlags(merge.args, grammar);
  if (flags.path.is !== 'set' || flags.path.value !== 'index append') return [];
  const { command, context, earlier } = merge;
  const version = versionOfTool('crane', context.job, earlier);
  const tag = flags.flag('--tag');
  const sources = flags.flags('--manifest');
  return [
    {
      tool: 'crane index',
      job: context.job,
      command,
      version,
      runs: command.runs,
      targets: {
        items: tag.is === 'set' ? [destinationOf(tag.value)] : [],
        openTo: tag.is === 'unknown' ? tag.causes : [],
      },
      entries: {
        items: [...flags.positionals.items, ...sources.items.flatMap(({ value }) => listItems(value))].map((source) =>
          craneEntry(source, merge, flags),
        ),
        openTo: sources.openTo,
      },
      pushed: yes,
      ignoresMissing: no,
      keepsOld: no,
      purges: no,
      span: command.span,
    },
  ];
}

function craneEntry(source: Text, { command }: MergeCommand, flags: ReadFlags): MergeEntry {
  const options = { ...noOptions, keepsIndexes: keepsIndexes(flags).is === 'yes' };
  return entryOf(source, {
    platform: unset,
    onIndex: handlingOf('crane index', { is: 'unknown', variant: '' }, options, command),
  });
}

/** `--flatten` is on unless it is written otherwise. */
const keepsIndexes = (flags: ReadFlags): Truth =>
  flags.has('--flatten').is === 'yes' ? known(flags.isOn('--flatten').is === 'no') : no;
