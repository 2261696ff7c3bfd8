import { type BuildStep, entryPlatform, type MergeEntry, type MergeStep, platformLists } from '../../../model/index.ts';
import { type Platform, samePlatform } from '../../../oci/index.ts';
import { insertBehind, replaceBy } from '../../../rule/fix.ts';
import { type Span, sourceText } from '../../../source/source-file.ts';
import { isClosed, knownString, sameText } from '../../../value/index.ts';
import type { Operator, Sample } from '../operator.ts';
import { each, inFiles, inPipeline, rewriteEach, without } from '../places.ts';
import { builds, isGitlab, joined, joinedBuilders, links, merges } from '../spots.ts';

/** Defects that the rules about which architectures there are find. */
export const coverageOperators: readonly Operator[] = [
  {
    rule: 'arch-build-missing',
    does: 'takes an architecture out of the matrix of a build',
    also: ['merge-job-missing', 'merge-needs-unknown-job', 'merge-needs-incomplete'],
    plants: (sample) => each(matrixValues(sample), (at) => ({ op: 'remove-item', at })),
  },
  {
    rule: 'arch-build-missing',
    does: 'adds a platform to a merge which nobody builds',
    plants: (sample) =>
      each(
        (mentions(sample, /riscv64/) ? [] : merges(sample).filter((merge) => hasBuilds(sample, merge))).flatMap(
          ({ template }) => template?.platforms.items.at(-1)?.span ?? [],
        ),
        (at) => insertBehind(at, ',linux/riscv64'),
      ),
  },
  {
    rule: 'arch-build-missing',
    does: 'hides one of the jobs that build an image',
    also: ['merge-needs-unknown-job', 'gitlab-rejects-pipeline', 'merge-job-missing'],
    instead: ['merge-needs-unknown-job'],
    plants: (sample) =>
      joinedBuilders(sample).length < 2 ||
      joined(sample).some(
        ({ merge, build }) =>
          !isClear(sample, merge, build) || build.platforms.is === 'set' || build.job.pipeline !== merge.job.pipeline,
      ) ||
      !joined(sample).every(({ build }) => isGitlab(build.job))
        ? []
        : joinedBuilders(sample)
            .filter(({ name, span }) =>
              links(sample).some(
                ({ build }) =>
                  build.job.definition.name === name &&
                  build.job.instance === undefined &&
                  span.file === build.job.definition.span.file,
              ),
            )
            .flatMap(({ span }) => [[replaceBy(span, hidden(span))]]),
  },
  {
    rule: 'arch-build-unmerged',
    does: 'takes a platform out of the list of a merge',
    plants: (sample) =>
      each(
        joined(sample)
          .filter(({ merge }) =>
            joined(sample).every((other) => other.merge !== merge || isClear(sample, merge, other.build)),
          )
          .flatMap(({ merge: { template, entries }, entry }) =>
            template === undefined || entries.items.length < 2
              ? []
              : template.platforms.items.slice(1).filter(({ platform }) => isFor(entry, platform)),
          )
          .map(({ span }) => span),
        withComma,
      ),
  },
  {
    rule: 'arch-build-unmerged',
    does: 'takes an image out of a merge',
    instead: ['merge-job-missing', 'manifest-not-pushed'],
    plants: (sample) =>
      each(
        joined(sample)
          .filter(({ merge, build }) => merge.pushed.is === 'yes' && isClear(sample, merge, build))
          .filter(({ merge, entry }) => links(sample).some((link) => link.merge === merge && link.entry !== entry))
          .filter(({ merge, entry }) => merge.template === undefined && entry.digestFolder === undefined)
          .filter(({ merge, entry }) =>
            merge.entries.items.every((other) => other === entry || !overlaps(other.span, entry.span)),
          )
          .map(({ entry }) => entry.span)
          .filter((span) => /(?:amd64|arm64)["']?$/.test(sourceText(span)) && !/[\n=]/.test(sourceText(span))),
        (at) =>
          without(
            at.file.span(/(?: --ref| --manifest)? ?$/.exec(at.file.text.slice(0, at.start))?.index ?? at.start, at.end),
          ),
      ),
  },
  {
    rule: 'arch-declaration-conflict',
    does: 'lists another platform in a bake file',
    plants: (sample) =>
      platformLists(sample.project).some(({ lists }) => lists.length > 1)
        ? each(inFiles(sample, /\.hcl$/, /platforms\s*=\s*\["linux\/amd64"(, "linux\/arm64")\]/dg), (at) =>
            replaceBy(at, ', "linux/s390x"'),
          )
        : [],
  },
  {
    rule: 'tool-image-arch',
    does: 'builds for an architecture that its tool is not published for',
    also: [
      'arch-build-unmerged',
      'arch-build-missing',
      'unknown-arch',
      'base-image-platforms',
      'emulated-build',
      'kaniko-cross-build',
      'runner-arch-mismatch',
      'dockerfile-arch-case-incomplete',
      'dockerfile-hardcoded-arch',
      'dockerfile-single-arch-base',
    ],
    plants: (sample) => {
      const kaniko = builds(sample).filter(
        ({ tool, job }) =>
          tool === 'kaniko' &&
          job.image.is === 'set' &&
          !mentions(sample, /loong64/) &&
          job.runnerLabels.items.some((label) => knownString(label) === 'arm64'),
      );
      const files = [...new Set(kaniko.map(({ job }) => job.definition.span.file))];
      return files.flatMap((file) =>
        /\barm64\b/.test(file.text) ? [[replaceBy(file.whole, file.text.replace(/\barm64\b/g, 'loong64'))]] : [],
      );
    },
  },
  {
    rule: 'unknown-arch',
    does: 'misspells a platform',
    also: [
      'merge-source-not-built',
      'arch-build-missing',
      'arch-build-unmerged',
      'emulated-build',
      'merge-job-missing',
      'runner-arch-mismatch',
    ],
    plants: (sample) =>
      rewriteEach(
        inPipeline(sample, /platforms?[= ](?:linux\/[\w/]+,)*linux\/(?:amd64|arm64)\b/dg),
        /64\b(?![^]*64\b)/,
        '46',
      ),
  },
  {
    rule: 'variant-mismatch',
    does: 'lists an image under another variant',
    also: ['merge-platform-mislabelled'],
    plants: (sample) => each(inPipeline(sample, /variant: (v6)\b/dg), (at) => replaceBy(at, 'v7')),
  },
  {
    rule: 'variant-mismatch',
    does: 'leaves the variant out where a merge lists an image',
    also: ['merge-platform-mislabelled'],
    plants: (sample) => each(inPipeline(sample, /, variant: v6\b/dg), without),
  },
];

/** Whether a merge and a build run without conditions, and no merge has sources that cannot be seen. */
const isClear = (sample: Sample, merge: MergeStep, build: BuildStep): boolean =>
  merges(sample).every(({ entries }) => isClosed(entries)) &&
  [merge.job, build.job].every(({ definition: { keywords } }) =>
    ['rules', 'only', 'except', 'when'].every((key) => !keywords.has(key)),
  );

const isFor = (entry: MergeEntry, platform: Platform): boolean => {
  const own = entryPlatform(entry);
  return own.is === 'set' && samePlatform(own.value, platform);
};

/** Whether builds of the project make something that a merge joins. */
const hasBuilds = (sample: Sample, merge: MergeStep): boolean => links(sample).some((link) => link.merge === merge);

const mentions = ({ files }: Sample, word: RegExp): boolean => files.some(({ text }) => word.test(text));

/** A name behind a dot, so that GitLab takes it for a template. */
const hidden = (at: Span): string => sourceText(at).replace(/^(["']?)/, '$1.');

const overlaps = (one: Span, other: Span): boolean =>
  one.file === other.file && one.start < other.end && other.start < one.end;

/** An item of a list with commas, and the comma in front of it. */
const withComma = (at: Span) => without(at.file.span(at.start - (at.file.text[at.start - 1] === ',' ? 1 : 0), at.end));

/** Whether no build of the project pushes to a repository that may be that of an entry or not. */
const isAloneIn = (sample: Sample, { source }: MergeEntry): boolean =>
  builds(sample).every(({ destinations }) =>
    destinations.items.every(({ reference }) => sameText(reference.name, source.name).is !== 'unknown'),
  );

/** The architectures in the matrices of builds that a merge joins, as items of lists. */
const matrixValues = (sample: Sample): readonly Span[] =>
  joined(sample)
    .filter(({ build, entry }) => build.job.matrix.size === 1 && isAloneIn(sample, entry))
    .flatMap(({ build }) => [...build.job.matrix.values()].map(({ span }) => span))
    .filter((span) => /^["']?(?:amd64|arm64)["']?$/.test(sourceText(span)));
