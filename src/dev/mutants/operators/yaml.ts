import { insertBehind, replaceBy } from '../../../rule/fix.ts';
import { type Span, sourceText } from '../../../source/source-file.ts';
import type { Operator, Sample } from '../operator.ts';
import { each, inPipeline, insertAt, without } from '../places.ts';
import { builds, gitlabMakers, isGitlab, jobs, keyword, makers } from '../spots.ts';

/** Defects that the rules about what YAML and GitLab make of a file find. */
export const yamlOperators: readonly Operator[] = [
  {
    rule: 'comment-swallows-arguments',
    does: 'writes a comment into a folded command',
    certainty: 'either',
    also: [
      'build-output-not-pushed',
      'invalid-tool-invocation',
      'merge-source-not-built',
      'arch-build-missing',
      'merge-target-untagged',
    ],
    plants: (sample) =>
      each(
        inPipeline(sample, /- >-?\n(?: {6}.*\n)+?( {6})(?=--(?:destination|output|platforms|template|target|tag)\b)/dg),
        (at) => insertBehind(at, '# where it goes\n      '),
      ),
  },
  {
    rule: 'comment-swallows-arguments',
    does: 'leaves a blank behind the backslash of a command',
    also: [
      'build-output-not-pushed',
      'invalid-tool-invocation',
      'merge-source-not-built',
      'arch-build-missing',
      'arch-build-unmerged',
      'merge-job-missing',
      'registry-auth-missing',
      'manifest-not-pushed',
      'mutable-arch-tag',
      'arch-tag-collision',
      'dockerfile-platform-arg-unavailable',
    ],
    plants: (sample) =>
      each(inPipeline(sample, /\b(?:executor|build|from-args|imagetools create)\b.*(\\)\n/dg), (at) =>
        insertBehind(at, ' '),
      ),
  },
  {
    rule: 'duplicate-job-key',
    does: 'writes a job of the same name at the end of the file',
    also: [
      'dockerfile-final-stage-build-platform',
      'dockerfile-platform-arg-not-in-stage',
      'k8s-job-unpinned',
      'arch-build-missing',
      'merge-job-missing',
      'merge-needs-incomplete',
      'undeclared-stage',
      'gitlab-rejects-pipeline',
      'merge-needs-unknown-job',
      'merge-before-build',
      'dotenv-tag-unreachable',
      'merge-source-not-built',
      'build-output-not-pushed',
      'arch-build-unmerged',
      'matrix-variable-out-of-scope',
      'attestation-optout-ineffective',
      'runner-arch-mismatch',
      'dockerfile-platform-arg-default',
    ],
    plants: (sample) =>
      (builds(sample).some(({ tool }) => tool === 'podman') ? [] : gitlabMakers(sample))
        .filter(({ name, holders }) => holders.get('script')?.name === name)
        .map(({ span }) => [
          insertAt(
            span.file.span(span.file.text.length, span.file.text.length),
            `\n${sourceText(span)}:\n  stage: ${stageOf(sample, span)}\n  script: [./ci/notify.sh]\n`,
          ),
        ]),
  },
  {
    rule: 'duplicate-job-key',
    does: 'writes a key of a job twice',
    also: [
      'merge-key-overrides-key',
      'runner-arch-mismatch',
      'tool-download-arch',
      'build-job-without-arch-runner',
      'emulated-build',
      'kaniko-cross-build',
      'qemu-missing',
    ],
    plants: (sample) =>
      gitlabMakers(sample)
        .filter((definition) => definition.holders.get('tags')?.name === definition.name)
        .flatMap((definition) => keyword(definition, 'tags'))
        .filter((at) => /^\n {2}$/.test(at.file.text.slice(at.start - 3, at.start)))
        .map((at) => [insertAt(at, 'tags: [shared]\n  ')]),
  },
  {
    rule: 'empty-matrix',
    does: 'empties a list of a matrix',
    also: [
      'arch-build-missing',
      'merge-job-missing',
      'merge-needs-unknown-job',
      'merge-source-not-built',
      'gitlab-rejects-pipeline',
      'merge-before-build',
      'dockerfile-final-stage-build-platform',
      'dockerfile-platform-arg-default',
      'dockerfile-platform-arg-not-in-stage',
    ],
    plants: (sample) =>
      each(
        inPipeline(sample, /matrix:\n +- \w+: (\[.*\])$/dgm).filter((at) => makesImages(sample, at)),
        (at) => replaceBy(at, '[]'),
      ),
  },
  {
    rule: 'equal-matrix-cells',
    does: 'writes one architecture twice into a matrix',
    also: ['arch-build-missing', 'merge-job-missing', 'merge-needs-unknown-job'],
    plants: (sample) =>
      each(
        jobs(sample)
          .filter((job) => isGitlab(job) && makers(sample).includes(job.definition))
          .flatMap(({ matrix }) => [...matrix.values()].map(({ span }) => span))
          .filter((span) => sourceText(span) === 'arm64'),
        (at) => replaceBy(at, 'amd64'),
      ),
  },
  {
    rule: 'inherited-script-shadowed',
    does: 'drops the script that a template has prepared',
    instead: ['registry-auth-missing'],
    also: ['registry-auth-missing'],
    plants: (sample) => each(inPipeline(sample, /^ +(- !reference \[[.\w-]+, before_script\]\n)/dgm), without),
  },
  {
    rule: 'merge-key-overrides-key',
    does: 'puts a merge key behind the keys of its job',
    also: [
      'arch-tag-collision',
      'runner-arch-mismatch',
      'build-job-without-arch-runner',
      'arch-build-missing',
      'merge-source-not-built',
      'arch-build-unmerged',
      'merge-platform-mislabelled',
      'merge-needs-incomplete',
      'emulated-build',
      'merge-job-missing',
    ],
    plants: (sample) =>
      sample.files.flatMap((file) =>
        [...file.text.matchAll(/^( {2}<<: \*(\w+)\n)((?: {2}.*\n)+)/gm)].flatMap(
          ({ index, 0: all, 1: key = '', 2: anchor = '', 3: rest = '' }) =>
            overrides(file.text, anchor, rest) ? [[replaceBy(file.span(index, index + all.length), rest + key)]] : [],
        ),
      ),
  },
  {
    rule: 'undeclared-stage',
    does: 'puts a job into a stage that is not there',
    also: ['gitlab-rejects-pipeline', 'merge-key-overrides-key'],
    plants: (sample) =>
      each(
        gitlabMakers(sample).flatMap((definition) =>
          jobs(sample).flatMap((job) =>
            job.definition === definition && job.stage.is === 'set' && keyword(definition, 'stage').length > 0
              ? [job.stage.value.span]
              : [],
          ),
        ),
        (at) => replaceBy(at, 'images'),
      ),
  },
  {
    rule: 'unquoted-negation',
    does: 'negates a condition without quotes',
    also: [
      'merge-rules-mismatch',
      'gitlab-rejects-pipeline',
      'arch-build-missing',
      'merge-job-missing',
      'merge-needs-unreliable',
      'arch-tag-collision',
    ],
    plants: (sample) =>
      gitlabMakers(sample).some(({ keywords }) => keywords.has('rules'))
        ? each(
            inPipeline(sample, /^ +- if: ()\$\w+$/dgm).filter((at) => makesImages(sample, at)),
            (at) => replaceBy(at, '!'),
          )
        : [],
  },
];

const stageOf = (sample: Sample, at: Span): string => {
  const stage = jobs(sample).find(({ definition }) => definition.span === at)?.stage;
  return stage?.is === 'set' ? stage.value.name : 'test';
};

/** Whether the job that a place is in makes images. */
const makesImages = (sample: Sample, at: Span): boolean =>
  gitlabMakers(sample).some(({ keywords }) =>
    [...keywords.values()].some(
      (key) => key.file === at.file && key.start < at.start && !/\n\S/.test(at.file.text.slice(key.start, at.start)),
    ),
  );

/** Whether the mapping of an anchor has another value for a key of these lines. */
function overrides(text: string, anchor: string, lines: string): boolean {
  const template = new RegExp(`&${anchor}\\n((?: {2}.*\\n)+)`).exec(text)?.[1] ?? '';
  const keysOf = (block: string): readonly string[] => [...block.matchAll(/^ {2}(\w+):/gm)].map(([, key = '']) => key);
  return keysOf(lines).some((key) => keysOf(template).includes(key));
}
