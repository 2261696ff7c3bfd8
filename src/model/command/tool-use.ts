import type { Platform } from '../../oci/index.ts';
import type { Span } from '../../source/source-file.ts';
import type { Field, Text, Truth } from '../../value/index.ts';
import type { JobCommand } from './shell-command.ts';

/** How a job gets at its tools and calls them, apart from what they make. */
export interface ToolUse {
  readonly downloads: readonly ToolDownload[];
  readonly secrets: readonly SecretArgument[];
  readonly misuses: readonly Misuse[];
  /** In the order of the commands. */
  readonly logins: readonly Login[];
  /** Words that are to say for which platforms a machine of a builder is, and name none. */
  readonly builderPlatforms: readonly BuilderPlatform[];
}

/** A word of `docker buildx create --platform` that names no platform. */
export interface BuilderPlatform {
  readonly command: JobCommand;
  readonly written: string;
  /** A clause: "`arm46` is no architecture". */
  readonly because: string;
  readonly span: Span;
}

/** A tool that is fetched from its release page while the job runs. */
export interface ToolDownload {
  /** Its name: `crane`, `buildx`. */
  readonly tool: string;
  readonly command: JobCommand;
  readonly url: Text;
  /** Whether the job runs it afterwards, instead of packing it into an image or an artifact. */
  readonly isUsed: Truth;
  /** Whether something checks what arrived: a checksum, a signature, an attestation. */
  readonly isVerified: Truth;
  /** Whether the page that a server sends with an error passes for the file: curl without `--fail`. */
  readonly keepsErrorPages: boolean;
  /** The program that reads it from a pipe while it arrives: `tar`, `sh`. */
  readonly pipedInto?: string;
  /** The platform that it is for, by the name of the file; unset if no name tells. */
  readonly platform: Field<NamedPlatform>;
}

/** A platform by a word of a file's name. */
export interface NamedPlatform {
  readonly platform: Platform;
  /** `amd64`, `x86_64`. */
  readonly word: string;
  readonly span: Span;
}

/** A secret that a command line shows to everybody who may list the machine's processes. */
export interface SecretArgument {
  /** The program with its subcommand: `docker login`. */
  readonly call: string;
  /** `--password`, `-p`, `--creds`. */
  readonly flag: string;
  readonly command: JobCommand;
  readonly value: Text;
  readonly valueSpan: Span;
  /** The flag with its value. */
  readonly span: Span;
  /** The flag by which the tool reads the secret from standard input; absent if it has none. */
  readonly stdinFlag?: string;
}

/** A call that its tool refuses, or understands otherwise than it looks. */
export interface Misuse {
  /** The program with its subcommands: `buildctl build`. */
  readonly call: string;
  readonly command: JobCommand;
  /** The word, or the program where something is missing. */
  readonly span: Span;
  readonly what: MisuseKind;
  /** What to do instead, in the imperative. */
  readonly remedy: string;
  /** Text edits that write it as it was meant; absent where that is not certain. */
  readonly rewrite?: readonly { readonly at: Span; readonly text: string }[];
}

/** What is wrong with a call. */
export type MisuseKind =
  /** A flag that no version of the tool has. */
  | { readonly is: 'unknown-flag'; readonly flag: string }
  /** A flag that stands before or behind the subcommand that knows it. */
  | {
      readonly is: 'misplaced-flag';
      readonly flag: string;
      readonly side: 'behind' | 'in front of';
      readonly word: string;
    }
  /** Something without which the tool ends: a flag, or an operand by its name in the manual. */
  | { readonly is: 'missing'; readonly wanted: string }
  /** One word that is two references. */
  | { readonly is: 'joined-references'; readonly written: string }
  /** `--cache false`: the flag is on, and `false` a word of its own. */
  | { readonly is: 'stray-value'; readonly flag: string; readonly value: string; readonly endsTool: boolean }
  /** Names of an image of which BuildKit keeps none, or only the last. */
  | { readonly is: 'split-names'; readonly keepsLast: boolean }
  /** A client whose daemon nobody starts, as far as the job tells. */
  | { readonly is: 'no-daemon' };

/** Where tools keep their credentials. */
export type CredentialStore =
  /** `config.json` of Docker, which most tools read. */
  | 'docker'
  /** `auth.json` of Buildah, Podman and skopeo, which fall back to Docker's file. */
  | 'containers'
  /** regctl's own file; it falls back to Docker's as well. */
  | 'regctl';

/** Something in a job that gives its tools credentials: a `login`, or a file that the script puts in its place. */
export interface Login {
  readonly store: CredentialStore;
  readonly command: JobCommand;
  /** The command, or the key of a variable. */
  readonly span: Span;
  /** The registries it is for, as written; unknown where the file's content is not seen. */
  readonly hosts: Field<readonly Text[]>;
  /** The file as written by the script; absent for a `login`. */
  readonly path?: Text;
}
