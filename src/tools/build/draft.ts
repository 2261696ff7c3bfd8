import type { BuildStep, BuildTool, JobCommand, LayerCache } from '../../model/index.ts';
import { closed, no, unset } from '../../value/index.ts';
import type { Scene } from './image-event.ts';

type StepFacts = Omit<BuildStep, 'destinations' | 'localTags' | 'pushed'>;

/** A step with what most tools leave out: no cache, no attestations, no emulators, one machine. */
export function stepOf(tool: BuildTool, { command, context }: Scene, facts: Partial<StepFacts>): StepFacts {
  return {
    tool,
    job: context.job,
    command,
    version: { is: 'unknown', variant: '' },
    runs: command.runs,
    platforms: unset,
    platformsInFile: unset,
    unreadablePlatforms: [],
    pushedByDigest: no,
    digestFile: unset,
    context: unset,
    dockerfilePath: unset,
    dockerfile: unset,
    target: unset,
    runsUnusedStages: no,
    isClassic: no,
    buildArgs: closed([]),
    cacheExports: closed([]),
    cacheImports: closed([]),
    layerCache: noLayerCache(command),
    pushesIndex: { truth: no, because: 'the tool adds no attestations to the image', optOuts: [] },
    hasEmulators: no,
    isSpread: no,
    isThrownAway: no,
    localOutputs: [],
    span: command.span,
    ...facts,
  };
}

const noLayerCache = ({ span }: JobCommand): LayerCache => ({
  enabled: no,
  lifetime: unset,
  repository: unset,
  lacksRepository: no,
  span,
});
