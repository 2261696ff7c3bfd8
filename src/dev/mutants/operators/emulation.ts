import { insertBehind, replaceBy } from '../../../rule/fix.ts';
import type { Operator, Sample } from '../operator.ts';
import { each, inPipeline } from '../places.ts';
import { builds, jobs, platformsOf } from '../spots.ts';

/** Defects that the rules about emulation find. */
export const emulationOperators: readonly Operator[] = [
  {
    rule: 'emulated-build',
    does: 'builds all platforms on one machine',
    also: ['qemu-missing', 'tool-download-arch'],
    plants: (sample) =>
      runsForeign(sample, ({ tool }) => tool === 'buildctl' || tool === 'docker buildx build')
        ? each(archTags(sample), (at) => replaceBy(at, 'amd64'))
        : [],
  },
  {
    rule: 'kaniko-cross-build',
    certainty: 'either',
    does: 'builds with Kaniko for another platform than that of the machine',
    also: [
      'runner-arch-mismatch',
      'arch-build-missing',
      'merge-platform-mislabelled',
      'arch-build-unmerged',
      'build-job-without-arch-runner',
      'dockerfile-arch-case-incomplete',
      'dockerfile-hardcoded-arch',
      'dockerfile-single-arch-base',
      'base-image-platforms',
    ],
    plants: (sample) =>
      inDockerfilesOfKaniko(sample) && jobs(sample).some(({ matrix }) => matrix.size > 0)
        ? each(inPipeline(sample, /\/kaniko\/executor(?= )/dg), (at) =>
            insertBehind(at, ' --custom-platform linux/riscv64'),
          )
        : [],
  },
  {
    rule: 'qemu-missing',
    does: 'builds all platforms on a machine that GitLab lends',
    also: ['emulated-build'],
    plants: (sample) =>
      runsForeign(sample, ({ tool }) => tool === 'buildah' || tool === 'podman')
        ? each(archTags(sample), (at) => replaceBy(at, 'saas-linux-small-amd64'))
        : [],
  },
];

type Build = ReturnType<typeof builds>[number];

/** Whether some builds name their platform in a flag, whose Dockerfile runs commands on the platform of the image. */
const runsForeign = (sample: Sample, isTool: (build: Build) => boolean): boolean =>
  builds(sample).some(
    (build) =>
      isTool(build) &&
      platformsOf(build).length === 1 &&
      build.isSpread.is === 'no' &&
      build.dockerfile.is === 'set' &&
      runsCommands(sample),
  );

const runsCommands = ({ files }: Sample): boolean =>
  files.some(
    ({ path, text }) =>
      /(?:Docker|Container)file/.test(path) &&
      /^(?:RUN |COPY .*--from=)(?![^]*^FROM )/m.test(text) &&
      /^RUN /m.test(text) &&
      !/--platform=\$BUILDPLATFORM/.test(text),
  );

const inDockerfilesOfKaniko = (sample: Sample): boolean =>
  builds(sample).some(
    ({ tool, dockerfile, layerCache }) =>
      tool === 'kaniko' && dockerfile.is === 'set' && layerCache.enabled.is !== 'unknown',
  ) && runsCommands(sample);

/** Where one variable of a matrix names the machine. */
const archTags = (sample: Sample) => inPipeline(sample, /\btags: \["?([\w-]*\$\{?\w*ARCH\}?)"?\]/dg);
