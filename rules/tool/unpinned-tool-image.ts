import {
  all,
  any,
  causesIn,
  defineRule,
  endPatch,
  type Fix,
  holesOf,
  isMovingOfficialImage,
  known,
  type NamedImage,
  type NamedToolImage,
  namedImages,
  namedToolImages,
  not,
  type Problem,
  type Project,
  parseReference,
  servesImages,
  show,
  someHandlesImages,
  type Truth,
  toolNames,
  unknown,
  unless,
  usersOf,
  type Verdict,
  violation,
  withEnd,
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
A tag such as \`latest\`, \`rootless\` or \`dind\` is another image with every release of the tool. A pipeline that worked yesterday
then fails today, or publishes something else, without a commit that says why: with Docker 29, \`docker:dind\` began to push an image index where
it had pushed an image. And whoever takes over the tag takes over the registry credentials of the job.
  `,
  exceptions: `
Looked at are the images of known builders and merge tools, wherever they come from, as a job's image, as a service and in
\`docker run\`; and Docker's official images such as \`alpine\` where the job certainly makes images. Other images belong to
somebody who knows what their tags mean. A version that is not complete (\`docker:29\`) moves with its patch releases only and is fine,
unless \`require\` asks for more; so is a digest. A tag that consists of a variable from outside the repository may be anything and stays undecided; one with text
around the variable is taken for a version.
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
    for (const named of namedToolImages(project)) yield* checkTool(project, named, options);
    for (const named of namedImages(project)) yield* checkOfficial(project, named);
  },
});

function* checkTool(project: Project, named: NamedToolImage, options: Options): Generator<Verdict> {
  const pinned = isPinned(named, options);
  if (pinned.is === 'yes') return;
  const isUnneeded = not(servesImages(project, named));
  yield* unless(any([pinned, isUnneeded]), () => problemOf(named, options));
}

function isPinned({ reference, image: { version } }: NamedToolImage, { require }: Options): Truth {
  const { tag, digest } = parseReference(reference);
  if (digest.is !== 'unset') return yes;
  const hasHole = holesOf(reference).length > 0;
  if (require === 'digest')
    return tag.is === 'set' && causesIn(tag.value).length > 0 ? unknown(...causesIn(tag.value)) : known(false);
  if (version.is === 'newest') return known(false);
  if (version.is === 'exact') return known(require === 'version' || isComplete(version.version));
  const isHidden = hasHole && tag.is === 'set' && tag.value.parts.every((part) => typeof part !== 'string');
  return isHidden && tag.value.parts.length > 0 ? unknown(...causesIn(tag.value)) : yes;
}

/** A version with all its numbers: `29.1.3`, not `29.1`. */
const isComplete = (version: string): boolean => version.split('.').length > 2;

function problemOf(named: NamedToolImage, options: Options): Problem {
  const { reference, span, uses, image } = named;
  const end = image.pinnedEnd;
  const fix = fixOf(named, options);
  return {
    at: span,
    message: `${usersOf(named)} \`${show.text(reference)}\`, ${flawOf(named, options)}`,
    help:
      options.require === 'digest'
        ? 'put the digest of the image behind it: `@sha256:…`'
        : end === ''
          ? 'name the release that the pipeline was tested with'
          : `write \`${withEnd(reference, end)}\`, or the release that the pipeline was tested with`,
    jobs: uses.map(({ job }) => job),
    identity: show.text(reference),
    ...(fix && { fix }),
  };
}

function flawOf({ reference, image: { tool, version } }: NamedToolImage, { require }: Options): string {
  if (require === 'digest') return 'which no digest pins, as the policy asks';
  const { tag } = parseReference(reference);
  if (tag.is === 'unset') return 'which without a tag means `latest`';
  if (version.is === 'exact')
    return `whose tag moves with the patch releases of ${toolNames[tool]}, and the policy asks for an exact one`;
  return `whose tag moves with the releases of ${toolNames[tool]}`;
}

function fixOf({ reference, image: { pinnedEnd } }: NamedToolImage, { require }: Options): Fix | undefined {
  const patches = pinnedEnd === '' || require === 'digest' ? [] : endPatch(reference, pinnedEnd);
  if (patches.length === 0) return undefined;
  return {
    title: `Write \`${withEnd(reference, pinnedEnd)}\``,
    safety: 'unsafe',
    because: 'the pipeline may have run with another release so far',
    patches,
  };
}

/** Base images of everything else are nobody's concern where a job is not known to make images. */
function* checkOfficial(project: Project, named: NamedImage): Generator<Verdict> {
  const { reference, span, uses } = named;
  if (uses[0].as !== 'job' || !isMovingOfficialImage(reference) || isToolImage(project, named)) return;
  const jobs = uses.map(({ job }) => job);
  if (all([someHandlesImages(project, jobs)]).is !== 'yes') return;
  yield* violation({
    at: span,
    message: `${usersOf(named)} \`${show.text(reference)}\`, which is another image with every release`,
    help: 'name the release that the pipeline was tested with',
    jobs,
    identity: show.text(reference),
  });
}

const isToolImage = (project: Project, { span }: NamedImage): boolean =>
  namedToolImages(project).some((named) => named.span === span);
