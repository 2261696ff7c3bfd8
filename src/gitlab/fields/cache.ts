import type { Cache, CacheKey } from '../../model/cache/cache.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlEntry, YamlMapping } from '../../syntax/yaml-value.ts';
import { type Cause, closed, type Field, hidden, knownString, literal, type OpenList, set } from '../../value/index.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { expandOnRunner } from '../variables/expand-field.ts';
import { expandPath } from '../variables/expand-path.ts';
import type { Scope } from '../variables/scope.ts';
import { flatItems, isMapping, isString } from '../yaml-access.ts';
import { hiddenInside } from './image.ts';
import { innerField, type ReadValue, readField, readItems, readListField, readText, readTexts } from './read-field.ts';

/** What a cache is read with. */
interface CacheContext {
  readonly scope: Scope;
  /** Templates that may hold more of it and were not read. */
  readonly hiddenBy: readonly Cause[];
}

/** The caches of a job. Source: GitLab `lib/gitlab/ci/config/entry/{caches,cache,key}.rb`. */
export const readCaches = (job: JobEntry, scope: Scope): OpenList<Cache> =>
  readListField(job.keyword('cache'), 'cache', (value) => {
    if (isMapping(value)) return closed([cacheOf(value, { scope, hiddenBy: hiddenInside(job, 'cache') })]);
    if (value.kind !== 'sequence') return undefined;
    return readItems(flatItems(value), 'cache', (item) =>
      isMapping(item) ? cacheOf(item, { scope, hiddenBy: [] }) : undefined,
    );
  });

function cacheOf(cache: YamlMapping, context: CacheContext): Cache {
  const { scope, hiddenBy } = context;
  const field = (key: string): Field<YamlEntry> => innerField(cache, key, hiddenBy);
  return {
    key: keyOf(field('key'), cache.span, context),
    fallbackKeys: readListField(
      field('fallback_keys'),
      'cache:fallback_keys',
      readTexts(expandOnRunner, scope, 'cache:fallback_keys'),
    ),
    paths: readListField(field('paths'), 'cache:paths', readTexts(expandPath, scope, 'cache:paths')),
    policy: policyOf(field('policy'), scope),
    span: cache.span,
  };
}

/** Source: GitLab `entry/cache.rb`: the key is `default` where none is written. */
function keyOf(field: Field<YamlEntry>, cache: Span, { scope, hiddenBy }: CacheContext): CacheKey {
  if (field.is === 'unknown') return { by: 'unknown', causes: field.causes, span: cache };
  if (field.is === 'unset') return { by: 'text', text: literal('default', cache), isWritten: false, span: cache };
  const { value } = field.value;
  const { span } = value;
  if (isString(value)) return { by: 'text', text: expandOnRunner(value.text, scope), isWritten: true, span };
  const unread = readField(field, 'cache:key', () => undefined);
  if (!isMapping(value)) return { by: 'unknown', causes: unread.is === 'unknown' ? unread.causes : [], span };
  const isOfFiles = value.entries.has('files') || value.entries.has('files_commits');
  if (!isOfFiles) return { by: 'unknown', causes: unread.is === 'unknown' ? unread.causes : [], span };
  return {
    by: 'files',
    files: readListField(
      innerField(value, value.entries.has('files') ? 'files' : 'files_commits', []),
      'cache:key:files',
      readTexts(({ text, span: place }) => literal(text.replace(/^\/+/, ''), place), scope, 'cache:key:files'),
    ),
    prefix: readField(innerField(value, 'prefix', hiddenBy), 'cache:key:prefix', readText(expandOnRunner, scope)),
    span,
  };
}

/** Source: GitLab `entry/cache.rb`: `pull-push` where none is written. */
function policyOf(field: Field<YamlEntry>, scope: Scope): Cache['policy'] {
  if (field.is === 'unset') return set('pull-push');
  const text = readField(field, 'cache:policy', readText(expandOnRunner, scope));
  if (text.is !== 'set') return text;
  const policy = knownString(text.value);
  const causes = text.value.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.cause]));
  if (policy === undefined) return hidden(...causes);
  if (policy === 'pull' || policy === 'push' || policy === 'pull-push') return set(policy);
  return readField<never>(field, 'cache:policy', (_: ReadValue) => undefined);
}
