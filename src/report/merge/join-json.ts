import { inertJson } from '../inert.ts';
import type { Joiner, Weight } from './joiner.ts';
import { distinct, type JsonObject, objectAt, objectsAt, textAt } from './json-value.ts';

/** The version of the JSON report that is read. */
const version = 1;

/** Our own JSON reports. The projects are in the order in which one run over all of them has them, and so are the findings. */
export const joinJson: Joiner = {
  whyNot(report) {
    if (report['version'] !== version)
      return `its version is ${JSON.stringify(report['version'] ?? null)}, and this release joins version ${String(version)}`;
    return Array.isArray(report['projects']) ? undefined : 'it has no list `projects`';
  },
  join(reports) {
    const first = reports.find(({ tool }) => tool !== null) ?? reports[0] ?? {};
    const projects = distinct(reports.flatMap((report) => objectsAt(report, 'projects'))).toSorted(byRoot);
    const roots = projects.map((project) => textAt(project, 'root'));
    const lists = Object.keys(first).filter((key) => Array.isArray(first[key]));
    const joined = lists.map((key) => [
      key,
      inOrderOf(roots, distinct(reports.flatMap((report) => objectsAt(report, key)))),
    ]);
    return inertJson(`${JSON.stringify({ ...first, ...Object.fromEntries(joined), projects }, null, 2)}\n`);
  },
  weigh: (report) => objectsAt(report, 'findings').flatMap(weightOf),
};

/** By folder, as the projects below a folder are sorted. */
function byRoot(left: JsonObject, right: JsonObject): number {
  const [first, second] = [left, right].map((project) => textAt(project, 'root').replace(/\/$/, ''));
  if (first === second) return 0;
  return (first ?? '') < (second ?? '') ? -1 : 1;
}

/** Findings by the project that they are of: the one with the longest root that their path begins with. */
function inOrderOf(roots: readonly string[], findings: readonly JsonObject[]): readonly JsonObject[] {
  const known = new Map(roots.map((root, index) => [root, index]));
  return findings
    .map((finding) => ({ finding, project: projectOf(textAt(objectAt(finding, 'location'), 'path'), known) }))
    .sort((left, right) => left.project - right.project)
    .map(({ finding }) => finding);
}

function projectOf(path: string, known: ReadonlyMap<string, number>): number {
  for (let end = path.lastIndexOf('/'); end !== -1; end = path.lastIndexOf('/', end - 1)) {
    const project = known.get(path.slice(0, end + 1));
    if (project !== undefined) return project;
    if (end === 0) break;
  }
  return known.get('') ?? known.size;
}

function weightOf(finding: JsonObject): readonly Weight[] {
  const severity = (['error', 'warning', 'info'] as const).find((each) => each === finding['severity']) ?? 'error';
  return [{ severity, certainty: finding['certainty'] === 'undecided' ? 'undecided' : 'violation' }];
}
