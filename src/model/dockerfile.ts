import type { ImageReference } from '../oci/index.ts';
import type { SourceFile, Span } from '../source/source-file.ts';
import type { Field, OpenList, Text } from '../value/index.ts';
import type { ShellCommand } from './shell-command.ts';

/** A Dockerfile as far as it could be read. */
export interface Dockerfile {
  readonly file: SourceFile;
  readonly stages: readonly DockerfileStage[];
  /** `ARG` before the first `FROM`: visible in `FROM` lines only. */
  readonly globalArgs: readonly DockerfileArg[];
  /** Parts that do not parse. */
  readonly problems: readonly { readonly message: string; readonly at: Span }[];
}

/** A stage, from its `FROM` to the next. */
export interface DockerfileStage {
  /** 0-based. */
  readonly index: number;
  /** The name behind `AS`, in lower case; absent if it has none. */
  readonly name?: string;
  /** The image or the stage it starts from. */
  readonly from: StageBase;
  /** `FROM --platform`. */
  readonly platformFlag: Field<Text>;
  /** `ARG` and `ENV` names in the order of their lines, with the offset from which they are in force. */
  readonly args: readonly DockerfileArg[];
  /** `ENV` names set here. */
  readonly env: readonly DockerfileArg[];
  readonly runs: readonly DockerfileRun[];
  readonly copies: readonly DockerfileCopy[];
  /** The `FROM` line. */
  readonly span: Span;
}

/** What a stage or a copy starts from. */
export type StageBase =
  | { readonly is: 'stage'; readonly stage: DockerfileStage; readonly span: Span }
  | { readonly is: 'image'; readonly reference: ImageReference; readonly span: Span }
  | { readonly is: 'scratch'; readonly span: Span };

/** A name that `ARG` or `ENV` sets. */
export interface DockerfileArg {
  readonly name: string;
  /** The default of an `ARG`, the value of an `ENV`. */
  readonly value: Field<Text>;
  readonly span: Span;
}

/** A `RUN`, with the commands of its script. */
export interface DockerfileRun {
  readonly commands: OpenList<ShellCommand>;
  /** `--mount`, `--network`, `--security` as written. */
  readonly flags: readonly { readonly name: string; readonly value: string; readonly span: Span }[];
  readonly hasHeredoc: boolean;
  readonly span: Span;
}

/** A `COPY` or `ADD`. */
export interface DockerfileCopy {
  readonly instruction: 'COPY' | 'ADD';
  /** `--from`: a stage, an image, or unset for the build context. */
  readonly from: Field<StageBase>;
  readonly sources: readonly Text[];
  readonly flags: readonly { readonly name: string; readonly value: string; readonly span: Span }[];
  readonly span: Span;
}
