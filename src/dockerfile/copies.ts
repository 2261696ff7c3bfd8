import type { DockerfileCopy } from '../model/dockerfile/dockerfile.ts';
import type { DockerfileInstruction, EscapeCharacter } from '../syntax/dockerfile.ts';
import { type Field, set, type Text, unset } from '../value/index.ts';
import { expandWord } from './expand.ts';
import { flagValue, readFlag } from './flags.ts';
import { heredocsOf } from './heredocs.ts';
import { readJsonForm } from './json-form.ts';
import type { Scope } from './scope.ts';
import { copySource, type StageIndex } from './stage-base.ts';
import { withoutFlags, wordsOf } from './words.ts';

/** What a `COPY` or `ADD` line may refer to. */
export interface CopyContext {
  readonly escape: EscapeCharacter;
  /** The names in force in the stage, for sources. */
  readonly scope: Scope;
  /** The global names, for `--from`. */
  readonly globalScope: Scope;
  readonly index: StageIndex;
}

/**
 * Reads `COPY` and `ADD`. A heredoc among the sources stays as written (`<<EOF`).
 *
 * Source: docs.docker.com/reference/dockerfile#copy and #add.
 */
export function readCopy(
  { keyword, args, rest: bodies, span }: DockerfileInstruction,
  { escape, scope, globalScope, index }: CopyContext,
): DockerfileCopy {
  const { flags, rest } = withoutFlags(args, escape);
  const words: readonly Text[] =
    readJsonForm(rest) ?? wordsOf(rest, escape).map((word) => expandWord(word, escape, scope));
  const from = flagValue(flags, 'from');
  return {
    instruction: keyword === 'ADD' ? 'ADD' : 'COPY',
    from: from === undefined ? unset : set(copySource(expandWord(from, escape, globalScope), index, from.span)),
    sources: words.slice(0, -1),
    destination: lastOf(words),
    flags: flags.map(readFlag),
    hasHeredoc: heredocsOf(rest, bodies, escape).length > 0,
    span,
  };
}

function lastOf(words: readonly Text[]): Field<Text> {
  const last = words.at(-1);
  return last === undefined || words.length < 2 ? unset : set(last);
}
