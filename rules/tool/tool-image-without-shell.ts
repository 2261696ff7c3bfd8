import {
  defineRule,
  endPatch,
  type Fix,
  ignoresImage,
  type NamedToolImage,
  namedToolImages,
  show,
  unless,
  usersOf,
  withEnd,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'tool-image-without-shell',
  group: 'tool',
  severity: 'error',
  summary: 'A job runs in an image that has a shell for its script',
  why: `
GitLab hands the script of a job to a shell in the job's image. The images of Kaniko, manifest-tool, crane and regctl hold
the tool and nothing else unless their tag says so; the job then ends before its first line: \`exec: "sh": executable file
not found in $PATH\`.
  `,
  exceptions: `
Such an image in \`docker run\` needs no shell, nor does a service. A job on a runner with the shell executor runs in no
image. A tag that ends in a variable from outside, or a digest without tag, is undecided. Other images than those of known
tools are not judged.
  `,
  references: [
    'https://docs.gitlab.com/ci/docker/using_docker_images/#extended-docker-configuration-options',
    'https://github.com/osscontainertools/kaniko#debug-image',
    'https://github.com/estesp/manifest-tool#using-manifest-tool-in-a-container',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const named of namedToolImages(project)) {
      const { reference, image, uses } = named;
      const jobs = uses.map(({ job }) => job).filter((job) => !ignoresImage(project, job));
      if (uses[0].as !== 'job' || jobs.length === 0) continue;
      yield* unless(image.hasShell, () => ({
        at: reference.span,
        message: `${usersOf(named)} \`${show.text(reference)}\`, which has no shell to run a script`,
        ...helpFor(named),
        jobs,
        identity: show.text(reference),
      }));
    }
  },
});

function helpFor({ reference, image, uses }: NamedToolImage): { readonly help: string; readonly fix?: Fix } {
  const end = image.endWithShell;
  if (end === '') return { help: 'take an image of the tool that has a shell' };
  const patches = endPatch(reference, uses[0].job, end);
  const fix: Fix = { title: `Write \`${withEnd(reference, end)}\``, safety: 'safe', patches };
  return {
    help: `write \`${withEnd(reference, end)}\`, which has one`,
    ...(patches.length > 0 && image.version.is === 'exact' ? { fix } : {}),
  };
}
