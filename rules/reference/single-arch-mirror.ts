import {
  copiedIndex,
  type DockerfileStage,
  defineRule,
  type Fix,
  type IndexMaker,
  insertBehind,
  isPartOfIndex,
  type MirrorStep,
  makerOfCopied,
  type Problem,
  show,
  sourceText,
  stageUpon,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'single-arch-mirror',
  group: 'reference',
  severity: 'warning',
  summary: 'A copy of an image with several platforms has all of them',
  why: `
\`docker pull\` and \`skopeo copy\` take the image for their own machine out of an image index. The copy has the index's name and one
of its platforms: builds upon it for another one end with \`no match for platform in manifest\`, with an emulator's \`Invalid ELF
image\`, or with the wrong architecture and no word.
  `,
  exceptions: `
Only images that certainly have several platforms, or public ones whose name is not that of one architecture, are looked at.
Copies that name their platform (\`--platform\`, \`--override-arch\`) are meant, unless a build for several platforms starts from them.
Copies under the name of an architecture, or that a merge joins again, are parts of an index.
  `,
  references: [
    'https://github.com/containers/skopeo/blob/main/docs/skopeo-copy.1.md',
    'https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/',
    'https://github.com/google/go-containerregistry/blob/main/cmd/crane/doc/crane_copy.md',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const mirror of project.mirrors) {
      const stage = stageUpon(project, mirror);
      const isMeant = mirror.namesPlatform && stage === undefined;
      if (isMeant || copiedIndex(project, mirror) === undefined) continue;
      if (isPartOfIndex(project, mirror)) continue;
      yield* unless(mirror.copiesAllPlatforms, () => problemOf(mirror, stage, makerOfCopied(project, mirror)));
    }
  },
});

function problemOf(mirror: MirrorStep, stage: DockerfileStage | undefined, maker: IndexMaker | undefined): Problem {
  const { job, source, target, namesPlatform } = mirror;
  const fix = allPlatforms(mirror);
  const [from, to] = [show.image(source), show.image(target.reference)];
  const copied = namesPlatform
    ? `copies one platform of \`${from}\` to \`${to}\``
    : `copies \`${from}\` to \`${to}\` with the platform of its own machine alone`;
  return {
    at: mirror.span,
    message: `\`${job.definition.name}\` ${copied}${stage === undefined ? '' : ', from which several are built'}`,
    help: adviceFor(mirror),
    related: [
      ...(maker === undefined
        ? []
        : [{ at: maker.at, message: `\`${maker.job.definition.name}\` makes it for several platforms` }]),
      ...(stage === undefined ? [] : [{ at: stage.span, message: 'built for several platforms' }]),
    ],
    jobs: [job],
    ...(stage === undefined ? {} : { severity: 'error' }),
    ...(fix === undefined ? {} : { fix }),
  };
}

function adviceFor({ tool, source, target, namesPlatform }: MirrorStep): string {
  if (tool === 'skopeo') return namesPlatform ? 'drop the `--override` flags, and add `--all`' : 'add `--all`';
  if (tool !== 'docker' || namesPlatform) return 'drop `--platform`';
  return `copy it in the registry: \`docker buildx imagetools create --tag ${show.image(target.reference)} ${show.image(source)}\``;
}

function allPlatforms({ tool, command, namesPlatform }: MirrorStep): Fix | undefined {
  const copy = command.args.items.find((word) => sourceText(word.span) === 'copy');
  if (tool !== 'skopeo' || namesPlatform || copy === undefined) return undefined;
  return { title: 'Copy all platforms', safety: 'safe', patches: [insertBehind(copy.span, ' --all')] };
}
