import type { ImageReference, Platform } from '../../oci/index.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { SourceFile, Span } from '../../source/source-file.ts';
import type { Field, OpenList, Text } from '../../value/index.ts';
import type { ShellChoice, ShellCommand } from '../command/shell-command.ts';

/** A Dockerfile as far as it could be read. */
export interface Dockerfile {
  readonly file: SourceFile;
  /** The directives at the top, by name in lower case: `syntax`, `escape`, `check`. */
  readonly directives: readonly DockerfileDirective[];
  readonly stages: readonly DockerfileStage[];
  /** `ARG` before the first `FROM`: visible in `FROM` lines only. */
  readonly globalArgs: readonly DockerfileArg[];
  /** Parts that do not parse. */
  readonly problems: readonly { readonly message: string; readonly at: Span }[];
  /**
   * The same file as a build for one platform meets it: `TARGETARCH` and its kin have their values, also where a stage
   * forgets to declare them or gives them a default, build arguments replace defaults, and `uname -m` of a stage of the
   * target's platform is answered. Ways of `case` and `if` that such a build does not take are left out.
   */
  readonly builtWith: (inputs: DockerfileInputs) => Dockerfile;
}

/** What a build brings to a Dockerfile. */
export interface DockerfileInputs {
  /** The platform of the image. */
  readonly platform: Platform;
  /** `--build-arg`, by name. */
  readonly args: ReadonlyMap<string, Text>;
}

/** A comment of the form `# syntax=docker/dockerfile:1` at the top of the file. */
export interface DockerfileDirective {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
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
  /** The flags of the `FROM` line as written. */
  readonly flags: readonly DockerfileFlag[];
  /** `ARG` and `ENV` names in the order of their lines, with the offset from which they are in force. */
  readonly args: readonly DockerfileArg[];
  /** `ENV` names set here. */
  readonly env: readonly DockerfileArg[];
  readonly runs: readonly DockerfileRun[];
  readonly copies: readonly DockerfileCopy[];
  /** Every instruction behind the `FROM` line, in order, those of the lists above included. */
  readonly instructions: readonly DockerfileLine[];
  /** Where the builder or the shell of a `RUN` replaces `$NAME` by a value, in order. */
  readonly uses: readonly NameUse[];
  /** The `FROM` line. */
  readonly span: Span;
}

/** An instruction as written. */
export interface DockerfileLine {
  /** In upper case; `ONBUILD` for triggers, which run in other builds. */
  readonly keyword: string;
  /** What follows the keyword, continued lines joined; the bodies of heredocs are left out. */
  readonly args: EmbeddedText;
  readonly span: Span;
}

/** A place where a stage uses the value of a name: `$NAME`, `${NAME:-default}`. */
export interface NameUse {
  readonly name: string;
  /** The keyword of the instruction: `RUN`, `ENV`, `COPY`. */
  readonly instruction: string;
  /** What follows the name in braces: `:-`, `#`, `/`; empty for the plain value. */
  readonly operator: string;
  /** What follows the operator, as written: `amd64` of `${TARGETARCH:-amd64}`; empty without operator. */
  readonly operand: string;
  /** The variable whose whole value it is: `GOARCH` in `GOARCH=$TARGETARCH go build` and in `ENV GOARCH=$TARGETARCH`. */
  readonly assigns?: string;
  /**
   * What gives the name its value there: an `ARG` or an `ENV` of the stage or of one that it starts from. Unset: nothing
   * does, and the value is empty. Names that the shell of the `RUN` sets itself are no uses.
   */
  readonly declared: Field<NameDeclaration>;
  readonly span: Span;
}

/** An `ARG` or an `ENV` in force. */
export interface NameDeclaration {
  readonly keyword: 'ARG' | 'ENV';
  readonly arg: DockerfileArg;
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
  /** The choices by one value among them, in order. */
  readonly choices: readonly ShellChoice[];
  /** `--mount`, `--network`, `--security` as written. */
  readonly flags: readonly DockerfileFlag[];
  readonly mounts: readonly RunMount[];
  readonly hasHeredoc: boolean;
  readonly span: Span;
}

/** A flag of an instruction, as written; the value of one without `=` is empty. */
export interface DockerfileFlag {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

/** A `RUN --mount=…`. */
export interface RunMount {
  /** In lower case: `bind` (the default), `cache`, `secret`, `ssh`, `tmpfs`. */
  readonly type: string;
  /** All options by their names in lower case, with variables replaced; `true` for one without a value. */
  readonly options: ReadonlyMap<string, Text>;
  /** `from=`: the stage or the image that it shows; unset: the build context, or nothing. */
  readonly from: Field<StageBase>;
  /** The whole flag. */
  readonly span: Span;
}

/** A `COPY` or `ADD`. */
export interface DockerfileCopy {
  readonly instruction: 'COPY' | 'ADD';
  /** `--from`: a stage, an image, or unset for the build context. */
  readonly from: Field<StageBase>;
  readonly sources: readonly Text[];
  /** Where it puts them; unset if the instruction is incomplete. */
  readonly destination: Field<Text>;
  readonly flags: readonly DockerfileFlag[];
  /** Whether a source is a here-document: `COPY <<EOF /etc/motd`. */
  readonly hasHeredoc: boolean;
  readonly span: Span;
}
