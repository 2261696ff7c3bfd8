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
  const name = repository.is === 'set' ? showText(repository.value) : null;
  const howLong = lifetime.is === 'set' ? showText(lifetime.value) : null;
  const perhaps = enabled.is === 'unknown' ? 'perhaps ' : '';
  const shown = `${perhaps}layers${name === null ? '' : ` in ${name}`}${howLong === null ? '' : ` for ${howLong}`}`;
  return [{ kind: 'layers', type: 'layers', name, lifetime: howLong, shown, at: placeOf(span) }];
}

function cacheOf(kind: 'export' | 'import', { type, name, span }: CacheTarget): PlannedCache {
  const named = name.is === 'set' ? showText(name.value) : null;
  const typed = type.is === 'set' ? type.value : 'cache';
  const shown = `${kind === 'export' ? 'to' : 'from'} ${typed}${named === null ? '' : ` ${named}`}`;
  return { kind, type: typed, name: named, lifetime: null, shown, at: placeOf(span) };
}
