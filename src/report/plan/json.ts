import { inertJson } from '../inert.ts';
import type { Report } from '../report.ts';
import type { ComparedProject, PlannedProject } from './planned-project.ts';

/**
 * Plans for programs, each with what differs from a revision where they were compared. `version` rises when a field is
 * renamed, removed or changes its meaning; new fields may appear at any time. Paths are seen from where the report is read.
 */
export function planJson(projects: readonly (PlannedProject | ComparedProject)[], tool: Report['tool']): string {
  const document = {
    version: 1,
    tool,
    projects: projects.map((project) => ({
      root: project.root,
      ...under(project.root, project.plan),
      compared:
        'changes' in project
          ? { revision: project.revision, commit: project.commit, changes: under(project.root, project.changes) }
          : null,
    })),
  };
  return inertJson(`${JSON.stringify(document, null, 2)}\n`);
}

/** Plain values with the root in front of every path; nothing but places has one. */
function under<T>(root: string, value: T): T {
  if (root === '') return value;
  // What JSON gives back has the shape that it was given.
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    key === 'path' && typeof inner === 'string' ? `${root}${inner}` : inner,
  ) as T;
}
