import type { BuiltJob } from '../../gitlab/jobs/build-jobs.ts';
import { expandOnRunner } from '../../gitlab/variables/expand-field.ts';
import { expandPath } from '../../gitlab/variables/expand-path.ts';
import type { Cache, CacheKey } from '../../model/cache/cache.ts';
import { showText } from '../../value/index.ts';
import type { AnsweredCache } from './answers.ts';
import { isObject } from './plain-value.ts';
import { type Comparison, compared } from './tally.ts';
import { showField, showTexts } from './written-form.ts';

/** Compares the caches of a job: keys, fallback keys, paths, policy. */
export function compareCaches(id: string, built: BuiltJob, theirs: readonly AnsweredCache[]): readonly Comparison[] {
  const { items, openTo } = built.job.caches;
  const mine = openTo.length > 0 ? 'open' : items.map(ourCache);
  return [
    compared(
      id,
      'cache',
      mine,
      theirs.map((cache) => theirCache(cache, built)),
    ),
  ];
}

const ourCache = ({ key, paths, policy, fallbackKeys }: Cache): unknown => [
  ourKey(key),
  showTexts(fallbackKeys),
  showTexts(paths),
  policy.is === 'set' ? policy.value : policy.is,
];

function ourKey(key: CacheKey): unknown {
  if (key.by === 'text') return showText(key.text);
  return key.by === 'files' ? [showTexts(key.files), showTexts(key.prefix)] : key.by;
}

/** A policy with a variable is unknown to us. */
function theirCache(cache: AnsweredCache, built: BuiltJob): unknown {
  const policy = showField(cache.policy ?? 'pull-push', expandOnRunner, built);
  return [
    theirKey(cache.key, built),
    (cache.fallback_keys ?? []).map((key) => showField(key, expandOnRunner, built)),
    (cache.paths ?? []).map((path) => showField(path, expandPath, built)),
    policy.includes('$') ? 'unknown' : policy,
  ];
}

function theirKey(key: unknown, built: BuiltJob): unknown {
  if (typeof key === 'string') return showField(key, expandOnRunner, built);
  if (!isObject(key)) return key;
  const prefix = key['prefix'];
  return [
    key['files'] ?? key['files_commits'],
    typeof prefix === 'string' ? [showField(prefix, expandOnRunner, built)] : [],
  ];
}
