import {
  all,
  buildkitStarts,
  type Cause,
  causesIn,
  defineRule,
  type Fix,
  hasOwnBuildkit,
  insertBehind,
  isOfGithub,
  isStartedPrivileged,
  type Job,
  type JobCommand,
  jobsOf,
  known,
  knownString,
  mayBeOnThrowawayMachine,
  not,
  type Project,
  parseReference,
  placeWithin,
  replaceBy,
  seemsToMakeImages,
  setVariables,
  show,
  type Text,
  type Truth,
  toolImageOf,
  toolVariable,
  unknown,
  unless,
  unquoted,
  type Verdict,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'rootless-buildkit-image',
  group: 'privilege',
  severity: 'error',
  summary: 'A job that starts BuildKit starts the rootless one',
  why: `
The daemon in \`moby/buildkit\` without \`rootless\` in its tag mounts filesystems as root and needs a privileged container. In an
ordinary one the build ends at once with \`operation not permitted\`.
  `,
  exceptions: `
A job that only talks to a daemon elsewhere (\`buildctl --addr\`, \`BUILDKIT_HOST\`) may use any image of BuildKit. Where a tag
hides behind a variable, or only a digest is given, nothing is said for certain. In GitHub a job may start its container with
\`options: --privileged\`, which \`no-privileged-container\` judges; a service with it does no harm on a machine that GitHub lends for
one job.
  `,
  references: [
    'https://github.com/moby/buildkit/blob/master/docs/rootless.md',
    'https://docs.gitlab.com/ci/docker/using_buildkit/',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const job of jobsOf(project)) {
      yield* inImage(project, job);
      yield* inServices(project, job);
    }
  },
});

function* inImage(project: Project, job: Job): Generator<Verdict> {
  if (job.image.is !== 'set' || !isBuildkit(job.image.value.reference)) return;
  const { reference, span } = job.image.value;
  const [start] = buildkitStarts(project, job);
  const fix = fixFor(job, start);
  const isWrong = all([isRootful(reference), hasOwnBuildkit(project, job), not(isStartedPrivileged(job.image.value))]);
  yield* unless(not(isWrong), () => ({
    at: span,
    message: `\`${job.definition.name}\` starts BuildKit in \`${show.text(reference)}\`, which needs a privileged container`,
    help: isOfGithub(job)
      ? 'drop the container, and let `docker/setup-buildx-action` start BuildKit on the machine'
      : `use the rootless image: \`${rootless(reference)}\`, with \`BUILDKITD_FLAGS: --oci-worker-no-process-sandbox\``,
    ...(start === undefined ? {} : { related: [{ at: start.program.span, message: 'the daemon is started here' }] }),
    jobs: [job],
    identity: show.text(reference),
    ...(fix && { fix }),
  }));
}

/** The rootless image of the same version, and the flag that its daemon needs in an ordinary container. */
function fixFor(job: Job, start: JobCommand | undefined): Fix | undefined {
  // Docker's own profiles, which GitHub's containers have, forbid the rootless daemon, too.
  if (job.image.is !== 'set' || isOfGithub(job)) return undefined;
  const { reference, span } = job.image.value;
  const { tag } = parseReference(reference);
  const label = tag.is === 'set' ? knownString(tag.value) : '';
  if (tag.is === 'unknown' || label === undefined || !unquoted(span).endsWith(label === '' ? 'buildkit' : `:${label}`))
    return undefined;
  const latest = label === 'latest' ? placeWithin(span, label) : undefined;
  const image =
    latest === undefined ? insertBehind(span, label === '' ? ':rootless' : '-rootless') : replaceBy(latest, 'rootless');
  const isUnset = start !== undefined && toolVariable(start, 'BUILDKITD_FLAGS').is === 'unset';
  const flags = isUnset ? setVariables(job, 'image', { BUILDKITD_FLAGS: '--oci-worker-no-process-sandbox' }) : [];
  return { title: 'Use the rootless image', safety: 'safe', patches: [image, ...flags] };
}

/** The daemon is what the image runs as a service. */
function* inServices(project: Project, job: Job): Generator<Verdict> {
  for (const service of job.services.items) {
    const { reference, span } = service;
    if (!isBuildkit(reference)) continue;
    const isHarmless = mayBeOnThrowawayMachine(job) ? isStartedPrivileged(service) : known(false);
    const isWrong = all([isRootful(reference), seemsToMakeImages(project, job), not(isHarmless)]);
    yield* unless(not(isWrong), () => ({
      at: span,
      message: `\`${job.definition.name}\` has the daemon of \`${show.text(reference)}\` as a service, which needs a privileged container`,
      help: isOfGithub(job)
        ? 'drop the service, and let `docker/setup-buildx-action` start BuildKit on the machine'
        : `start the daemon in the job itself: \`buildctl-daemonless.sh\` in \`${rootless(reference)}\``,
      jobs: [job],
      identity: show.text(reference),
    }));
  }
}

function isBuildkit(reference: Text): boolean {
  const image = toolImageOf(reference);
  return image.is === 'set' && image.value.tool === 'buildkit';
}

/** By the tag; a variable or a digest in its place may stand for either. */
function isRootful(reference: Text): Truth {
  const { tag, digest } = parseReference(reference);
  if (show.text(reference).includes('rootless')) return known(false);
  const causes = causesIn(tag.is === 'set' ? tag.value : reference);
  if (tag.is !== 'unset') return causes.length === 0 ? known(true) : unknown(...causes);
  return digest.is === 'unset' ? known(true) : unknown(digestOnly(reference));
}

const digestOnly = (reference: Text): Cause => ({
  kind: 'expression',
  because: 'a digest does not tell whether the image is the rootless one',
  at: reference.span,
});

function rootless(reference: Text): string {
  const { name, tag } = parseReference(reference);
  const label = tag.is === 'set' ? show.text(tag.value) : 'latest';
  return `${show.text(name)}:${label === 'latest' ? 'rootless' : `${label}-rootless`}`;
}
