import type { Cache, CacheKey } from '../../model/index.ts';
import { set } from '../../value/index.ts';
import type { ActionRun, ActionScene } from '../action-run.ts';
import { inputOf } from '../inputs.ts';
import { openItems } from '../open-items.ts';

/** `actions/cache`: restores before the following steps and saves behind the job. */
export const runCache = (scene: ActionScene): ActionRun => cached(scene, 'pull-push');

/** `actions/cache/restore`. */
export const runCacheRestore = (scene: ActionScene): ActionRun => cached(scene, 'pull');

/** `actions/cache/save`. */
export const runCacheSave = (scene: ActionScene): ActionRun => cached(scene, 'push');

/**
 * Whichever job is first stores a key; it is never replaced, and who comes later is told so and goes on.
 *
 * Source: actions/cache, README.md, restore/README.md, save/README.md; actions/toolkit packages/cache (ReserveCacheError).
 */
function cached({ use }: ActionScene, policy: 'pull' | 'push' | 'pull-push'): ActionRun {
  if (use.runs.is === 'no') return {};
  const cache: Cache = {
    key: keyOf(use),
    fallbackKeys: openItems(use, 'restore-keys', lines),
    paths: openItems(use, 'path', lines),
    policy: set(policy),
    span: use.step,
  };
  return { caches: [cache] };
}

const lines = { commas: false, quote: false } as const;

function keyOf(use: ActionScene['use']): CacheKey {
  const key = inputOf(use, 'key');
  if (key !== undefined) return { by: 'text', text: key.value, isWritten: true, span: key.span };
  const because = `\`${use.action}\` has no \`key\``;
  return { by: 'unknown', causes: [{ kind: 'expression', because, at: use.span }], span: use.span };
}
