import type {
  DockerfileArg,
  DockerfileCopy,
  DockerfileFlag,
  DockerfileLine,
  DockerfileRun,
  DockerfileStage,
  NameUse,
  StageBase,
} from '../model/dockerfile/dockerfile.ts';
import type { Span } from '../source/source-file.ts';
import type { DockerfileInstruction } from '../syntax/dockerfile.ts';
import type { Field, Text } from '../value/index.ts';
import { type CopyContext, readCopy } from './copies.ts';
import { usesIn } from './name-uses.ts';
import { Run } from './run.ts';
import type { StageIndex } from './stage-base.ts';
import type { StageHead } from './stage-head.ts';
import { type StageScope, scopeAt } from './stage-scope.ts';
import type { StageContext, StageLines } from './stages.ts';

/** What a stage is read from. */
export interface StageSource {
  readonly lines: StageLines;
  readonly scope: StageScope;
  readonly context: StageContext;
  /** All stages of the file, when it is read. */
  readonly index: StageIndex;
}

/**
 * A stage. What its lines do is read when it is first asked for, and kept: most Dockerfiles of a repository are asked for their
 * bases and arguments only, and to follow the scripts of a stage takes longer than all the rest. Names are looked up by the
 * places of their declarations, so it does not matter when that is. Its names grow until the file is read.
 */
export class Stage implements DockerfileStage {
  readonly index: number;
  readonly name?: string;
  readonly from: StageBase;
  readonly platformFlag: Field<Text>;
  readonly flags: readonly DockerfileFlag[];
  readonly span: Span;
  readonly args: DockerfileArg[] = [];
  readonly env: DockerfileArg[] = [];
  readonly #source: StageSource;
  #runs: readonly DockerfileRun[] | undefined;
  #copies: readonly DockerfileCopy[] | undefined;
  #instructions: readonly DockerfileLine[] | undefined;
  #uses: readonly NameUse[] | undefined;

  constructor(head: StageHead, source: StageSource) {
    const { lines, index } = source;
    this.index = index.stages.length;
    if (head.name !== undefined) this.name = head.name;
    this.from = head.from;
    this.platformFlag = head.platformFlag;
    this.flags = head.flags;
    this.span = lines.from.span;
    this.#source = source;
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
    this.#instructions ??= this.#source.lines.body.map(({ keyword, args, span }) => ({ keyword, args, span }));
    return this.#instructions;
  }

  get uses(): readonly NameUse[] {
    const { lines, context, scope } = this.#source;
    this.#uses ??= lines.body.flatMap((line) => usesIn(line, scope, context.escape));
    return this.#uses;
  }

  #linesOf(...keywords: readonly string[]): readonly DockerfileInstruction[] {
    return this.#source.lines.body.filter(({ keyword }) => keywords.includes(keyword));
  }

  #runOf(line: DockerfileInstruction): DockerfileRun {
    const { scope: names, context } = this.#source;
    return new Run({ line, names, context: this.#contextOf(line), read: context.runLine });
  }

  #contextOf({ span }: DockerfileInstruction): CopyContext {
    const { context, scope, index } = this.#source;
    const { escape, global } = context;
    return { escape, scope: scopeAt(scope, span.start), globalScope: global.scope, index };
  }
}
