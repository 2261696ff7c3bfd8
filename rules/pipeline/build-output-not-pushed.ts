import {
  type BuildStep,
  defineRule,
  type Fix,
  groupBy,
  insertBehind,
  isOfAction,
  type Job,
  knownString,
  type MergeLink,
  type MergeTool,
  type Problem,
  runsIfPushed,
  show,
  subject,
  unless,
  unquoted,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'build-output-not-pushed',
  group: 'pipeline',
  severity: 'error',
  summary: 'An image that a merge joins, or that has a name, does not stay with its builder',
  why: `
A merge reads its sources from the registry. An image that its build leaves on the machine, in the store of a Docker daemon or in
the cache of BuildKit, is not there: the merge ends with \`no such manifest\`, or joins an older image of that name. A builder that
\`docker buildx create\` has made keeps nothing at all without \`--push\`, \`--load\` or \`--output\`.
  `,
  exceptions: `
Buildah and Podman also merge what the same job has built, from their local storage. An image that is written to a file may
be pushed by another job, and a push behind a condition or out of sight may happen: then nothing is said for certain, and
nothing at all where the merge hangs on that condition, too. That an
image with a name is thrown away is pointed out as info, because the build may be there to see whether it works; not where it
fills a cache or builds a stage of its own choice, nor where the step of a workflow says \`push: false\` itself.
  `,
  references: [
    'https://docs.docker.com/reference/cli/docker/manifest/create/',
    'https://docs.docker.com/reference/cli/docker/buildx/build/#push',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    const wanted = project.links.filter(
      ({ same, build, merge }) => same.is === 'yes' && build.pushed.is !== 'yes' && !runsIfPushed(merge.job, build),
    );
    for (const [build, links] of groupBy(wanted.filter(needsRegistry), (link) => link.build)) {
      yield* unless(build.pushed, () => problemOf(build, links));
    }
    for (const together of groupBy(project.builds.items.filter(isLost), ({ span }) => subject.place(span)).values()) {
      const [first] = together;
      if (first !== undefined)
        yield* violation(
          lostProblem(
            first,
            together.map(({ job }) => job),
          ),
        );
    }
  },
});

/** An image that was given a name and that nobody gets. */
const isLost = ({ isThrownAway, localTags, cacheExports, target, runs, command }: BuildStep): boolean =>
  isThrownAway.is === 'yes' &&
  runs.is === 'yes' &&
  command.action?.inputs.has('push') !== true &&
  localTags.items.length > 0 &&
  cacheExports.items.length + cacheExports.openTo.length === 0 &&
  target.is === 'unset';

function lostProblem(build: BuildStep, jobs: readonly Job[]): Problem {
  const [tag] = build.localTags.items;
  const name = tag === undefined ? 'an image' : `\`${show.image(tag.reference)}\``;
  const names = show.jobs(jobs);
  return {
    at: build.span,
    severity: 'info',
    message: `${show.few(names)} ${names.length === 1 ? 'builds' : 'build'} ${name} and ${names.length === 1 ? 'keeps' : 'keep'} it nowhere: without ${outputs(build)} the result stays in the cache of the builder`,
    help: adviceFor(build, undefined),
    jobs,
    about: [subject.built(build)],
    follows: [subject.built(build)],
    identity: `${name} is kept nowhere`,
  };
}

/** What brings the result out of the builder. */
const outputs = ({ command }: BuildStep): string =>
  isOfAction(command) ? '`push`, `load` or `outputs`' : '`--push`, `--load` or `--output`';

/** Merge tools that also take an image from the local storage of their job. Source: buildah-manifest-add(1). */
const readsLocally: ReadonlySet<MergeTool> = new Set(['buildah manifest', 'podman manifest']);

/** Whether the image must be in the registry under a reference that its build gives it, and not by a later copy. */
const needsRegistry = ({ merge, build, destination }: MergeLink): boolean =>
  !(readsLocally.has(merge.tool) && merge.job === build.job) &&
  [...build.localTags.items, ...build.destinations.items].includes(destination);

function problemOf(build: BuildStep, links: readonly MergeLink[]): Problem {
  const [first] = links;
  const fix = first === undefined ? undefined : fixFor(build, first);
  const name = first === undefined ? 'an image' : `\`${show.image(first.entry.source)}\``;
  const mergers = show.quoted([...new Set(links.map(({ merge }) => merge.job.definition.name))]);
  return {
    at: build.span,
    message: `\`${build.job.name}\` builds ${name} and does not push it; ${mergers} ${links.length === 1 ? 'looks' : 'look'} for it in the registry`,
    help: adviceFor(build, first),
    related: links.map(({ entry, merge }) => ({ at: entry.span, message: `merged here, by ${merge.tool}` })),
    jobs: [build.job, ...links.map(({ merge }) => merge.job)],
    about: [subject.built(build)],
    follows: [subject.built(build)],
    ...(fix && { fix }),
  };
}

/** A push by the tool that builds; Kaniko and BuildKit need to be told more. */
function fixFor({ tool, command, job }: BuildStep, { destination }: MergeLink): Fix | undefined {
  if (isOfAction(command)) return undefined;
  const because = `the job \`${job.definition.name}\` must be logged in to the registry`;
  if (tool === 'docker buildx build') {
    const word = command.args.items.find((each) => knownString(each) === 'build');
    if (word === undefined || unquoted(word.span) !== 'build') return undefined;
    return { title: 'Add `--push`', safety: 'unsafe', because, patches: [insertBehind(word.span, ' --push')] };
  }
  if (tool !== 'docker build' && tool !== 'buildah' && tool !== 'podman') return undefined;
  const image = unquoted(destination.span);
  if (!/^[^\s"'`\\-][^\s"'`\\]*$/.test(image)) return undefined;
  const push = `${tool.split(' ')[0] ?? tool} push "${image}"`;
  return {
    title: 'Push what is built',
    safety: 'unsafe',
    because,
    patches: [{ op: 'add-line', after: command.span, text: push }],
  };
}

const adviceFor = ({ tool, command, pushed }: BuildStep, link: MergeLink | undefined): string => {
  if (link !== undefined && pushed.is === 'unknown' && command.action?.inputs.has('push') === true)
    return `let \`${link.merge.job.definition.name}\` run only where this step pushes, or push in all runs`;
  if (isOfAction(command) && tool.startsWith('docker ')) return 'add `push: true` to the inputs of the step';
  const image = link === undefined ? 'IMAGE' : show.image(link.entry.source);
  if (tool === 'kaniko') return `drop \`--no-push\`, and name the image by \`--destination ${image}\``;
  if (tool === 'buildctl') return `add \`--output type=image,name=${image},push=true\``;
  if (tool.startsWith('docker ') && tool !== 'docker build') return 'add `--push`';
  return `add \`${tool.split(' ')[0] ?? tool} push ${image}\` behind the build`;
};
