import type { DockerfileArg } from '../model/dockerfile/dockerfile.ts';
import type { DockerfileInstruction, EscapeCharacter } from '../syntax/dockerfile.ts';
import { literal } from '../value/index.ts';
import { readArgs } from './assignments.ts';
import type { Given } from './given.ts';
import { type Binding, isPlatformArg, openArg, platformArg, type Scope } from './scope.ts';

/** The arguments in front of the first `FROM`. */
export interface GlobalArgs {
  readonly args: readonly DockerfileArg[];
  readonly bindings: ReadonlyMap<string, Binding>;
  /** What a name stands for in a `FROM` line. */
  readonly scope: Scope;
  /** Values that the build brings. */
  readonly given: Given;
}

/**
 * Reads the global `ARG` lines, each default with the arguments before it. A default counts as the value, though
 * `--build-arg` may bring another; a name without default is a hole; a name that is not declared is empty, except
 * for those that the builder sets.
 *
 * Source: docs.docker.com/reference/dockerfile "Understand how ARG and FROM interact"; buildkit
 * frontend/dockerfile/dockerfile2llb/convert.go (automatic arguments, then defaults that replace them).
 */
export function readGlobalArgs(
  lines: readonly DockerfileInstruction[],
  escape: EscapeCharacter,
  given: Given,
): GlobalArgs {
  const bindings = new Map<string, Binding>();
  const scope: Scope = (name, at) =>
    bindings.get(name) ?? (isPlatformArg(name) ? given(name, at) : undefined) ?? undeclaredGlobal(name, at);
  const args: DockerfileArg[] = [];
  for (const line of lines) {
    for (const arg of readArgs(line.args, escape, scope)) {
      args.push(arg);
      const value = given(arg.name, arg.span);
      if (value !== undefined) bindings.set(arg.name, value);
      else if (arg.value.is === 'set') bindings.set(arg.name, { text: arg.value.value, isUnset: false });
      else if (!bindings.has(arg.name)) bindings.set(arg.name, bareGlobal(arg));
    }
  }
  return { args, bindings, scope, given };
}

const bareGlobal = ({ name, span }: DockerfileArg): Binding =>
  isPlatformArg(name)
    ? { text: platformArg(name, span), isUnset: false }
    : { text: openArg(name, span), isUnset: true };

const undeclaredGlobal = (name: string, at: Binding['text']['span']): Binding =>
  isPlatformArg(name) ? { text: platformArg(name, at), isUnset: false } : { text: literal('', at), isUnset: true };
