import {
  type AbandonedTool,
  type ActionUse,
  abandonedCommand,
  abandonedImage,
  actionVersion,
  allCommands,
  any,
  defineRule,
  foreignActions,
  groupBy,
  isCommit,
  type Job,
  jobsOf,
  knownString,
  mergesIn,
  type NamedImage,
  namedImages,
  namedToolImages,
  not,
  type OutdatedReleases,
  otherPlaces,
  outdatedAction,
  outdatedRelease,
  type Project,
  type Span,
  servingImages,
  show,
  shownAction,
  someHandlesImages,
  subject,
  type ToolVersion,
  toolNames,
  unless,
  usersOf,
  type Verdict,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'outdated-tool-version',
  group: 'tool',
  severity: 'warning',
  summary: 'Images are made with tools that still get fixes',
  why: `
Old releases lack what pipelines for several architectures rely on: manifest-tool before 2.1.0 refuses the image indexes
that buildx pushes, Kaniko before 1.9.0 does not log in to GitLab's registry by itself, a Docker before 20.10 has \`docker manifest\`
as an experiment. Of some tools there is no newer release at all, because nobody works on them any more.
  `,
  exceptions: `
An old release is pointed out as info, and only where a job certainly makes images with it; a warning is only a tool without
maintainers, and an action that GitHub lets fail. Versions are read from the tags of images, the refs of actions (of a
commit: from the comment behind it) and the addresses of downloads, and not guessed.
The original Kaniko is archived as a whole, of which \`kaniko-archived\` speaks; its old releases are reported only where
that is turned off.
  `,
  references: [
    'https://github.com/estesp/manifest-tool/releases/tag/v2.1.0',
    'https://github.com/GoogleContainerTools/kaniko/releases/tag/v1.9.0',
    'https://docs.docker.com/engine/deprecated/',
  ],

  *check({ project }) {
    yield* checkImages(project);
    yield* checkDownloads(project);
    for (const named of namedImages(project)) yield* checkAbandonedImage(project, named);
    yield* checkAbandonedCommands(project);
    yield* checkActions(project);
  },
});

function* checkImages(project: Project): Generator<Verdict> {
  for (const named of servingImages(project)) {
    const { reference, image, uses, serves } = named;
    if (image.version.is !== 'exact' || uses[0].as === 'service' || serves.is !== 'yes') continue;
    const { version } = image.version;
    const row = outdatedRelease(image.tool, image.variant, version);
    if (row === undefined) continue;
    const jobs = uses.map(({ job }) => job);
    yield* violation({
      ...outdatedProblem(row, version, reference.span, jobs),
      message: `${usersOf(named)} \`${show.text(reference)}\`; ${nameOf(row)} ${version} ${row.because}`,
      follows: [subject.place(reference.span)],
    });
  }
}

const nameOf = ({ tool }: OutdatedReleases): string => toolNames[tool];

const outdatedProblem = (row: OutdatedReleases, version: string, at: Span, jobs: readonly Job[]) =>
  ({
    at,
    severity: 'info',
    help: `take ${row.instead} or newer`,
    jobs,
    identity: `${row.tool} ${version}`,
  }) as const;

/** Tools that a job downloads; those of its image are seen above. */
function* checkDownloads(project: Project): Generator<Verdict> {
  const merges = jobsOf(project).flatMap((job) => mergesIn(project, job));
  const images = new Set(namedToolImages(project).map(({ span }) => subject.place(span)));
  const found = merges.flatMap(({ job, runs, tool, version }) =>
    outdated(tool, version).map((old) => ({ ...old, job, runs })),
  );
  const byPlace = groupBy(found, ({ at }) => subject.place(at));
  for (const [place, together] of byPlace) {
    const [first] = together;
    if (first === undefined || images.has(place)) continue;
    const { row, version, at } = first;
    const jobs = together.map(({ job }) => job);
    const names = show.jobs(jobs);
    yield* unless(not(any(together.map(({ runs }) => runs))), () => ({
      ...outdatedProblem(row, version, at, jobs),
      message: `${show.few(names)} ${names.length === 1 ? 'downloads' : 'download'} ${nameOf(row)} ${version}, which ${row.because}`,
    }));
  }
}

/** A release that is outdated, and what tells that it is used. */
interface Old {
  readonly row: OutdatedReleases;
  readonly version: string;
  readonly at: Span;
}

function outdated(tool: string, version: ToolVersion): readonly Old[] {
  if (version.is !== 'exact') return [];
  const row = outdatedRelease(tool, version.variant, version.version);
  return row === undefined ? [] : [{ row, version: version.version, at: version.span }];
}

/** Emulators are mostly registered by a job that builds nothing itself, so it is enough that the project builds. */
function* checkAbandonedImage({ builds }: Project, { reference, uses }: NamedImage): Generator<Verdict> {
  const tool = abandonedImage(reference);
  const inUse = uses.filter(({ runs }) => runs.is === 'yes');
  const [first, ...others] = inUse;
  if (tool === undefined || first === undefined || builds.items.length + builds.openTo.length === 0) return;
  yield* violation({
    at: reference.span,
    message: `${usersOf({ reference, span: reference.span, uses: [first, ...others] })} \`${show.text(reference)}\`, ${tool.because}`,
    help: tool.instead,
    jobs: inUse.map(({ job }) => job),
    identity: tool.name,
    about: inUse.map(({ job }) => runsTool(tool, job)),
    follows: inUse.flatMap(({ command }) => (command === undefined ? [] : [subject.place(command.span)])),
  });
}

const runsTool = ({ name }: AbandonedTool, job: Job): string => `${name} in ${subject.job(job)}`;

function* checkAbandonedCommands(project: Project): Generator<Verdict> {
  const found = allCommands(project).flatMap((command) => {
    const [first] = command.args.items;
    const word = first === undefined ? '' : (knownString(first) ?? '');
    const tool = abandonedCommand(knownString(command.program) ?? '', word);
    return tool === undefined ? [] : [{ tool, command }];
  });
  for (const [first, ...others] of groupBy(found, ({ tool, command }) => runsTool(tool, command.job)).values()) {
    if (first === undefined) continue;
    const { tool, command } = first;
    yield* unless(not(any([first, ...others].map((one) => one.command.runs))), () => ({
      at: command.span,
      message: `\`${command.job.definition.name}\` runs \`${show.text(command.program)}\`, ${tool.because}`,
      help: tool.instead,
      jobs: [command.job],
      identity: tool.name,
      follows: [runsTool(tool, command.job)],
    }));
  }
}

/** Whether a release is told: behind a commit, a comment with a line of releases alone (`# v1`) is mostly older than the commit. */
const isTold = ({ ref }: ActionUse, version: string): boolean => !isCommit(ref) || version.includes('.');

/** Actions of jobs that make images. */
function* checkActions(project: Project): Generator<Verdict> {
  for (const uses of foreignActions(project)) {
    const [use] = uses;
    const version = actionVersion(use);
    const row =
      version.is === 'set' && isTold(use, version.value) ? outdatedAction(use.action, version.value) : undefined;
    const jobs = uses.map(({ job }) => job);
    if (row === undefined || someHandlesImages(project, jobs).is !== 'yes') continue;
    const names = show.jobs(jobs);
    yield* unless(not(any(uses.map(({ runs }) => runs))), () => ({
      at: use.refSpan,
      message: `${show.few(names)} ${names.length === 1 ? 'uses' : 'use'} ${shownAction(use)}, ${row.because}`,
      help: row.instead,
      related: otherPlaces(uses),
      jobs,
      identity: row.action,
      ...(row.isBroken ? {} : { severity: 'info' as const }),
    }));
  }
}
