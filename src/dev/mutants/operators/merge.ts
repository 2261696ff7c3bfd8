import type { Job, JobDefinition } from '../../../model/index.ts';
import { insertBehind, replaceBy } from '../../../rule/fix.ts';
import { type Span, sourceText } from '../../../source/source-file.ts';
import { showText } from '../../../value/index.ts';
import type { Operator, Sample } from '../operator.ts';
import { each, inPipeline, without } from '../places.ts';
import { isGitlab, jobs, joined, joinedBuilders, joiners, links, merges, platformsOf, waitsOnlyBy } from '../spots.ts';

/** Defects that the rules about merges find. */
export const mergeOperators: readonly Operator[] = [
  {
    rule: 'manifest-amend-stale',
    does: 'leaves the list on the machine when it is pushed',
    plants: (sample) =>
      sample.policy.rules.has('manifest-amend-stale')
        ? each(inPipeline(sample, /\bmanifest push.*( --purge)/dg), without)
        : [],
  },
  {
    rule: 'manifest-assembled-across-jobs',
    does: 'lets jobs that add to one index run at the same time',
    also: ['merge-needs-incomplete'],
    plants: (sample) =>
      merges(sample).some(({ keepsOld }) => keepsOld.is === 'yes')
        ? [
            ...each(inPipeline(sample, /\bresource_group(?=: )/dg), (at) => ({ op: 'remove-key', at })),
            ...each(inPipeline(sample, /^ {2}(needs)(?=: \[\w)/dgm), (at) => ({ op: 'remove-key', at })),
          ]
        : [],
  },
  {
    rule: 'manifest-not-pushed',
    does: 'does not push the index',
    also: ['merge-job-missing', 'digest-handoff', 'merge-source-not-built', 'manifest-amend-stale'],
    plants: (sample) =>
      each(inPipeline(sample, /\b((?:docker|buildah|podman) manifest push) /dg), (at) => replaceBy(at, 'echo')),
  },
  {
    rule: 'manifest-not-pushed',
    does: 'tries the merge out only',
    also: ['merge-job-missing'],
    // A retag joins nothing, and words that are not known may say the same already.
    plants: (sample) =>
      each(
        inPipeline(sample, /\bimagetools create(?= )(?!.*--dry-run)/dg).filter((at) =>
          merges(sample).some(({ command: { span, args } }) => args.openTo.length === 0 && isWithin(at, span)),
        ),
        (at) => insertBehind(at, ' --dry-run'),
      ),
  },
  {
    rule: 'merge-before-build',
    does: 'puts the merge into the stage of the builds',
    plants: (sample) =>
      joined(sample).flatMap(({ merge, build }) => {
        const [late, early] = [merge.job.stage, build.job.stage];
        if (
          merge.job.pipeline !== build.job.pipeline ||
          merge.job.needs.by !== 'stage' ||
          late.is !== 'set' ||
          early.is !== 'set'
        )
          return [];
        return [[replaceBy(late.value.span, early.value.name)]];
      }),
  },
  {
    rule: 'merge-job-missing',
    does: 'hides the job that merges',
    also: ['attestation-optout-unneeded', 'merge-needs-unknown-job', 'gitlab-rejects-pipeline'],
    instead: ['merge-needs-unknown-job'],
    plants: (sample) =>
      joiners(sample)
        .filter((definition) => isAlone(sample, definition) && joinsParts(sample, definition))
        .map(({ span }) => [replaceBy(span, sourceText(span).replace(/^(["']?)/, '$1.'))]),
  },
  {
    rule: 'merge-needs-incomplete',
    does: 'drops the need of a build',
    also: ['dotenv-tag-unreachable', 'digest-handoff', 'merge-rules-mismatch'],
    plants: (sample) =>
      each(
        joined(sample).flatMap((link) => {
          const { needs } = link.merge.job;
          if (needs.by !== 'list' || needs.needs.items.length < 2) return [];
          return needs.needs.items.filter(({ name }) => waitsOnlyBy(link, name)).map(({ span }) => span);
        }),
        (at) => ({ op: 'remove-item', at }),
      ),
  },
  {
    rule: 'merge-needs-incomplete',
    does: 'lets the merge start at once',
    instead: ['dotenv-tag-unreachable'],
    also: ['dotenv-tag-unreachable', 'digest-handoff', 'merge-job-missing'],
    plants: (sample) =>
      joiners(sample)
        .filter((definition) => isOfGitlab(sample, definition))
        .filter((definition) =>
          joined(sample).every(
            ({ merge, build }) => merge.job.definition !== definition || build.job.pipeline === merge.job.pipeline,
          ),
        )
        .map((definition) => [{ op: 'set-key', in: definition.span, path: ['needs'], value: [] }]),
  },
  {
    rule: 'merge-needs-unknown-job',
    does: 'misspells the name of a needed job',
    instead: ['github-rejects-workflow'],
    also: [
      'merge-needs-incomplete',
      'gitlab-rejects-pipeline',
      'dotenv-tag-unreachable',
      'merge-job-missing',
      'manifest-assembled-across-jobs',
    ],
    plants: (sample) =>
      each(
        jobs(sample)
          .flatMap(({ needs }) =>
            needs.by === 'list'
              ? needs.needs.items.filter((need) => need.jobs.length > 0 && !need.isOptional).map(({ span }) => span)
              : [],
          )
          .filter((span) => /^["']?[\w -]+["']?$/.test(sourceText(span))),
        (at) => replaceBy(at, sourceText(at).replace(/(?=["']?$)/, '-image')),
      ),
  },
  {
    rule: 'merge-needs-unreliable',
    does: 'lets a build fail',
    plants: (sample) =>
      joinedBuilders(sample)
        .filter(
          (definition) =>
            isOfGitlab(sample, definition) && !definition.keywords.has('rules') && !definition.keywords.has('when'),
        )
        .map(({ span }) => [{ op: 'set-key', in: span, path: ['allow_failure'], value: true }]),
  },
  {
    rule: 'merge-needs-unreliable',
    does: 'lets the step of a build fail',
    plants: (sample) =>
      joinedBuilders(sample)
        .filter((definition) => !isOfGitlab(sample, definition))
        .map(({ span }) => [{ op: 'set-key', in: span, path: ['continue-on-error'], value: true }]),
  },
  {
    rule: 'merge-needs-unreliable',
    does: 'forgives the errors of a build that pushes',
    plants: (sample) =>
      each(
        joined(sample)
          .filter(
            ({ build, destination }) => build.command.via.length === 0 && holds(build.command.span, destination.span),
          )
          .map(({ build }) => build.command.span)
          .filter((span) => /^[ \t"']*(?:\n|$)/.test(span.file.text.slice(span.end)) && !/["']$/.test(lineEnd(span))),
        (at) => insertBehind(at, ' || true'),
      ),
  },
  {
    rule: 'merge-needs-unreliable',
    does: 'waits for somebody to start a build',
    also: ['merge-needs-incomplete'],
    // A merge that somebody starts, too, waits anyway, and optional platforms may be missing.
    plants: (sample) =>
      (sample.policy.expectations.optionalPlatforms.length > 0 || merges(sample).some(({ job }) => isManual(job))
        ? []
        : joinedBuilders(sample)
      )
        .filter(
          (definition) =>
            isOfGitlab(sample, definition) && !definition.keywords.has('rules') && !definition.keywords.has('when'),
        )
        .map(({ span }) => [{ op: 'set-key', in: span, path: ['when'], value: 'manual' }]),
  },
  {
    rule: 'merge-rules-mismatch',
    does: 'builds one part of an image for tags only',
    also: ['mutable-arch-tag'],
    plants: (sample) =>
      joinedBuilders(sample)
        .filter((definition) => isOfGitlab(sample, definition) && isUnconditional(definition))
        .filter(({ name }) =>
          joined(sample).some(
            ({ merge, build, destination }) =>
              build.job.definition.name === name &&
              isUnconditional(merge.job.definition) &&
              (needsIt(merge.job, build.job) || /CI_PIPELINE_I?ID/.test(showText(destination.reference.text))),
          ),
        )
        .map(({ span }) => [{ op: 'set-key', in: span, path: ['rules'], value: [{ if: '$CI_COMMIT_TAG' }] }]),
  },
  {
    rule: 'merge-rules-mismatch',
    does: 'merges for branches only what is built for tags, too, and named after them',
    plants: (sample) =>
      joiners(sample)
        .filter((definition) => isOfGitlab(sample, definition) && isUnconditional(definition))
        .filter(({ name }) =>
          joined(sample).some(
            ({ merge, build, destination }) =>
              merge.job.definition.name === name &&
              isUnconditional(build.job.definition) &&
              /CI_COMMIT_(?:TAG|REF)/.test(showText(destination.reference.text)),
          ),
        )
        .map(({ span }) => [{ op: 'set-key', in: span, path: ['rules'], value: [{ if: '$CI_COMMIT_BRANCH' }] }]),
  },
];

const isManual = ({ when }: Job): boolean => when.is === 'set' && when.value === 'manual';

const isUnconditional = ({ keywords }: JobDefinition): boolean =>
  ['rules', 'only', 'except', 'when'].every((key) => !keywords.has(key));

const isOfGitlab = (sample: Sample, definition: JobDefinition): boolean =>
  jobs(sample).some((job) => job.definition === definition && isGitlab(job));

/** Whether it is the only job that merges what it merges, in GitLab. */
const isAlone = (sample: Sample, definition: JobDefinition): boolean =>
  isOfGitlab(sample, definition) &&
  links(sample).every(
    ({ merge, build }) =>
      merge.job.definition === definition ||
      !links(sample).some((other) => other.build === build && other.merge.job.definition === definition),
  );

/** Whether it joins images of several other jobs, each for one platform: without it, they are parts of nothing. */
const joinsParts = (sample: Sample, definition: JobDefinition): boolean =>
  new Set(
    joined(sample).flatMap(({ merge, build }) =>
      merge.job.definition !== definition || build.job.definition === definition || platformsOf(build).length > 1
        ? []
        : build.job,
    ),
  ).size > 1;

const needsIt = ({ needs }: Job, other: Job): boolean =>
  needs.by === 'list' &&
  needs.needs.items.some(({ jobs: targets, isOptional }) => !isOptional && targets.includes(other));

const holds = (outer: Span, inner: Span): boolean =>
  outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;

const lineEnd = ({ file, end }: Span): string => file.text.slice(end - 1, file.text.indexOf('\n', end)).trimEnd();

const isWithin = (at: Span, whole: Span): boolean =>
  at.file.path === whole.file.path && whole.start <= at.start && at.end <= whole.end;
