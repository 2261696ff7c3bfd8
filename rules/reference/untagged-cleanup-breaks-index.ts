import {
  all,
  any,
  cleanedParts,
  defineRule,
  not,
  type Problem,
  type RegistryCleanup,
  registryCleanups,
  show,
  type UntaggedParts,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'untagged-cleanup-breaks-index',
  group: 'reference',
  severity: 'error',
  summary: 'What cleans up a registry keeps the images that an index lists',
  why: `
A tag of an image for several platforms names an index, and the index names an image for each platform by its digest. These
have no tag of their own, so that to GitHub's registry they are versions like those that nobody needs any more. A clean-up that
deletes what has no tag deletes them: the tag is still there, and \`docker pull\` ends with \`manifest unknown\`, on
machines that have the image already even later.
  `,
  exceptions: `
Known are the clean-up actions that go by tags, with the releases and inputs by which some of them look into indexes
first; others are not reported, and neither are scripts. A clean-up matters only where the repository pushes an index, or
images by digest, to the package that it cleans; where the name of the package lies in a variable, that stays undecided.
  `,
  references: [
    'https://github.com/actions/delete-package-versions/issues/90',
    'https://github.com/snok/container-retention-policy/releases/tag/v3.1.0',
    'https://github.com/dataaxiom/ghcr-cleanup-action',
  ],

  *check({ project }) {
    for (const cleanup of registryCleanups(project)) {
      const parts = cleanedParts(project, cleanup);
      const [worst] = [...parts.filter(({ areCleaned }) => areCleaned.is === 'yes'), ...parts];
      if (worst === undefined) continue;
      const deletes = all([cleanup.deletesParts, any(parts.map(({ areCleaned }) => areCleaned))]);
      yield* unless(not(deletes), () => problemOf(cleanup, worst));
    }
  },
});

function problemOf({ uses, action, asked }: RegistryCleanup, { build, destination }: UntaggedParts): Problem {
  const [use] = uses;
  const jobs = uses.map(({ job }) => job);
  return {
    at: asked?.value.span ?? use.span,
    message: `\`${use.job.definition.name}\` deletes what has no tag by \`${use.action}\`, and so the images that the index \`${show.image(destination.reference)}\` lists`,
    help: action.instead,
    related: [{ at: destination.span, message: `\`${build.job.definition.name}\` pushes them here` }],
    jobs,
    identity: use.action,
  };
}
