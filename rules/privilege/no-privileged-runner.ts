import {
  defineRule,
  type Fix,
  isOfGithub,
  type Job,
  jobsOf,
  knownString,
  type Privilege,
  type Project,
  placeWithin,
  type Runner,
  replaceBy,
  type Severity,
  seemsToMakeImages,
  show,
  sourceText,
  type Verdict,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'no-privileged-runner',
  group: 'privilege',
  severity: 'error',
  summary: 'No runner gives its jobs privileged containers',
  why: `
A privileged container is root on the node: it can load kernel modules, mount its disks and read the files and secrets of
every other job. Kaniko, rootless BuildKit and rootless Buildah build images without it.
  `,
  exceptions: `
A privilege that \`allowed_privileged_images\` or \`allowed_privileged_services\` narrows down to rootless images is pointed out
as info, and so is that of a runner whose tags no job asks for that builds images. Executors without containers (shell, ssh)
have no such setting.
  `,
  references: [
    'https://docs.gitlab.com/runner/configuration/advanced-configuration/#the-runnersdocker-section',
    'https://docs.gitlab.com/runner/executors/kubernetes/#using-docker-in-docker-in-builds',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    const builders = jobsOf(project).filter((job) => seemsToMakeImages(project, job).is !== 'no');
    const ofGitlab = builders.filter((job) => !isOfGithub(job));
    for (const runner of project.runners.items) {
      const isForOthers = ofGitlab.length > 0 && !ofGitlab.some((job) => mayTake(runner, job));
      for (const privilege of runner.privileges) {
        if (privilege.kind === 'docker-socket') continue;
        const fix = fixFor(privilege);
        yield* violation({
          at: privilege.span,
          severity: isForOthers ? 'info' : severityOf(privilege),
          message: `${nameOf(runner)} gives its jobs ${whatItIs[privilege.kind]}: \`${privilege.written}\`${narrowing(privilege)}${isForOthers ? others(runner) : ''}`,
          help: adviceFor(privilege),
          identity: `${runner.name} ${privilege.kind}`,
          ...(fix && { fix }),
        });
      }
    }
    for (const job of builders) yield* onPrivilegedLabel(project, job);
  },
});

/** Runners that the policy describes are known by their tags alone, so the problem is at the tag. */
function* onPrivilegedLabel({ expectations }: Project, job: Job): Generator<Verdict> {
  for (const label of job.runnerLabels.items) {
    const name = knownString(label) ?? '';
    if (expectations.runnerLabels.get(name)?.privileged !== true) continue;
    yield* violation({
      at: label.span,
      message: `\`${job.definition.name}\` asks for runners with the ${isOfGithub(job) ? 'label' : 'tag'} \`${name}\`, which the policy calls privileged`,
      help: `give the job a runner without privilege, or correct \`environment: runners: ${name}\` in the policy`,
      jobs: [job],
      identity: name,
    });
  }
}

/** A runner takes a job that asks for no tag but its own. Source: docs.gitlab.com/ci/runners/configure_runners. */
const mayTake = ({ labels }: Runner, { runnerLabels }: Job): boolean =>
  labels.openTo.length > 0 ||
  runnerLabels.items.every((label) => {
    const written = knownString(label);
    return written === undefined || labels.items.includes(written);
  });

const whatItIs: Readonly<Record<Privilege['kind'], string>> = {
  privileged: 'privileged containers',
  'services-privileged': 'privileged services',
  capability: 'a capability that is as good as root on the node',
  'privilege-escalation': 'the right to gain privileges',
  'docker-socket': "the node's Docker daemon",
};

const nameOf = ({ name }: Runner): string => (name === '' ? 'a runner' : `the runner \`${name}\``);

/** Narrowed to images that are rootless, a privilege reaches no ordinary job. */
function severityOf({ narrowedTo, kind }: Privilege): Severity {
  if (kind === 'privilege-escalation') return 'warning';
  const isNarrow =
    narrowedTo.is === 'set' &&
    narrowedTo.value.length > 0 &&
    narrowedTo.value.every((pattern) => /rootless/.test(pattern));
  return isNarrow ? 'info' : 'error';
}

const narrowing = ({ narrowedTo }: Privilege): string =>
  narrowedTo.is === 'set' && narrowedTo.value.length > 0 ? `, for ${show.quoted(narrowedTo.value)}` : '';

const others = ({ labels }: Runner): string =>
  `, though no job that builds images here asks for its ${labels.items.length === 1 ? 'tag' : 'tags'} ${show.quoted(labels.items)}`;

/** The switch turned off; other privileges are parts of lists. */
function fixFor({ span }: Privilege): Fix | undefined {
  const place = /[:=]\s*true$/.test(sourceText(span)) ? placeWithin(span, 'true') : undefined;
  if (place === undefined) return undefined;
  const because = 'jobs that need it, such as those with Docker-in-Docker, fail then';
  return { title: 'Set it to `false`', safety: 'unsafe', because, patches: [replaceBy(place, 'false')] };
}

const adviceFor = ({ kind }: Privilege): string =>
  kind === 'capability'
    ? 'drop the capability, and build with Kaniko, rootless BuildKit or rootless Buildah'
    : `set it to \`false\`, and build with Kaniko, rootless BuildKit or rootless Buildah`;
