import type { DockerfileArg, StageBase } from '../model/dockerfile/dockerfile.ts';
import type { Platform } from '../oci/index.ts';
import type { Span } from '../source/source-file.ts';
import type { Field } from '../value/index.ts';
import type { Given } from './given.ts';
import {
  type Binding,
  inheritedName,
  isPlatformArg,
  isPredefinedArg,
  openArg,
  platformArg,
  type Scope,
  undeclaredPlatformArg,
} from './scope.ts';

/** One `ARG` or `ENV` of a stage. */
export interface Declaration {
  readonly keyword: 'ARG' | 'ENV';
  readonly arg: DockerfileArg;
  readonly binding: Binding;
  readonly span: Span;
  /** Offset from which it is in force: the end of its instruction. */
  readonly since: number;
}

/** Declarations by name, those of one name in the order of the file. */
type Declarations = Map<string, Declaration[]>;

/** The names that a stage declares, and those of the stage from which it starts. It grows while the stage is read. */
export interface StageScope {
  /** Absent as long as there are none, as in most stages. */
  env: Declarations | undefined;
  args: Declarations | undefined;
  readonly parent: StageScope | undefined;
  /** What the stage starts from; an image may bring variables of its own. */
  readonly base: StageBase;
  /** Values that the build brings. */
  readonly given: Given;
  /** The platform of the programs that `RUN` runs. */
  readonly machine: Field<Platform>;
  /** The programs that run its `RUN` lines, each from an offset on: that at its start, and those of its `SHELL` lines. */
  shells: ShellSince[];
}

/** A shell in force from an offset on; no program is known to be in force where there is none. */
interface ShellSince {
  readonly program: string | undefined;
  readonly since: number;
}

/** The program that runs a `RUN` at an offset of the stage; `undefined` where no other than the usual shell is asked for. */
export const shellAt = ({ shells }: StageScope, offset: number): string | undefined =>
  shells.findLast(({ since }) => since <= offset)?.program;

/** A chain of stages is followed this far; real ones are shorter than ten. */
const longestChain = 100;

/** The scope before the first line of a stage that starts from `parent`. */
export const emptyStageScope = ({
  parent,
  base,
  given,
  machine,
}: Pick<StageScope, 'parent' | 'base' | 'given' | 'machine'>): StageScope => ({
  parent,
  base,
  given,
  machine,
  env: undefined,
  args: undefined,
  shells: [],
});

/** Adds a declaration to a stage; those of one name must come in the order of the file. */
export function declare(stage: StageScope, declaration: Declaration): void {
  const known = declaration.keyword === 'ENV' ? stage.env : stage.args;
  const names = known ?? new Map<string, Declaration[]>();
  if (declaration.keyword === 'ENV') stage.env = names;
  else stage.args = names;
  const { name } = declaration.arg;
  const ofName = names.get(name);
  if (ofName === undefined) names.set(name, [declaration]);
  else ofName.push(declaration);
}

/**
 * What names stand for at an offset of the stage. An `ENV` beats an `ARG` of the same name wherever it stands.
 *
 * Source: docs.docker.com/reference/dockerfile "Using ARG variables" and "Scope" (a stage inherits those of its base).
 */
export function scopeAt(stage: StageScope, offset: number): Scope {
  return (name, at) =>
    declarationAt(stage, name, offset)?.binding ??
    (isPlatformArg(name) ? stage.given(name, at) : undefined) ??
    undeclared(name, at);
}

/** The declaration of a name that is in force at an offset of the stage. */
export function declarationAt(stage: StageScope, name: string, offset: number): Declaration | undefined {
  let limit = offset;
  let scope: StageScope | undefined = stage;
  let inherited: Declaration | undefined;
  for (let steps = 0; scope !== undefined && steps < longestChain; steps++, scope = scope.parent) {
    const env = inForce(scope.env, name, limit);
    if (env !== undefined) return env;
    inherited ??= inForce(scope.args, name, limit);
    limit = Number.POSITIVE_INFINITY;
  }
  return inherited;
}

/** The stage at the head of a chain of stages, which starts from an image or from nothing. */
export function rootOf(stage: StageScope): StageScope {
  let root = stage;
  for (let steps = 0; root.parent !== undefined && steps < longestChain; steps++) root = root.parent;
  return root;
}

/** Every name with a declaration in force, in no particular order. */
export function namesAt(stage: StageScope, offset: number): ReadonlySet<string> {
  const names = new Set<string>();
  let scope: StageScope | undefined = stage;
  for (let steps = 0; scope !== undefined && steps < longestChain; steps++, scope = scope.parent) {
    for (const declared of [scope.env, scope.args]) for (const name of declared?.keys() ?? []) names.add(name);
  }
  return new Set([...names].filter((name) => declarationAt(stage, name, offset) !== undefined));
}

const inForce = (names: Declarations | undefined, name: string, offset: number): Declaration | undefined =>
  names?.get(name)?.findLast(({ since }) => since <= offset);

function undeclared(name: string, at: Span): Binding {
  if (isPlatformArg(name)) return { text: undeclaredPlatformArg(name, at), isUnset: false };
  return { text: isPredefinedArg(name) ? openArg(name, at) : inheritedName(name, at), isUnset: false };
}

/** The value of a bare `ARG NAME`: the global default, what the builder sets, or whatever `--build-arg` brings. */
export function bareArg(name: string, global: Binding | undefined, at: Span): Binding {
  if (global !== undefined) return global;
  if (isPlatformArg(name)) return { text: platformArg(name, at), isUnset: false };
  return { text: openArg(name, at), isUnset: true };
}
