import type { Span } from '../source/source-file.ts';
import type { Cause, Field, OpenList, Text } from '../value/index.ts';

/** One entry of a job's `cache`. */
export interface Cache {
  readonly key: CacheKey;
  readonly fallbackKeys: OpenList<Text>;
  readonly paths: OpenList<Text>;
  readonly policy: Field<'pull' | 'push' | 'pull-push'>;
  readonly span: Span;
}

/** Under which name a cache is stored. */
export type CacheKey =
  /** A text after the runner's expansion; `default` where none is written. `isWritten` tells which. */
  | { readonly by: 'text'; readonly text: Text; readonly isWritten: boolean; readonly span: Span }
  /** The content of files, behind a prefix. */
  | { readonly by: 'files'; readonly files: OpenList<Text>; readonly prefix: Field<Text>; readonly span: Span }
  | { readonly by: 'unknown'; readonly causes: readonly Cause[]; readonly span: Span };
