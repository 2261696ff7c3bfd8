import { type Platform, soleArchIn } from '../../oci/index.ts';
import { holds, known, knownString, showText, type Text, type Truth, yes } from '../../value/index.ts';
import { machinePlatform } from '../machine/machine.ts';
import type { Job } from '../pipeline/job.ts';
import type { Project } from '../project.ts';
import { commandsIn } from '../roles.ts';
import type { Cache, JobCache } from './cache.ts';
import { trimmedPath } from './cached-folder.ts';

/** A cache that holds what Go keeps, with the architecture for which the job fills it. */
export interface GoCache extends JobCache {
  readonly platform: Platform;
}

/** What Go keeps: compiled packages, which differ by architecture, and downloaded modules, which do not. */
export type GoCacheKind = 'GOCACHE' | 'GOMODCACHE';

/**
 * Names that the folders have by default or by custom.
 * Source: go help environment; go env GOCACHE GOMODCACHE.
 */
const customaryNames: Readonly<Record<GoCacheKind, RegExp>> = {
  GOCACHE: /(?:^|\/)(?:\.cache\/go-build[^/]*|go-build)$/,
  GOMODCACHE: /(?:^|\/)(?:pkg\/mod|go-mod(?:ules)?(?:-cache)?)$/,
};

/** The caches that a job fills with what Go compiles; none where the job's architecture is not told. */
export function goCachesOf(project: Project, job: Job, kind: GoCacheKind = 'GOCACHE'): readonly GoCache[] {
  const caches = goFoldersOf(project, job, kind);
  const platform = caches.length === 0 ? undefined : platformOf(project, job);
  return platform === undefined ? [] : caches.map((cache) => ({ job, platform, cache }));
}

/** The caches that hold a folder of Go's and that the job stores, whatever its architecture. */
export function goFoldersOf(project: Project, job: Job, kind: GoCacheKind): readonly Cache[] {
  if (job.caches.items.length === 0) return [];
  const places = goPlaces(project, job, kind);
  return job.caches.items.filter(
    (cache) => isCacheWritten(cache).is !== 'no' && cache.paths.items.some((path) => holdsFolder(kind, places, path)),
  );
}

/** Whether a job stores a cache: not one that it only pulls. */
export const isCacheWritten = ({ policy }: Cache): Truth => holds(policy, yes, (value) => known(value !== 'pull'));

/** Whether a cached path is a folder of Go's: named so, or the place that the job gives it, or above that. */
function holdsFolder(kind: GoCacheKind, places: readonly string[], path: Text): boolean {
  const cached = trimmedPath(showText(path));
  if (customaryNames[kind].test(cached)) return true;
  return places.some((place) => place === cached || `/${place}/`.includes(`/${cached}/`));
}

/** Where a variable of Go points in a job: by its variables, or in the environment of its script. */
function goPlaces(project: Project, job: Job, kind: GoCacheKind): readonly string[] {
  const variable = job.variables.defined.get(kind)?.value;
  const last = commandsIn(project, job).findLast(({ process }) => process === 'script');
  const exported = last?.environment(kind);
  const values = [variable, exported?.is === 'set' ? exported.value : undefined];
  return values.flatMap((value) => (value === undefined ? [] : trimmedPath(showText(value))));
}

/** Variables by which jobs name the architecture for which they compile. */
export const archVariables = ['GOARCH', 'TARGETARCH', 'ARCH'] as const;

/** The architecture for which a job compiles: its matrix or GOARCH, or that of its machine. */
function platformOf({ expectations }: Project, job: Job): Platform | undefined {
  const defined = archVariables.flatMap((name) => job.variables.defined.get(name)?.value ?? []);
  const named = [...job.matrix.values(), ...defined]
    .map((value) => soleArchIn(knownString(value) ?? ''))
    .find((platform) => platform !== undefined);
  const machine = machinePlatform(job, expectations);
  return named ?? (machine.is === 'set' ? machine.value.platform : undefined);
}
