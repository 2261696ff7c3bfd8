import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Hole } from '../../value/index.ts';
import type { Contexts } from './github-value.ts';

/** A script as the shell reads it, and what its private characters stand for. */
export interface MarkedScript {
  readonly text: EmbeddedText;
  /** By private character, as `src/script/code.ts` has them. */
  readonly holes: ReadonlyMap<string, Hole>;
}

/** The script of a `run` step with its expressions replaced, as GitHub does before any shell reads it. */
export function markedScript(script: EmbeddedText, _contexts: Contexts): MarkedScript {
  return { text: script, holes: new Map() };
}
