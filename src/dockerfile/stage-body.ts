import type { DockerfileArg } from '../model/dockerfile.ts';
import type { DockerfileInstruction } from '../syntax/dockerfile.ts';
import { readArgs, readEnv } from './assignments.ts';
import { readCopy } from './copies.ts';
import { usesIn } from './name-uses.ts';
import { shapeProblem } from './problems.ts';
import { readRunScript, shellOf } from './run-commands.ts';
import { readMount } from './run-mounts.ts';
import { readRun } from './runs.ts';
import type { StageIndex } from './stage-base.ts';
import { bareArg, declare, scopeAt } from './stage-scope.ts';
import type { StageContext, StageDraft } from './stages.ts';

/**
 * Reads the lines of a stage into its draft, in their order. Triggers (`ONBUILD`) run in other builds and are left out.
 *
 * Source: docs.docker.com/reference/dockerfile.
 */
export function readStageBody(draft: StageDraft, context: StageContext, index: StageIndex): void {
  const { escape } = context;
  // The backtick is for Windows, whose images run `cmd` unless they say otherwise.
  draft.scope.shell = draft.scope.parent?.shell ?? (escape === '`' ? 'cmd' : undefined);
  for (const line of draft.lines.body) {
    const { keyword, args, span } = line;
    const problem = shapeProblem(line);
    if (problem !== undefined) context.problems.push(problem);
    draft.instructions.push({ keyword, args, span });
    for (const use of usesIn(line, escape, draft.scope)) draft.uses.push(use);
    readLine(draft, line, context, index);
  }
}

function readLine(draft: StageDraft, line: DockerfileInstruction, context: StageContext, index: StageIndex): void {
  const { escape, global } = context;
  const scope = scopeAt(draft.scope, line.span.start);
  if (line.keyword === 'ARG') declareArgs(draft, line, readArgs(line.args, escape, scope), context);
  else if (line.keyword === 'ENV') declareEnv(draft, line, readEnv(line.args, escape, scope));
  else if (line.keyword === 'SHELL') draft.scope.shell = shellOf(line);
  else if (line.keyword === 'COPY' || line.keyword === 'ADD')
    draft.copies.push(readCopy(line, { escape, scope, globalScope: global.scope, index }));
  else if (line.keyword === 'RUN')
    draft.runs.push(
      readRun(line, escape, {
        script: (script) => readRunScript(script, { line, names: draft.scope }),
        mount: (flag) => readMount(flag, { escape, scope, globalScope: global.scope, index }),
      }),
    );
}

function declareArgs(
  { args, scope }: StageDraft,
  { span }: DockerfileInstruction,
  found: readonly DockerfileArg[],
  { global }: StageContext,
): void {
  for (const arg of found) {
    args.push(arg);
    const binding =
      global.given(arg.name, arg.span) ??
      (arg.value.is === 'set'
        ? { text: arg.value.value, isUnset: false }
        : bareArg(arg.name, global.bindings.get(arg.name), arg.span));
    declare(scope.args, arg.name, { keyword: 'ARG', arg, binding, span: arg.span, since: span.end });
  }
}

function declareEnv(
  { args, env, scope }: StageDraft,
  { span }: DockerfileInstruction,
  found: readonly DockerfileArg[],
): void {
  for (const name of found) {
    args.push(name);
    env.push(name);
    if (name.value.is !== 'set') continue;
    const binding = { text: name.value.value, isUnset: false };
    declare(scope.env, name.name, { keyword: 'ENV', arg: name, binding, span: name.span, since: span.end });
  }
}
