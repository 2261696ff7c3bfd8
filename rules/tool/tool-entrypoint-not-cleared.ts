import {
  all,
  any,
  causesIn,
  defineRule,
  executorsOf,
  type Fix,
  holds,
  ignoresImage,
  type Job,
  type JobImage,
  known,
  knownString,
  type NamedToolImage,
  namedToolImages,
  no,
  not,
  type Project,
  show,
  sourceText,
  type Truth,
  unknown,
  unless,
  usersOf,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'tool-entrypoint-not-cleared',
  group: 'tool',
  severity: 'warning',
  summary: 'A job in the image of a tool clears the entrypoint that would start the tool',
  why: `
The Docker executor starts a job's container with the entrypoint of its image and hands it the shell of the job as an
argument. The images of most tools then start the tool: \`moby/buildkit\` runs its daemon until the job's timeout, Kaniko
and manifest-tool end with the help for their flags. No line of the script runs. \`entrypoint: [""]\` takes the entrypoint
away.
  `,
  exceptions: `
The Kubernetes executor replaces the entrypoint anyway, so nothing is said where the runners of the repository, or those
that the policy explains by the job's tags, are all of that kind, unless \`FF_KUBERNETES_HONOR_ENTRYPOINT\` is on; where
they include a Docker executor it is an error. The images of docker, Buildah, Podman and curl run what they are given. Any
entrypoint but an empty list is taken for intended. Other images than those of known tools are not judged.
  `,
  references: [
    'https://docs.gitlab.com/ci/docker/using_docker_images/#override-the-entrypoint-of-an-image',
    'https://docs.gitlab.com/runner/configuration/feature-flags/',
    'https://docs.gitlab.com/ci/docker/using_buildkit/',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const named of namedToolImages(project)) {
      if (named.uses[0].as !== 'job' || !startsTool(named)) continue;
      const { reference, uses, image } = named;
      const starts = any(uses.map(({ job }) => all([keepsEntrypoint(job), honoursEntrypoint(project, job)])));
      yield* unless(not(starts), () => ({
        at: reference.span,
        severity: uses.some(({ job }) => runsInDocker(project, job)) ? 'error' : 'warning',
        message: `${usersOf(named)} \`${show.text(reference)}\`, whose entrypoint \`${image.entrypoint.join(' ')}\` starts in place of the script`,
        help: 'clear it: give the `image` an `entrypoint: [""]` beside its `name`',
        jobs: uses.map(({ job }) => job),
        identity: show.text(reference),
        ...fixFor(named),
      }));
    }
  },
});

const startsTool = ({ image: { entrypoint, runsCommands } }: NamedToolImage): boolean =>
  entrypoint.length > 0 && !runsCommands;

/** GitLab takes an empty list for none. */
const keepsEntrypoint = ({ image }: Job): Truth =>
  holds(image, no, ({ entrypoint }) => holds(entrypoint, known(true), (words) => known(words.length === 0)));

/** Whether the executor starts the image's own entrypoint; all that may be do, but for Kubernetes. */
function honoursEntrypoint(project: Project, job: Job): Truth {
  const executors = executorsOf(project, job);
  if (ignoresImage(project, job)) return no;
  if (executors.size === 0 || [...executors].some((executor) => executor !== 'kubernetes')) return known(true);
  const flag = job.variables.defined.get('FF_KUBERNETES_HONOR_ENTRYPOINT')?.value;
  if (flag === undefined) return no;
  const written = knownString(flag);
  return written === undefined ? unknown(...causesIn(flag)) : known(/^(?:1|t|true)$/i.test(written));
}

const runsInDocker = (project: Project, job: Job): boolean =>
  [...executorsOf(project, job)].some((executor) => executor.startsWith('docker'));

function fixFor({ uses: [{ job }] }: NamedToolImage): { readonly fix?: Fix } {
  const key = job.definition.keywords.get('image');
  if (key === undefined || job.image.is !== 'set') return {};
  const fix = { title: 'Clear the entrypoint', safety: 'safe' } as const;
  const { span } = job.image.value;
  if (key.file !== span.file) return {};
  if (!isScalar(key, job.image.value)) {
    return { fix: { ...fix, patches: [{ op: 'set-key', in: key, path: ['entrypoint'], value: [''] }] } };
  }
  const name = sourceText(span).replace(/^(['"])(.*)\1$/, '$2');
  return { fix: { ...fix, patches: [{ op: 'set-value', at: key, value: { name, entrypoint: [''] } }] } };
}

/** Whether the image is written behind its key, with no mapping between. */
const isScalar = (key: { readonly end: number }, { span }: JobImage): boolean =>
  /^['"]?\s*:\s*['"]?$/.test(span.file.text.slice(key.end, span.start));
