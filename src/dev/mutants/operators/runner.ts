import type { JobDefinition } from '../../../model/index.ts';
import { replaceBy } from '../../../rule/fix.ts';
import { type Span, sourceText } from '../../../source/source-file.ts';
import type { Operator, Sample } from '../operator.ts';
import { each, inFiles, inPipeline, rewriteEach, withoutLine } from '../places.ts';
import { builds, isGitlab, joined, joinedBuilders, keyword, platformsOf } from '../spots.ts';

/** Defects that the rules about runners find. */
export const runnerOperators: readonly Operator[] = [
  {
    rule: 'build-job-without-arch-runner',
    does: 'drops the runner tags of jobs that build one architecture each',
    instead: ['runner-arch-mismatch', 'merge-key-overrides-key'],
    certainty: 'either',
    also: [
      'tool-download-arch',
      'emulated-build',
      'qemu-missing',
      'tool-image-arch',
      'runner-arch-mismatch',
      'duplicate-job-key',
    ],
    plants: (sample) =>
      each(
        joinedBuilders(sample)
          .filter((definition) => ofNative(sample, definition.span) && isOneOfSeveral(sample, definition))
          .flatMap((definition) => keyword(definition, 'tags'))
          .filter((at) => /^: \[.*(?:ARCH|CPU|amd64|arm64)/.test(at.file.text.slice(at.end))),
        (at) => ({ op: 'remove-key', at }),
      ),
  },
  {
    rule: 'k8s-job-unpinned',
    instead: ['build-job-without-arch-runner'],
    does: 'drops the node selector of a job',
    certainty: 'either',
    also: ['build-job-without-arch-runner', 'runner-arch-mismatch'],
    plants: (sample) =>
      each(inPipeline(sample, /(?<=arm64[^]*)\bKUBERNETES_NODE_SELECTOR_\w+(?=: )/dg), (at) =>
        replaceBy(at, 'UNRELATED_SETTING'),
      ),
  },
  {
    rule: 'node-selector-overwrite',
    does: 'forbids jobs to choose their nodes',
    also: ['build-job-without-arch-runner', 'k8s-job-unpinned'],
    plants: (sample) =>
      selectsNodes(sample)
        ? each(inFiles(sample, runnerFile, /node_selector_overwrite_allowed = .*/dg), withoutLine)
        : [],
  },
  {
    rule: 'node-selector-overwrite',
    does: 'lets jobs choose any node',
    plants: (sample) =>
      selectsNodes(sample)
        ? each(inFiles(sample, runnerFile, /node_selector_overwrite_allowed = (".*")/dg), (at) => replaceBy(at, '".*"'))
        : [],
  },
  {
    rule: 'runner-arch-mismatch',
    does: 'asks for a machine of the other architecture',
    certainty: 'either',
    also: ['emulated-build', 'kaniko-cross-build', 'tool-download-arch', 'qemu-missing', 'tool-image-arch'],
    instead: ['emulated-build', 'qemu-missing', 'kaniko-cross-build'],
    plants: (sample) =>
      native(sample).flatMap(([span, label]) => {
        const other = label.includes('arm64') ? label.replace('arm64', 'amd64') : label.replace('amd64', 'arm64');
        return other === label ? [] : [[replaceBy(span, other)]];
      }),
  },
  {
    rule: 'runner-executable-arch',
    does: 'takes the architecture of the runner for that of the job',
    also: [
      'merge-source-not-built',
      'arch-build-missing',
      'merge-job-missing',
      'arch-build-unmerged',
      'build-job-without-arch-runner',
      'arch-tag-collision',
      'build-output-not-pushed',
    ],
    plants: (sample) =>
      rewriteEach(
        joined(sample)
          .filter(({ build }) => isGitlab(build.job))
          .map(({ destination }) => destination.span),
        /\$\{?\w*ARCH\b\}?/,
        '$CI_RUNNER_EXECUTABLE_ARCH',
      ),
  },
];

const runnerFile = /\.toml$|values\.ya?ml$/;

/** Whether jobs choose their nodes, and a runner of the repository is there to let them. */
const selectsNodes = (sample: Sample): boolean =>
  inPipeline(sample, /KUBERNETES_NODE_SELECTOR_/dg).length > 0 &&
  inFiles(sample, runnerFile, /\.kubernetes\]/dg).length === 1;

/** Whether the job at a place builds for the machine that it runs on, without saying for which platform. */
const ofNative = (sample: Sample, at: Span): boolean =>
  builds(sample).some(({ job, platforms }) => job.definition.span === at && platforms.is === 'unset');

/** Whether what it builds is joined with other images of the project. */
const isOneOfSeveral = (sample: Sample, definition: JobDefinition): boolean =>
  joined(sample).some(
    (link) =>
      link.build.job.definition === definition &&
      joined(sample).some((other) => other.merge === link.merge && other.build !== link.build),
  );

/** Tags and labels that are known words, of jobs whose images another job joins, with their places. */
const native = (sample: Sample): readonly (readonly [Span, string])[] =>
  joined(sample)
    .filter(({ build }) => build.job.matrix.size === 0 && platformsOf(build).length < 2)
    .flatMap(({ build }) => build.job.runnerLabels.items.map(({ span }) => [span, sourceText(span)] as const))
    .filter(
      ([span], index, all) =>
        all.findIndex(([other]) => other.file === span.file && other.start === span.start) === index,
    );
