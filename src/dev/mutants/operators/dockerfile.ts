import { insertBehind, replaceBy } from '../../../rule/fix.ts';
import type { Span } from '../../../source/source-file.ts';
import type { Operator, Sample } from '../operator.ts';
import { each, inDockerfiles, inFiles, inPipeline, insertAt, without } from '../places.ts';
import { builds, joined, platformsOf } from '../spots.ts';

/** Defects that the rules about Dockerfiles find. */
export const dockerfileOperators: readonly Operator[] = [
  {
    rule: 'base-image-platforms',
    does: 'starts from an image that is not published for a platform',
    plants: (sample) =>
      each(inFiles(sample, /\.published\.json$/, /, ("linux\/arm64)/dg), (at) => replaceBy(at, '"linux/s390x')),
  },
  {
    rule: 'dockerfile-arch-case-incomplete',
    does: 'drops a way of a choice by architecture',
    also: ['dockerfile-hardcoded-arch'],
    plants: (sample) =>
      buildsBoth(sample) ? each(inDockerfiles(sample, /\b((?:arm64|aarch64)\)[^;]*;; *(?:\\\n)?)/dg), without) : [],
  },
  {
    rule: 'dockerfile-copies-prebuilt-binary',
    does: 'copies one program for all platforms',
    certainty: 'either',
    plants: (sample) =>
      buildsSeveralAtOnce(sample) ? each(inDockerfiles(sample, /\bCOPY bin\/(\$\{?TARGETARCH\}?\/)/dg), without) : [],
  },
  {
    rule: 'dockerfile-cross-stage-assumes-native',
    does: 'hands C code to the compiler of the machine',
    plants: (sample) =>
      buildsByBuildkit(sample)
        ? each(
            inDockerfiles(sample, /\bCGO_ENABLED=(0) (?:GOOS=\S+ )?GOARCH=\$/dg).filter((at) =>
              /FROM --platform=\$BUILDPLATFORM[^\n]*\n(?!FROM)[^]*$/.test(at.file.text.slice(0, at.start)),
            ),
            (at) => replaceBy(at, '1'),
          )
        : [],
  },
  {
    rule: 'dockerfile-cross-stage-assumes-native',
    does: 'chooses a download by the machine that builds',
    plants: (sample) =>
      each(inDockerfiles(sample, /\$BUILDPLATFORM[^]*RUN curl [^\n]*(\$\{TARGETARCH\})/dg), (at) =>
        replaceBy(at, '$(dpkg --print-architecture)'),
      ),
  },
  {
    rule: 'dockerfile-final-stage-build-platform',
    does: 'starts the image from the platform of the machine that builds',
    plants: (sample) =>
      buildsByBuildkit(sample) ? each(finalBases(sample), (at) => insertAt(at, '--platform=$BUILDPLATFORM ')) : [],
  },
  {
    rule: 'dockerfile-from-platform-constant',
    does: 'ties the image to one platform',
    plants: (sample) =>
      buildsByBuildkit(sample) ? each(finalBases(sample), (at) => insertAt(at, '--platform=linux/amd64 ')) : [],
  },
  {
    rule: 'dockerfile-hardcoded-arch',
    does: 'fixes the architecture of a command',
    also: ['dockerfile-platform-arg-not-in-stage'],
    plants: (sample) =>
      buildsBoth(sample) && inDockerfiles(sample, /^FROM /dgm).length < 3
        ? each(
            inDockerfiles(sample, /^(?!FROM|.*,id=).*(?:GOARCH=|[-_])(\$\{?TARGETARCH\}?)/dgm).filter((at) =>
              isReached(at),
            ),
            (at) => replaceBy(at, 'amd64'),
          )
        : [],
  },
  {
    rule: 'dockerfile-platform-arg-default',
    does: 'gives a platform argument a default',
    plants: (sample) =>
      buildsBoth(sample) && !buildArgs(sample).includes('TARGETARCH') && !usesBuildah(sample)
        ? each(
            inDockerfiles(sample, /^ARG TARGETARCH$/dgm).filter((at) =>
              /\$\{?TARGETARCH/.test(at.file.text.slice(at.end)),
            ),
            (at) => insertBehind(at, '=amd64'),
          )
        : [],
  },
  {
    rule: 'dockerfile-platform-arg-not-in-stage',
    does: 'does not declare a platform argument',
    plants: (sample) =>
      builds(sample).length === 0
        ? []
        : each(
            inDockerfiles(sample, /^ARG TARGETARCH\n(?=(?:(?!FROM)[^\n]*\n)*[^\n]*\$\{?TARGETARCH\b)/dgm).filter((at) =>
              /^FROM /m.test(at.file.text.slice(0, at.start)),
            ),
            without,
          ),
  },
  {
    rule: 'dockerfile-platform-arg-unavailable',
    does: 'builds with a Kaniko that knows no platform arguments',
    also: ['kaniko-archived', 'dockerfile-unsupported-by-builder', 'tool-image-arch'],
    plants: (sample) =>
      inDockerfiles(sample, /^(?!FROM).*[-_]\$\{?TARGETARCH/dgm).length === 0 ||
      buildArgs(sample).includes('TARGETARCH')
        ? []
        : each(inPipeline(sample, /\bghcr\.io\/osscontainertools\/kaniko:v[\d.]+-debug\b/dg), (at) =>
            replaceBy(at, 'gcr.io/kaniko-project/executor:v1.24.0-debug'),
          ),
  },
  {
    rule: 'dockerfile-single-arch-base',
    does: 'starts from the image of one architecture',
    plants: (sample) =>
      buildsBoth(sample)
        ? each(
            inDockerfiles(sample, /^FROM ()(?:debian|alpine|python):[\w.-]+\n/dgm).filter(
              (at) => at.start === at.file.text.lastIndexOf('FROM ') + 5,
            ),
            (at) => replaceBy(at, 'amd64/'),
          )
        : [],
  },
  {
    rule: 'dockerfile-unsupported-by-builder',
    does: 'builds with a Kaniko that runs nothing of a heredoc',
    also: ['kaniko-archived', 'dockerfile-platform-arg-unavailable', 'tool-image-arch'],
    plants: (sample) =>
      inDockerfiles(sample, /^RUN <</dgm).length === 0
        ? []
        : each(inPipeline(sample, /\bghcr\.io\/osscontainertools\/kaniko:v[\d.]+-debug\b/dg), (at) =>
            replaceBy(at, 'gcr.io/kaniko-project/executor:v1.24.0-debug'),
          ),
  },
];

const platformWords = (sample: Sample): ReadonlySet<string> =>
  new Set(builds(sample).flatMap((build) => platformsOf(build).map(({ platform }) => platform.architecture)));

/** Whether the repository builds its Dockerfile for several architectures. */
const buildsBoth = (sample: Sample): boolean =>
  sample.project.dockerfiles.length === 1 &&
  builds(sample).some(({ dockerfile }) => dockerfile.is === 'set') &&
  (platformWords(sample).size > 1 || joined(sample).length > 1);

const buildsSeveralAtOnce = (sample: Sample): boolean => builds(sample).some((build) => platformsOf(build).length > 1);

/** Whether all its builds heed `FROM --platform`, on machines of another platform than some of the images. */
const buildsByBuildkit = (sample: Sample): boolean =>
  buildsSeveralAtOnce(sample) &&
  sample.project.dockerfiles.length === 1 &&
  builds(sample).every(({ tool, isSpread }) => tool !== 'kaniko' && isSpread.is === 'no');

const buildArgs = (sample: Sample): readonly string[] =>
  builds(sample).flatMap(({ buildArgs: { items } }) => items.map(({ name }) => name));

const usesBuildah = (sample: Sample): boolean =>
  builds(sample).some(({ tool }) => tool === 'buildah' || tool === 'podman');

/** The names of the images that the last stages start from, which are no stages and not `scratch`. */
const finalBases = (sample: Sample): readonly Span[] =>
  inDockerfiles(sample, /^FROM (?!scratch|--)([\w./-]+:[\w.-]+)(?: AS \w+)?\n(?![^]*^FROM )/dgm);

/** Whether the image starts from the stage of a place or copies out of it. */
function isReached({ file: { text }, start }: Span): boolean {
  const name = [...text.slice(0, start).matchAll(/^FROM \S+(?: AS (\S+))?/gm)].at(-1)?.[1];
  const isLast = !/^FROM /m.test(text.slice(start));
  return isLast || (name !== undefined && new RegExp(`(?:--from=|^FROM )${name}\\b`, 'm').test(text));
}
