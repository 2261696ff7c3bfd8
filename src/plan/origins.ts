import {
  type BuildStep,
  builtPlatforms,
  entryPlatform,
  familyOf,
  isWrittenOtherwise,
  linksOf,
  linksOfEntry,
  type MergeEntry,
  type MergeStep,
  mismatchesOf,
  type Project,
} from '../model/index.ts';
import type { Platform } from '../oci/index.ts';
import { onceFor, textKey } from '../value/index.ts';
import type { PlannedEntry } from './plan.ts';

/** Where what a merge joins comes from. */
export interface Origin {
  readonly from: PlannedEntry['from'];
  /** Of what nobody builds under this name: the build whose image must be meant. */
  readonly meant?: BuildStep;
}

/** Where the source of a merge entry comes from, as far as the references tell. */
export function originOf(project: Project, merge: MergeStep, entry: MergeEntry): Origin {
  const links = linksOfEntry(project, entry);
  if (links.length > 0) return { from: links.some(({ same }) => same.is === 'yes') ? 'built' : 'perhaps' };
  if (isWrittenOtherwise(project, merge, entry).is !== 'no') return { from: 'perhaps' };
  const meant = mismatches(project)(merge).find((mismatch) => mismatch.entry === entry)?.build;
  if (meant !== undefined) return { from: 'nobody', meant };
  const platform = entryPlatform(entry);
  const isMissing = platform.is === 'set' && isOwnImage(project, merge, entry) && !isBuilt(project, platform.value);
  return { from: isMissing ? 'nobody' : 'elsewhere' };
}

const mismatches = onceFor((project: Project) => onceFor((merge: MergeStep) => mismatchesOf(project, merge)));

/** Whether anything is built for a platform, whatever its variant. */
export const isBuilt = ({ builds, expectations }: Project, platform: Platform): boolean =>
  builds.items.some((build) =>
    builtPlatforms(build, expectations).some(
      ({ os, architecture }) => os === platform.os && architecture === platform.architecture,
    ),
  );

/**
 * Whether a source lies where this pipeline pushes: in the repository of the index, or of another source that is built
 * here, the architecture left out. Another repository holds images of others.
 */
function isOwnImage(project: Project, merge: MergeStep, entry: MergeEntry): boolean {
  const built = [...new Set(linksOf(project, merge).map((link) => link.entry))];
  const own = [
    ...built.map(repositoryOf),
    ...merge.targets.items.map(({ reference }) => textKey(familyOf(reference.name, []).key)),
  ];
  return built.length > 0 && own.includes(repositoryOf(entry));
}

function repositoryOf(entry: MergeEntry): string {
  const platform = entryPlatform(entry);
  return textKey(familyOf(entry.source.name, platform.is === 'set' ? [platform.value] : []).key);
}
