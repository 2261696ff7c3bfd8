import { distinctCauses, known, type Truth, unknown } from '../../value/index.ts';
import type { Project } from '../project.ts';

/**
 * Whether images are built where it cannot be seen: in files that were not read, or by commands that most probably build
 * (`make image`). Never "yes". Commands that hardly ever build (`./ci/test.sh`) are left out; they are named as not analysed.
 */
export function hasHiddenBuilds({ work, pipelines }: Project): Truth {
  const causes = distinctCauses([
    ...[...work.values()].flatMap(({ likelyBuilders }) => likelyBuilders),
    ...pipelines.flatMap(({ jobs }) => jobs.openTo),
  ]);
  return causes.length === 0 ? known(false) : unknown(...causes);
}
