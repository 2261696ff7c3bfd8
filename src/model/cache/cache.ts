import type { Span } from '../../source/source-file.ts';
import {
  all,
  type Cause,
  type Field,
  hasMore,
  holesOf,
  known,
  no,
  not,
  type OpenList,
  sameText,
  type Text,
  type Truth,
  textKey,
  unknown,
} from '../../value/index.ts';
import type { Job } from '../pipeline/job.ts';

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

/** A cache and the job that has it. */
export interface JobCache {
  readonly job: Job;
  readonly cache: Cache;
}

/**
 * Whether two caches are stored under one name, so that one replaces the other. A key of files without a prefix also
 * holds the cache's place among those of its job.
 *
 * Source: docs.gitlab.com/ci/caching; GitLab `lib/gitlab/ci/pipeline/seed/build/cache.rb`.
 */
export function sameCacheKey(one: JobCache, other: JobCache): Truth {
  const [a, b] = [one.cache.key, other.cache.key];
  if (a.by === 'unknown') return unknown(...a.causes);
  if (b.by === 'unknown') return unknown(...b.causes);
  if (a.by === 'text' && b.by === 'text') return isPerJob(a.text) || isPerJob(b.text) ? no : sameText(a.text, b.text);
  if (a.by !== 'files' || b.by !== 'files') return no;
  return all([
    sameFiles(a.files, b.files),
    samePrefix(a.prefix, b.prefix),
    known(isPrefixed(a) || samePlace(one, other)),
  ]);
}

/** Predefined variables that have other values in jobs of other architectures. */
const perJobVariables =
  /^\$\{?CI_(?:JOB_(?:NAME|NAME_SLUG|ID)|NODE_INDEX|RUNNER_EXECUTABLE_ARCH|RUNNER_ID|RUNNER_SHORT_TOKEN)\b/;

const isPerJob = (key: Text): boolean => holesOf(key).some(({ shown }) => perJobVariables.test(shown));

const sameFiles = (one: OpenList<Text>, other: OpenList<Text>): Truth =>
  all([known(namesIn(one) === namesIn(other)), not(hasMore(one)), not(hasMore(other))]);

const namesIn = ({ items }: OpenList<Text>): string => items.map(textKey).toSorted().join('\0');

function samePrefix(one: Field<Text>, other: Field<Text>): Truth {
  if (one.is === 'unknown') return unknown(...one.causes);
  if (other.is === 'unknown') return unknown(...other.causes);
  if (one.is === 'unset' || other.is === 'unset') return known(one.is === other.is);
  return isPerJob(one.value) || isPerJob(other.value) ? no : sameText(one.value, other.value);
}

const isPrefixed = ({ prefix }: { readonly prefix: Field<Text> }): boolean => prefix.is !== 'unset';

const samePlace = (one: JobCache, other: JobCache): boolean =>
  one.job.caches.items.indexOf(one.cache) === other.job.caches.items.indexOf(other.cache);
