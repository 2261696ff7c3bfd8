import type { DockerfileCopy, DockerfileLine, DockerfileRun, NameUse } from '../model/dockerfile.ts';
import type { DockerfileInstruction } from '../syntax/dockerfile.ts';
import { type CopyContext, readCopy } from './copies.ts';
import { usesIn } from './name-uses.ts';
import { readRunScript } from './run-commands.ts';
import { readMount } from './run-mounts.ts';
import { readRun } from './runs.ts';
import type { StageIndex } from './stage-base.ts';
import { scopeAt } from './stage-scope.ts';
import type { StageContext, StageDraft } from './stages.ts';

/**
 * What the lines of a stage do, each list read when it is first asked for, and kept: most Dockerfiles of a repository are asked
 * for their bases and arguments only, and to follow the scripts of a stage takes longer than all the rest of it. Names are
 * looked up by the places of their declarations, so it does not matter when that is.
 */
export class StageLists {
  readonly #draft: Pick<StageDraft, 'lines' | 'scope'>;
  readonly #context: StageContext;
  /** All stages of the file, when it is read. */
  readonly #index: StageIndex;
  #runs: readonly DockerfileRun[] | undefined;
  #copies: readonly DockerfileCopy[] | undefined;
  #instructions: readonly DockerfileLine[] | undefined;
  #uses: readonly NameUse[] | undefined;

  constructor(draft: Pick<StageDraft, 'lines' | 'scope'>, context: StageContext, index: StageIndex) {
    this.#draft = draft;
    this.#context = context;
    this.#index = index;
  }

  get runs(): readonly DockerfileRun[] {
    this.#runs ??= this.#linesOf('RUN').map((line) => this.#runOf(line));
    return this.#runs;
  }

  get copies(): readonly DockerfileCopy[] {
    this.#copies ??= this.#linesOf('COPY', 'ADD').map((line) => readCopy(line, this.#contextOf(line)));
    return this.#copies;
  }

  get instructions(): readonly DockerfileLine[] {
    this.#instructions ??= this.#draft.lines.body.map(({ keyword, args, span }) => ({ keyword, args, span }));
    return this.#instructions;
  }

  get uses(): readonly NameUse[] {
    this.#uses ??= this.#draft.lines.body.flatMap((line) => usesIn(line, this.#context.escape, this.#draft.scope));
    return this.#uses;
  }

  #linesOf(...keywords: readonly string[]): readonly DockerfileInstruction[] {
    return this.#draft.lines.body.filter(({ keyword }) => keywords.includes(keyword));
  }

  #contextOf({ span }: DockerfileInstruction): CopyContext {
    const { escape, global } = this.#context;
    const scope = scopeAt(this.#draft.scope, span.start);
    return { escape, scope, globalScope: global.scope, index: this.#index };
  }

  #runOf(line: DockerfileInstruction): DockerfileRun {
    return readRun(line, this.#context.escape, {
      script: (script) => readRunScript(script, { line, names: this.#draft.scope }),
      mount: (flag) => readMount(flag, this.#contextOf(line)),
    });
  }
}
