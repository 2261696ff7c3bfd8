import {
  any,
  causesIn,
  defineRule,
  endPatch,
  type Fix,
  isMovingOfficialImage,
  isOfGithub,
  known,
  knownString,
  makersOf,
  type NamedImage,
  type NamedToolImage,
  namedImages,
  no,
  not,
  type Problem,
  type Project,
  parseReference,
  type ReferencePart,
  type ServingImage,
  servingImages,
  show,
  someHandlesImages,
  type Text,
  type Truth,
  toolImageOf,
  toolNames,
  unknown,
  unless,
  usersOf,
  type Verdict,
  violation,
  withEnd,
  writtenReference,
  yes,
} from '../../src/rule/index.ts';

interface Options {
  readonly require: 'version' | 'exact' | 'digest';
}

export default defineRule<Options>({
  id: 'unpinned-tool-image',
  group: 'tool',
  severity: 'warning',
  summary: 'The images of the tools that make images are pinned to a release',
  why: `
A tag such as \`latest\`, \`rootless\` or \`dind\` is another image with every release of the tool. A pipeline that worked
yesterday then fails today, or publishes something else, without a commit that says why: with Docker 29, \`docker:dind\`
began to push an image index where it had pushed an image. And whoever takes over the tag takes over the registry
credentials of the job.
  `,
  exceptions: `
Looked at are the images of known builders and merge tools, wherever they come from, as a job's image, as a service and in
\`docker run\`; and Docker's official images such as \`alpine\` where the job certainly makes images. Other images belong
to somebody who knows what their tags mean. A version that is not complete (\`docker:29\`) moves with its patch releases
only and is fine, unless \`require\` asks for more; so is a digest. A tag that consists of a variable from outside the
repository may be anything and stays undecided; one with text around the variable is taken for a version. A workflow whose matrix
runs several releases, to test with each, means what it says.
  `,
  references: [
    'https://docs.docker.com/build/building/best-practices/#pin-base-image-versions',
    'https://docs.gitlab.com/ci/pipelines/pipeline_security/',
  ],
  fixes: ['unsafe'],
  options: {
    require: {
      schema: { enum: ['version', 'exact', 'digest'] },
      default: 'version',
      description: 'What pins an image: any version, one that names the patch release, or a digest',
    },
  },

  *check({ project, options }) {
    for (const named of servingImages(project)) yield* checkTool(named, options);
    for (const named of namedImages(project)) yield* checkOfficial(project, named);
  },
});

function* checkTool(named: ServingImage, options: Options): Generator<Verdict> {
  const pinned = isPinned(named, options);
  if (pinned.is === 'yes' || isTried(named)) return;
  yield* unless(any([pinned, not(named.serves)]), () => ({
    ...problemOf(named, options),
    message: `${named.serves.is === 'unknown' ? makersOf(named) : usersOf(named)} \`${show.text(named.reference)}\`, ${flawOf(named, options)}`,
  }));
}

/** Whether a matrix of a workflow runs several releases on purpose, to test with each of them. */
const isTried = ({ reference, uses }: NamedToolImage): boolean =>
  uses.every(({ job }) => {
    if (!isOfGithub(job)) return false;
    const shown = show.text(reference);
    const chosen = [...job.matrix].filter(([, value]) => shown.endsWith(knownString(value) ?? '\n'));
    return chosen.some(([key, value]) =>
      job.pipeline.jobs.items.some(({ definition, matrix }) => {
        const other = definition === job.definition ? matrix.get(key) : undefined;
        return other !== undefined && show.text(other) !== show.text(value);
      }),
    );
  });

function isPinned({ reference, image: { version } }: NamedToolImage, { require }: Options): Truth {
  const { tag, digest } = parseReference(reference);
  if (digest.is !== 'unset') return yes;
  if (require === 'digest') return isHidden(tag) ? unknown(...causesIn(reference)) : no;
  if (version.is === 'newest') return no;
  if (version.is === 'exact') return known(require === 'version' || isComplete(version.version));
  return isHidden(tag) ? unknown(...causesIn(reference)) : yes;
}

/** Whether a tag is all variable; what stands beside a variable is mostly a version's `v` or a flavour. */
const isHidden = (tag: ReferencePart): boolean =>
  tag.is === 'set' && tag.value.parts.length > 0 && tag.value.parts.every((part) => typeof part !== 'string');

/** A version with all its numbers: `29.1.3`, not `29.1`. */
const isComplete = (version: string): boolean => version.split('.').length > 2;

function problemOf(named: NamedToolImage, options: Options): Omit<Problem, 'message'> {
  const { reference, span, uses } = named;
  const fix = fixOf(named, options);
  const written = writtenReference(reference, uses[0].job).span;
  return {
    at: span,
    help: helpFor(named, options),
    ...(written === span ? {} : { related: [{ at: written, message: 'the variable is set here' }] }),
    jobs: uses.map(({ job }) => job),
    identity: show.text(reference),
    ...(fix && { fix }),
  };
}

function flawOf({ reference, image: { tool, version, archived } }: NamedToolImage, { require }: Options): string {
  if (require === 'digest') return 'which no digest pins, as the policy asks';
  if (parseReference(reference).tag.is === 'unset') return 'which without a tag means `latest`';
  if (archived.is === 'set') return 'whose tag names no release';
  const moves = `whose tag moves with the ${version.is === 'exact' ? 'patch ' : ''}releases of ${toolNames[tool]}`;
  return version.is === 'exact' ? `${moves}, and the policy asks for an exact one` : moves;
}

function helpFor(named: NamedToolImage, { require }: Options): string {
  if (require === 'digest') return 'put the digest of the image behind it: `@sha256:…`';
  const end = pinnedEnd(named);
  if (end === '') return nameRelease;
  return `write \`${withEnd(named.reference, end)}\`, or the release that the pipeline was tested with`;
}

/** A job needs a shell, which the plain tags of some tools do not have. */
const pinnedEnd = ({ image, uses }: NamedToolImage): string =>
  image.pinnedEnd !== '' && uses[0].as === 'job' && image.hasShell.is === 'no' ? image.endWithShell : image.pinnedEnd;

const nameRelease = 'name the release that the pipeline was tested with';

function fixOf(named: NamedToolImage, { require }: Options): Fix | undefined {
  const { reference, uses } = named;
  const end = pinnedEnd(named);
  const patches = end === '' || require === 'digest' ? [] : endPatch(reference, uses[0].job, end);
  if (patches.length === 0) return undefined;
  const because = 'the pipeline may have run with another release so far';
  return { title: `Write \`${withEnd(reference, end)}\``, safety: 'unsafe', because, patches };
}

/** Base images of everything else are nobody's concern where a job is not known to make images. */
function* checkOfficial(project: Project, named: NamedImage): Generator<Verdict> {
  const { reference, span, uses } = named;
  if (uses[0].as !== 'job' || !isMovingOfficialImage(reference) || isOfTool(reference)) return;
  const jobs = uses.map(({ job }) => job);
  if (someHandlesImages(project, jobs).is !== 'yes') return;
  yield* violation({
    at: span,
    message: `${usersOf(named)} \`${show.text(reference)}\`, which is another image with every release`,
    help: nameRelease,
    jobs,
    identity: show.text(reference),
  });
}

const isOfTool = (reference: Text): boolean => toolImageOf(reference).is === 'set';
