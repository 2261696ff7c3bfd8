import {
  type BuildStep,
  defineRule,
  type Fix,
  isOfAction,
  isOfGithub,
  type LocalOutput,
  type Problem,
  parseReference,
  replaceBy,
  show,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'multi-platform-local-output',
  group: 'pipeline',
  severity: 'error',
  summary: 'A build of several platforms goes where an image of several platforms can be kept',
  why: `
An Engine without the containerd image store keeps images of one platform, and so does a file in Docker's format: buildx ends with
\`docker exporter does not currently support exporting manifest lists\`, or with \`Multi-platform build is not supported for the
docker driver\`. Buildah and Podman say nothing: the tag of \`-t\` ends on the platform that was built last.
  `,
  exceptions: `
Docker Engine 29 and later keep images of several platforms; where the Engine's version is not known, \`--load\` is undecided.
The Engine's own builder is pointed out only where a \`dind\` service tells its version.
  `,
  references: [
    'https://docs.docker.com/build/building/multi-platform/',
    'https://docs.docker.com/build/exporters/oci-docker/',
    'https://github.com/containers/buildah/blob/main/docs/buildah-build.1.md',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const build of project.builds.items) {
      for (const output of build.localOutputs) yield* unless(output.holdsSeveral, () => problemOf(build, output));
    }
  },
});

function problemOf(build: BuildStep, output: LocalOutput): Problem {
  const fix = pushInstead(build, output);
  return {
    at: output.span,
    message: `\`${build.job.name}\` builds ${show.requested(build)} ${outcome[output.kind](build.tool)}`,
    help: advice[output.kind](build),
    jobs: [build.job],
    identity: output.written,
    ...(fix === undefined ? {} : { fix }),
  };
}

const outcome: Readonly<Record<LocalOutput['kind'], (tool: string) => string>> = {
  load: () => 'for the image store of the Docker Engine, which takes one platform',
  archive: () => "into a file of Docker's format, which holds one platform",
  engine: () => "with the Engine's own builder, which builds one platform at a time",
  tag: (tool) => `under one tag, which ${tool} leaves on the last of them`,
};

const advice: Readonly<Record<LocalOutput['kind'], (build: BuildStep) => string>> = {
  load: ({ command }) =>
    `replace it by \`${isOfAction(command) ? 'push: true' : '--push'}\`, or build one platform per job`,
  archive: () => 'write `type=oci` instead',
  engine: ({ job }) =>
    `make a builder first: \`${isOfGithub(job) ? 'docker/setup-buildx-action' : 'docker buildx create --use'}\`, or build one platform per job`,
  tag: ({ tool }) =>
    `name an index by \`--manifest\` instead of \`--tag\`, and push it by \`${tool} manifest push --all\``,
};

/** `--push`, where every tag names a registry to push to. */
function pushInstead({ localTags, pushed, command }: BuildStep, { written, span }: LocalOutput): Fix | undefined {
  if (isOfAction(command)) return undefined;
  const tags = localTags.items.map(({ reference }) => show.text(parseReference(reference.text).name));
  const isNamed = tags.length > 0 && localTags.openTo.length === 0 && tags.every((name) => registry.test(name));
  if (written !== '--load' || pushed.is !== 'no' || !isNamed) return undefined;
  return { title: 'Replace `--load` by `--push`', safety: 'safe', patches: [replaceBy(span, '--push')] };
}

/** A name that begins with a host, or with the variable of a registry. */
const registry = /^(?:[\w-]+(?:\.[\w-]+)+(?::\d+)?\/|localhost[:/]|\$\{?CI_REGISTRY)/;
