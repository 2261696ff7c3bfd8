import type { Destination, ToolVersion } from '../../model/build/build-step.ts';
import type { MergeEntry, MergeStep, MergeTemplate } from '../../model/merge/merge-step.ts';
import { no, type OpenList, yes } from '../../value/index.ts';
import { booleans, type FlagGrammar, type ReadFlags, readFlags, valued } from '../flags.ts';
import { listItems } from './list-value.ts';
import { readManifestSpec } from './manifest-spec.ts';
import { taggedLike } from './manifest-target.ts';
import { readTemplate } from './manifest-template.ts';
import { handlingOf, type MergeCommand, noOptions } from './merge-context.ts';
import { destinationOf } from './source-words.ts';
import { versionOfTool } from './tool-version.ts';

/**
 * The command line of manifest-tool: global flags in front of `push`, `--type` behind it.
 *
 * Source: estesp/manifest-tool v2/cmd/manifest-tool/main.go and push.go, v2.2.1; urfave/cli.
 */
export const manifestToolGrammar: FlagGrammar = {
  style: 'go',
  flags: [...valued('--username --password --docker-cfg'), ...booleans('--debug --insecure --plain-http')],
  subcommands: {
    push: {
      style: 'go',
      flags: valued('--type'),
      subcommands: {
        'from-args': {
          style: 'go',
          flags: [...valued('--platforms --template --target --tags --annotations'), ...booleans('--ignore-missing')],
        },
        'from-spec': { style: 'go', flags: booleans('--ignore-missing') },
      },
    },
  },
};

/** Whether a program is manifest-tool, under the name of a release file too: `manifest-tool-linux-amd64`. */
export const isManifestTool = (program: string): boolean =>
  /^manifest-tool(?:-[a-z0-9]+){0,3}(?:\.exe)?$/.test(program);

/** What the index is made of, however the command says it. */
interface Wanted {
  readonly targets: OpenList<Destination>;
  readonly entries: OpenList<MergeEntry>;
  readonly template?: MergeTemplate;
}

/** Reads `manifest-tool push from-args` and `manifest-tool push from-spec`. */
export function manifestToolSteps(merge: MergeCommand): readonly MergeStep[] {
  const flags = readFlags(merge.args, manifestToolGrammar);
  if (flags.path.is !== 'set') return [];
  const { command, context, earlier } = merge;
  const version = versionOfTool('manifest-tool', context.job, earlier);
  const onIndex = handlingOf('manifest-tool', version, noOptions, command);
  const wanted = wantedBy(flags.path.value, flags, merge, onIndex);
  if (wanted === undefined) return [];
  return [stepOf(wanted, version, flags, merge)];
}

function wantedBy(
  path: string,
  flags: ReadFlags,
  merge: MergeCommand,
  onIndex: MergeEntry['onIndex'],
): Wanted | undefined {
  if (path === 'push from-args') return fromArgs(flags, onIndex);
  return path === 'push from-spec' ? readManifestSpec(flags.operand(0), merge, onIndex) : undefined;
}

function stepOf(wanted: Wanted, version: ToolVersion, flags: ReadFlags, { command, context }: MergeCommand): MergeStep {
  return {
    tool: 'manifest-tool',
    job: context.job,
    command,
    version,
    runs: command.runs,
    ...wanted,
    pushed: yes,
    ignoresMissing: flags.isOn('--ignore-missing'),
    keepsOld: no,
    purges: no,
    span: command.span,
  };
}

function fromArgs(flags: ReadFlags, onIndex: MergeEntry['onIndex']): Wanted {
  const template = flags.flag('--template');
  const platforms = flags.flags('--platforms');
  const targets = targetsOf(flags);
  if (template.is !== 'set') {
    const openTo = template.is === 'unknown' ? template.causes : flags.openTo;
    return { targets, entries: { items: [], openTo } };
  }
  const items = platforms.items.flatMap(({ value }) => listItems(value));
  return { targets, ...readTemplate(template.value, { items, openTo: platforms.openTo }, onIndex) };
}

/** `--target` and, in its repository, the names of `--tags` (since v2.0.7). */
function targetsOf(flags: ReadFlags): OpenList<Destination> {
  const target = flags.flag('--target');
  if (target.is !== 'set') return { items: [], openTo: target.is === 'unknown' ? target.causes : [] };
  const tags = flags.flags('--tags');
  const names = tags.items.flatMap(({ value }) => listItems(value));
  return {
    items: [destinationOf(target.value), ...names.map((name) => taggedLike(target.value, name))],
    openTo: tags.openTo,
  };
}
