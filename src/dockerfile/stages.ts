import type { DockerfileInputs, DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { DockerfileInstruction, EscapeCharacter } from '../syntax/dockerfile.ts';
import type { GlobalArgs } from './global-args.ts';
import type { DockerfileProblem } from './problems.ts';
import type { RunLineReader } from './run.ts';
import { Stage } from './stage.ts';
import { readStageBody } from './stage-body.ts';
import { readStageHead } from './stage-head.ts';
import { machineOf } from './stage-machine.ts';
import { emptyStageScope, type StageScope } from './stage-scope.ts';

/** A `FROM` line with the lines that follow it. */
export interface StageLines {
  readonly from: DockerfileInstruction;
  readonly body: readonly DockerfileInstruction[];
}

/** A stage that is being read: its names grow until the file is read. */
export interface StageDraft {
  readonly stage: Stage;
  readonly lines: StageLines;
  readonly scope: StageScope;
}

/** What reading a stage may look at. */
export interface StageContext {
  readonly file: SourceFile;
  readonly escape: EscapeCharacter;
  /** Takes a `RUN` line apart. */
  readonly runLine: RunLineReader;
  readonly global: GlobalArgs;
  readonly problems: DockerfileProblem[];
  /** What the build brings; absent where the file is read for any build. */
  readonly inputs: DockerfileInputs | undefined;
}

/**
 * Reads all stages: first their heads, then their bodies, because `COPY --from` may name a later stage.
 * Problems are added to those of the context.
 */
export function readStages(lines: readonly StageLines[], context: StageContext): readonly DockerfileStage[] {
  const drafts: StageDraft[] = [];
  const stages: DockerfileStage[] = [];
  const byName = new Map<string, DockerfileStage>();
  const scopes = new Map<DockerfileStage, StageScope>();
  const earlier = { stages, byName, scopes };
  for (const stageLines of lines) {
    const draft = draftStage(stageLines, context, earlier);
    drafts.push(draft);
    stages.push(draft.stage);
    scopes.set(draft.stage, draft.scope);
    if (draft.stage.name !== undefined) byName.set(draft.stage.name, draft.stage);
  }
  for (const draft of drafts) readStageBody(draft, context);
  return stages;
}

interface EarlierStages {
  readonly stages: readonly DockerfileStage[];
  readonly byName: ReadonlyMap<string, DockerfileStage>;
  readonly scopes: ReadonlyMap<DockerfileStage, StageScope>;
}

function draftStage(lines: StageLines, context: StageContext, earlier: EarlierStages): StageDraft {
  const { escape, global, problems, inputs } = context;
  const head = readStageHead(lines.from, escape, global, earlier);
  problems.push(...head.problems);
  const parent = head.from.is === 'stage' ? earlier.scopes.get(head.from.stage) : undefined;
  const machine = parent?.machine ?? machineOf(head, inputs?.platform);
  const scope = emptyStageScope({ parent, base: head.from, given: global.given, machine });
  return { stage: new Stage(head, { lines, scope, context, index: earlier }), lines, scope };
}
