import type { BuildStep, CacheTarget, LayerCache } from '../model/index.ts';
import { showText } from '../value/index.ts';
import { placeOf } from './plain.ts';
import type { PlannedCache } from './plan.ts';

/** The caches that a build uses: the layers that Kaniko and Buildah keep, and BuildKit's exports and imports. */
export const cachesOf = ({ layerCache, cacheExports, cacheImports }: BuildStep): readonly PlannedCache[] => [
  ...layersIn(layerCache),
  ...cacheExports.items.map((target) => cacheOf('export', target)),
  ...cacheImports.items.map((target) => cacheOf('import', target)),
];

function layersIn({ enabled, lifetime, repository, span }: LayerCache): readonly PlannedCache[] {
  if (enabled.is === 'no') return [];
  const where = repository.is === 'set' ? ` in ${showText(repository.value)}` : '';
  const howLong = lifetime.is === 'set' ? ` for ${showText(lifetime.value)}` : '';
  const perhaps = enabled.is === 'unknown' ? 'perhaps ' : '';
  return [{ kind: 'layers', shown: `${perhaps}layers${where}${howLong}`, at: placeOf(span) }];
}

function cacheOf(kind: 'export' | 'import', { type, name, span }: CacheTarget): PlannedCache {
  const named = name.is === 'set' ? ` ${showText(name.value)}` : '';
  const typed = type.is === 'set' ? type.value : 'cache';
  return { kind, shown: `${kind === 'export' ? 'to' : 'from'} ${typed}${named}`, at: placeOf(span) };
}
