import { type ActionUse, actionVersion, isCommit, type Project, someHandlesImages } from '../model/index.ts';
import { groupBy } from '../value/index.ts';

/** How a ref fixes an action: by its content, by a tag that names a release or a line of them, or not at all. */
export type ActionPin = 'commit' | 'release' | 'line' | 'name';

/** What a ref is: `@8e5e7e5…`, `@v4.1.2`, `@v4`, `@main`. */
export function pinOf({ ref }: ActionUse): ActionPin {
  if (isCommit(ref)) return 'commit';
  if (/^v?\d+(?:\.\d+){2,}/.test(ref)) return 'release';
  return /^v?\d+(?:\.\d+)?$/.test(ref) ? 'line' : 'name';
}

/** An action with its ref in backticks; with a commit, its release instead, where that is known. */
export function shownAction(use: ActionUse): string {
  const version = actionVersion(use);
  if (!isCommit(use.ref) || version.is !== 'set') return `\`${use.action}@${use.ref}\``;
  return `\`${use.action}\` ${version.value}`;
}

/** The uses of an action of another repository by one ref. */
export type SameAction = readonly [ActionUse, ...ActionUse[]];

/** The actions of other repositories in jobs that make images, or may, those of one name and ref together. */
export function foreignActions(project: Project): readonly SameAction[] {
  const making = [...project.work].filter(
    ([job, { actions }]) => actions.length > 0 && someHandlesImages(project, [job]).is !== 'no',
  );
  const uses = making.flatMap(([, { actions }]) => actions).filter(({ ref }) => ref !== '');
  return [...groupBy(uses, ({ action, ref }) => `${action.toLowerCase()}@${ref}`).values()].flatMap(
    ([first, ...others]) => (first === undefined ? [] : [[first, ...others] as const]),
  );
}

/** The other places of an action, a few of them, each once. */
export function otherPlaces([first, ...others]: SameAction): readonly {
  readonly at: ActionUse['span'];
  readonly message: string;
}[] {
  const places = groupBy(others, ({ span }) => `${span.file.path} ${String(span.start)}`);
  return [...places.values()]
    .flatMap((same) => same.slice(0, 1))
    .filter(({ span }) => span.file !== first.span.file || span.start !== first.span.start)
    .slice(0, mostPlaces)
    .map(({ refSpan, job }) => ({ at: refSpan, message: `\`${job.definition.name}\` uses it here` }));
}

const mostPlaces = 3;
