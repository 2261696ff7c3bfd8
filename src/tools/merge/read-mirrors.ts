import type { JobCommand } from '../../model/command/shell-command.ts';
import type { MirrorStep } from '../../model/merge/merge-step.ts';
import type { Job } from '../../model/pipeline/job.ts';
import type { OpenList } from '../../value/index.ts';
import { copySteps } from './copy-tools.ts';
import { mergeCommandsOf } from './merge-commands.ts';
import { pulledCopies } from './pull-tag-push.ts';

/**
 * Finds the commands of one job that copy or rename an image in registries without building it, in their order.
 * Copies between a registry and anything else are left out.
 */
export function readMirrors(commands: OpenList<JobCommand>, job: Job): readonly MirrorStep[] {
  const calls = mergeCommandsOf(commands.items, { job, readFile: () => undefined });
  const steps = [...calls.flatMap(copySteps), ...pulledCopies(calls)];
  const order = new Map(commands.items.map((command, index) => [command, index]));
  const indexOf = ({ command }: MirrorStep): number => order.get(command) ?? 0;
  return steps.toSorted((a, b) => indexOf(a) - indexOf(b));
}
