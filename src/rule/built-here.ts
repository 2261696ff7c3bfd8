import { type BuildStep, builtPlatforms, type Project } from '../model/index.ts';
import { groupBy } from '../value/index.ts';
import type { Related } from './rule.ts';
import { show } from './show.ts';
import { subject } from './subject.ts';

/** The platforms of what builds make, for messages: `linux/amd64 and linux/arm64`; "the images" if none is known. */
export function whatIsBuilt({ expectations }: Project, builds: readonly BuildStep[]): string {
  const platforms = new Set(builds.flatMap((build) => builtPlatforms(build, expectations)).map(show.platform));
  return platforms.size === 0 ? 'the images' : show.list([...platforms]);
}

/** The places of builds, each once: instances of a matrix and jobs of one template share a line. */
export function builtHere(project: Project, builds: readonly BuildStep[]): readonly Related[] {
  return [...groupBy(builds, ({ span }) => subject.place(span)).values()].flatMap((here) => {
    const [first] = here;
    const what = whatIsBuilt(project, here);
    const verb = / and |images/.test(what) ? 'are' : 'is';
    return first === undefined ? [] : [{ at: first.span, message: `${what} ${verb} built here` }];
  });
}
