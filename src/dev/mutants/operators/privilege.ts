import { insertBehind, replaceBy } from '../../../rule/fix.ts';
import { sourceText } from '../../../source/source-file.ts';
import type { Operator, Plant, Sample } from '../operator.ts';
import { each, inFiles, inPipeline, without } from '../places.ts';
import { builds, gitlabMakers, keyword } from '../spots.ts';

/** Defects that the rules about privileges find. */
export const privilegeOperators: readonly Operator[] = [
  {
    rule: 'insecure-entitlement',
    does: 'asks BuildKit for commands without a sandbox',
    instead: ['no-privileged-container'],
    plants: (sample) =>
      each(inPipeline(sample, /\b(?:buildctl(?:-daemonless\.sh)?|buildx) build(?= )/dg), (at) =>
        insertBehind(at, ' --allow security.insecure'),
      ),
  },
  {
    rule: 'no-binfmt-install',
    does: 'registers emulators in the kernel of the machine',
    also: ['no-privileged-container', 'unpinned-tool-image'],
    plants: (sample) => firstLine(sample, 'docker run --privileged --rm tonistiigi/binfmt:qemu-v10.0.4 --install all'),
  },
  {
    rule: 'no-dind-service',
    does: 'gives a build a Docker daemon as a service',
    also: ['docker-version-skew', 'attestation-in-manual-merge', 'tool-image-arch', 'multi-platform-local-output'],
    plants: (sample) =>
      gitlabMakers(sample)
        .filter(({ keywords }) => !keywords.has('services'))
        .map(({ span }) => [{ op: 'set-key', in: span, path: ['services'], value: ['docker:29.1.3-dind'] }]),
  },
  {
    rule: 'no-docker-socket',
    does: 'builds with the daemon of the machine',
    plants: (sample) =>
      sample.files.some(({ text }) => /-dind|DOCKER_HOST/.test(text))
        ? []
        : firstLine(
            sample,
            'docker run --rm -v /var/run/docker.sock:/var/run/docker.sock registry.example.com/ci/scan:2.4.1',
          ),
  },
  {
    rule: 'no-privileged-container',
    does: 'starts a privileged container',
    plants: (sample) => firstLine(sample, 'docker run --rm --privileged registry.example.com/ci/warm-up:2.4.1'),
  },
  {
    rule: 'no-privileged-runner',
    does: 'gives the jobs of a runner privileged containers',
    also: ['tool-entrypoint-not-cleared'],
    plants: (sample) =>
      each(inFiles(sample, /\.toml$|values\.ya?ml$/, /\bprivileged = (false)/dg), (at) => replaceBy(at, 'true')),
  },
  {
    rule: 'no-privileged-runner',
    does: 'writes a runner with privileged containers',
    plants: (sample) =>
      each(inFiles(sample, /\.toml$|values\.ya?ml$/, /\[runners\.(?:kubernetes|docker)\]\n/dg), (at) =>
        /\bprivileged = /.test(at.file.text)
          ? without(at.file.span(0, 0))
          : insertBehind(at, `${/[ \t]*$/.exec(at.file.text.slice(0, at.start))?.[0] ?? ''}  privileged = true\n`),
      ),
  },
  {
    rule: 'rootless-buildkit-image',
    does: 'starts a BuildKit that needs root',
    also: ['rootless-buildkit-sandbox'],
    plants: (sample) => each(inPipeline(sample, /moby\/buildkit:v[\d.]+(-rootless)/dg), without),
  },
  {
    rule: 'rootless-buildkit-sandbox',
    does: 'leaves BuildKit its process sandbox',
    plants: (sample) =>
      each(inPipeline(sample, /\bBUILDKITD_FLAGS(?=: )/dg), (at) => replaceBy(at, 'UNRELATED_SETTING')),
  },
  {
    rule: 'unprivileged-buildah-storage',
    does: 'drops the storage driver of Buildah',
    plants: (sample) =>
      builds(sample).some(({ job }) => job.image.is === 'set' && sourceText(job.image.value.span).includes('buildah'))
        ? each(inPipeline(sample, /\bSTORAGE_DRIVER(?=: )/dg), (at) => replaceBy(at, 'UNRELATED_SETTING'))
        : [],
  },
];

/** Puts a line in front of the script of each job that makes images and has a script of its own. */
const firstLine = (sample: Sample, line: string): readonly Plant[] =>
  gitlabMakers(sample)
    .flatMap((definition) => keyword(definition, 'script'))
    .filter((at, index, all) => all.findIndex((other) => other.start === at.start && other.file === at.file) === index)
    .map((to) => [{ op: 'prepend-item', to, item: line }]);
