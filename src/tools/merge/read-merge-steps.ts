import type { JobCommand } from '../../model/command/shell-command.ts';
import type { MergeStep } from '../../model/merge/merge-step.ts';
import type { OpenList } from '../../value/index.ts';
import { skopeoListChanges } from './copy-tools.ts';
import { craneIndexSteps } from './crane-index.ts';
import { withFolder } from './digest-files.ts';
import { dockerManifestChanges } from './docker-manifest.ts';
import { imagetoolsSteps } from './imagetools.ts';
import type { ListChange } from './list-change.ts';
import { mergeLists } from './local-lists.ts';
import { isManifestTool, manifestToolSteps } from './manifest-tool.ts';
import { isCrane, mergeCommandsOf } from './merge-commands.ts';
import type { MergeCommand, MergeContext } from './merge-context.ts';
import { orasIndexChanges } from './oras-index.ts';
import { podmanManifestChanges } from './podman-manifest.ts';
import { regctlIndexChanges } from './regctl-index.ts';

/**
 * Finds the commands of one job that join images into an image index. Commands that build up one index together
 * (create, add, annotate, push) are one step. Steps come in the order of their first commands.
 */
export function readMergeSteps(commands: OpenList<JobCommand>, context: MergeContext): OpenList<MergeStep> {
  const calls = mergeCommandsOf(commands.items, context);
  const lists = mergeLists(calls.flatMap(changesOf), commands.openTo);
  const steps = [...lists.map((step) => calls.reduce(withFolder, step)), ...calls.flatMap(stepsWithFolder)];
  const order = new Map(commands.items.map((command, index) => [command, index]));
  const indexOf = ({ command }: MergeStep): number => order.get(command) ?? 0;
  return { items: steps.toSorted((a, b) => indexOf(a) - indexOf(b)), openTo: commands.openTo };
}

const stepsWithFolder = (call: MergeCommand): readonly MergeStep[] =>
  stepsOf(call).map((step) => withFolder(step, call));

/** What a command does to an index that several commands build up. */
function changesOf(call: MergeCommand): readonly ListChange[] {
  switch (call.program) {
    case 'docker':
    case 'nerdctl':
      return dockerManifestChanges(call);
    case 'podman':
    case 'buildah':
      return podmanManifestChanges(call);
    case 'oras':
      return orasIndexChanges(call);
    case 'skopeo':
      return skopeoListChanges(call);
    case 'regctl':
      return regctlIndexChanges(call);
    default:
      return [];
  }
}

/** The index that one command makes by itself. */
function stepsOf(call: MergeCommand): readonly MergeStep[] {
  if (isManifestTool(call.program)) return manifestToolSteps(call);
  if (isCrane(call.program)) return craneIndexSteps(call);
  const isBuildx = ['docker', 'docker-buildx', 'buildx'].includes(call.program);
  return isBuildx ? imagetoolsSteps(call) : [];
}
