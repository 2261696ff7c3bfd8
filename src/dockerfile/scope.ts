export { isPlatformArg } from '../model/build/platform-args.ts';

import type { Span } from '../source/source-file.ts';
import { type Cause, hole, type Text } from '../value/index.ts';

/** What a name stands for at some place of a Dockerfile. */
export interface Binding {
  /** The value of `$NAME`. */
  readonly text: Text;
  /** Whether it is declared without any value, so that `${NAME:-default}` gives the default. */
  readonly isUnset: boolean;
  /** Whether it certainly is not empty, though its value is not known. */
  readonly isFilled?: boolean;
}

/** What the names of a Dockerfile stand for at some place. */
export type Scope = (name: string, at: Span) => Binding;

/** Arguments that every `RUN` sees without a declaration. Source: docs.docker.com/reference/dockerfile "Predefined ARGs". */
const predefinedArgs: ReadonlySet<string> = new Set(
  ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [name, name.toLowerCase()]),
);

/** Whether every `RUN` sees it without a declaration: `HTTP_PROXY`. */
export const isPredefinedArg = (name: string): boolean => predefinedArgs.has(name);

/** A platform argument: one hole for the whole build, whatever Dockerfile uses it. */
export const platformArg = (name: string, at: Span): Text =>
  hole(name, `$${name}`, cause(`\`$${name}\` is set by the builder for each platform`, at));

/** An argument without a default, which only `--build-arg` can fill. */
export const openArg = (name: string, at: Span): Text =>
  hole(argSymbol(name, at), `$${name}`, cause(`only \`--build-arg\` gives \`${name}\` a value`, at));

/** A name that the Dockerfile does not set: the environment of the base image may, or nobody. */
export const inheritedName = (name: string, at: Span): Text =>
  hole(argSymbol(name, at), `$${name}`, {
    ...cause(`\`$${name}\` can only come from the base image`, at),
    isOfBase: true,
  });

/**
 * A platform argument in a stage that does not declare it with `ARG`. The builder sets it all the same, but this
 * stage does not see it; the cause says so by its kind.
 */
export const undeclaredPlatformArg = (name: string, at: Span): Text =>
  hole(argSymbol(name, at), `$${name}`, {
    kind: 'out-of-scope-variable',
    because: `\`${name}\` is not declared by an \`ARG\` in this stage`,
    at,
  });

const argSymbol = (name: string, { file }: Span): string => `${file.path} ${name}`;

const cause = (because: string, at: Span): Cause => ({ kind: 'variable', because, at });
