import type { DockerfileArg } from '../model/dockerfile/dockerfile.ts';
import type { DockerfileInstruction } from '../syntax/dockerfile.ts';
import { readArgs, readEnv } from './assignments.ts';
import { shapeProblem } from './problems.ts';
import { shellOf } from './run-commands.ts';
import { bareArg, declare, scopeAt } from './stage-scope.ts';
import type { StageContext, StageDraft } from './stages.ts';

/**
 * Reads the names that a stage declares into its draft, in the order of its lines. Triggers (`ONBUILD`) run in other builds and
 * are left out.
 *
 * Source: docs.docker.com/reference/dockerfile.
 */
export function readStageBody(draft: StageDraft, context: StageContext): void {
  const { scope, lines } = draft;
  // The backtick is for Windows, whose images run `cmd` unless they say otherwise.
  const first = scope.parent?.shells.at(-1)?.program ?? (context.escape === '`' ? 'cmd' : undefined);
  scope.shells = [{ program: first, since: 0 }];
  for (const line of lines.body) {
    const problem = shapeProblem(line);
    if (problem !== undefined) context.problems.push(problem);
    readLine(draft, line, context);
  }
}

function readLine(draft: StageDraft, line: DockerfileInstruction, context: StageContext): void {
  const { keyword, span } = line;
  if (keyword === 'SHELL') draft.scope.shells.push({ program: shellOf(line), since: span.end });
  if (keyword !== 'ARG' && keyword !== 'ENV') return;
  const { escape } = context;
  const scope = scopeAt(draft.scope, span.start);
  if (keyword === 'ARG') declareArgs(draft, line, readArgs(line.args, escape, scope), context);
  else declareEnv(draft, line, readEnv(line.args, escape, scope));
}

function declareArgs(
  { stage, scope }: StageDraft,
  { span }: DockerfileInstruction,
  found: readonly DockerfileArg[],
  { global }: StageContext,
): void {
  for (const arg of found) {
    stage.args.push(arg);
    const binding =
      global.given(arg.name, arg.span) ??
      (arg.value.is === 'set'
        ? { text: arg.value.value, isUnset: false }
        : bareArg(arg.name, global.bindings.get(arg.name), arg.span));
    declare(scope, { keyword: 'ARG', arg, binding, span: arg.span, since: span.end });
  }
}

function declareEnv(
  { stage, scope }: StageDraft,
  { span }: DockerfileInstruction,
  found: readonly DockerfileArg[],
): void {
  for (const name of found) {
    stage.args.push(name);
    stage.env.push(name);
    if (name.value.is !== 'set') continue;
    const binding = { text: name.value.value, isUnset: false };
    declare(scope, { keyword: 'ENV', arg: name, binding, span: name.span, since: span.end });
  }
}
