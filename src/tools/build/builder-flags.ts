import type { JobCommand } from '../../model/index.ts';
import { type ReadFlags, readFlags } from '../flags.ts';
import { invocationOf } from '../program.ts';
import { buildxGrammar, dockerGrammar } from './docker-grammar.ts';

/** The subcommands of buildx that change its builders. */
export type BuilderCommand = 'buildx create' | 'buildx use' | 'buildx install';

/** What a command tells buildx to do with its builders, whatever name the plugin is called by. */
export interface BuilderFlags {
  readonly does: BuilderCommand;
  readonly flags: ReadFlags;
}

/** The flags of a command that changes builders; `undefined` for any other command, and for one that never runs. */
export function builderFlags(command: JobCommand): BuilderFlags | undefined {
  const { program, args } = invocationOf(command);
  if (command.runs.is === 'no' || (program !== 'docker' && program !== 'docker-buildx' && program !== 'buildx'))
    return undefined;
  if (!args.items.some(({ parts: [first] }) => typeof first === 'string' && changing.has(first))) return undefined;
  const flags =
    program === 'docker'
      ? readFlags(args, dockerGrammar)
      : readFlags(
          { ...args, items: [{ parts: ['buildx'], span: command.program.span }, ...args.items] },
          buildxGrammar,
        );
  const does = flags.path.is === 'set' ? builderCommand(flags.path.value) : undefined;
  return does === undefined ? undefined : { does, flags };
}

const builderCommand = (path: string): BuilderCommand | undefined =>
  path === 'buildx create' || path === 'buildx use' || path === 'buildx install' ? path : undefined;

/** Their last words: a command without one of them does not have its flags read. */
const changing: ReadonlySet<string> = new Set(['create', 'use', 'install']);
