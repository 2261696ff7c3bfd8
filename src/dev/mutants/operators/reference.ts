import type { BuildStep } from '../../../model/index.ts';
import { replaceBy } from '../../../rule/fix.ts';
import { type Span, sourceText } from '../../../source/source-file.ts';
import type { Operator, Sample } from '../operator.ts';
import { archPart, each, inPipeline, rewriteEach, without, withoutLine } from '../places.ts';
import { isGitlab, jobs, joined, links, merges } from '../spots.ts';

/** Defects that the rules about references find. */
export const referenceOperators: readonly Operator[] = [
  {
    rule: 'arch-tag-collision',
    instead: ['build-output-not-pushed'],
    does: 'takes the architecture out of the tag that a build pushes',
    certainty: 'either',
    also: [
      'merge-source-not-built',
      'arch-build-missing',
      'merge-job-missing',
      'digest-handoff',
      'build-output-not-pushed',
      'arch-build-unmerged',
      'nested-index-source',
    ],
    plants: (sample) => rewriteEach(matrixDestinations(sample), archPart, ''),
  },
  {
    rule: 'digest-handoff',
    does: 'hands the digests of two architectures on under one name',
    plants: (sample) =>
      sample.files.flatMap((file) => {
        const text = file.text
          .replace(/\b(metadata|digest)(?:-\$\{?ARCH\}?)(?=\.)/g, '$1')
          .replace(/\b(metadata|digest)-(?:amd64|arm64)(?=\.)/g, '$1');
        return text === file.text || !/artifacts:/.test(text) ? [] : [[replaceBy(file.whole, text)]];
      }),
  },
  {
    rule: 'digest-handoff',
    does: 'gives the artifacts of a matrix one name',
    plants: (sample) => each(inPipeline(sample, /upload-artifact@[^]*?name: \w+(-\$\{\{ matrix\.\w+ \}\})/dg), without),
  },
  {
    rule: 'digest-handoff',
    does: 'downloads artifacts by a pattern that fits none',
    plants: (sample) => each(inPipeline(sample, /pattern: (digests)-\*/dg), (at) => replaceBy(at, 'checksums')),
  },
  {
    rule: 'digest-handoff',
    does: 'unpacks each artifact into a folder of its own',
    plants: (sample) => each(inPipeline(sample, /merge-multiple: true/dg), withoutLine),
  },
  {
    rule: 'digest-handoff',
    does: 'gives an image that is pushed by digest a tag',
    plants: (sample) =>
      each(inPipeline(sample, /\bname=[$\w{}./ ]*[\w}]()(?=,(?:push-by-digest|name-canonical)=true)/dg), (at) =>
        replaceBy(at, ':latest'),
      ),
  },
  {
    rule: 'dotenv-tag-unreachable',
    does: 'drops the need that brings the variable of a report',
    also: ['merge-needs-incomplete', 'merge-job-missing'],
    plants: (sample) => each(reporting(sample), (at) => ({ op: 'remove-item', at })),
  },
  {
    rule: 'matrix-variable-out-of-scope',
    instead: ['merge-template-placeholder'],
    does: 'names a source of the merge by a variable of the matrix',
    also: [
      'merge-source-not-built',
      'arch-build-unmerged',
      'merge-platform-mislabelled',
      'merge-template-placeholder',
      'merge-job-missing',
      'arch-build-missing',
    ],
    plants: (sample) =>
      joined(sample).flatMap(({ merge, build, entry }) => {
        const [name] = build.job.matrix.keys();
        if (name === undefined || !isGitlab(build.job) || merge.job.variables.defined.has(name)) return [];
        if (!sourceText(entry.span).includes('$')) return [];
        return rewriteEach([entry.span], /\b(?:amd64|arm64|ARCH)\b(?=["']?$)/, `$${name}`);
      }),
  },
  {
    rule: 'merge-platform-mislabelled',
    does: 'lists an image under the other architecture',
    also: ['arch-build-unmerged', 'arch-build-missing', 'variant-mismatch'],
    plants: (sample) => [
      ...rewriteEach(declared(sample), /arm64|aarch64/, 'amd64'),
      ...rewriteEach(declared(sample), /amd64|x86_64/, 'arm64'),
    ],
  },
  {
    rule: 'merge-source-not-built',
    does: 'spells the suffix of a source in another way',
    certainty: 'either',
    also: ['arch-build-unmerged', 'merge-job-missing', 'merge-template-placeholder', 'merge-platform-mislabelled'],
    plants: (sample) => [
      ...rewriteEach(
        joined(sample).map(({ entry }) => entry.span),
        /-(?=(?:amd64|arm64|ARCH|\$\w+)["']?$)/,
        '.',
      ),
      ...rewriteEach(
        joined(sample).map(({ entry }) => entry.span),
        /-amd64(?=["']?$)/,
        '-x86_64',
      ),
    ],
  },
  {
    rule: 'merge-source-not-built',
    does: 'makes the tag of a source of another variable',
    certainty: 'either',
    also: ['arch-build-unmerged', 'merge-job-missing', 'mutable-arch-tag'],
    plants: (sample) =>
      rewriteEach(
        joined(sample).map(({ entry }) => entry.span),
        // A tag may be equal to its slug.
        /\$\{?CI_COMMIT_(?:SHA|SHORT_SHA)\}?/,
        '$CI_COMMIT_REF_SLUG',
      ),
  },
  {
    rule: 'merge-target-untagged',
    does: 'leaves the tag of the index away',
    also: ['nested-index-source', 'merge-job-missing'],
    plants: (sample) =>
      rewriteEach(
        merges(sample)
          .filter(({ tool }) => tool === 'manifest-tool')
          .flatMap(({ targets }) => targets.items.map(({ span }) => span)),
        /:\$?[\w{}]+(?=["']?$)/,
        '',
      ),
  },
  {
    rule: 'merge-template-placeholder',
    does: 'leaves the placeholder out of the template',
    certainty: 'either',
    also: ['merge-source-not-built', 'arch-build-unmerged', 'merge-platform-mislabelled', 'merge-job-missing'],
    plants: (sample) => rewriteEach(templates(sample), /\bARCH\b/, 'amd64'),
  },
  {
    rule: 'merge-template-placeholder',
    does: 'holds the placeholder in another word first',
    also: [
      'merge-source-not-built',
      'arch-build-missing',
      'arch-build-unmerged',
      'merge-job-missing',
      'mutable-arch-tag',
    ],
    plants: (sample) => rewriteEach(templates(sample), /:(?=\$)/, '/SEARCHER:'),
  },
  {
    rule: 'mutable-arch-tag',
    does: 'builds each commit under the same tag',
    also: ['untagged-cleanup-breaks-index', 'merge-source-not-built'],
    plants: (sample) => {
      const named = /:\$\{?CI_COMMIT_(?:SHA|SHORT_SHA|TAG)\}?/g;
      const files = sample.files.filter(({ path, text }) => /\.(?:yml|hcl)$/.test(path) && text.search(named) !== -1);
      const plant = files.map((file) => replaceBy(file.whole, file.text.replace(named, ':latest')));
      return joined(sample).some(({ destination: { span } }) =>
        /CI_COMMIT_(?:SHA|SHORT_SHA|TAG)/.test(sourceText(span)),
      )
        ? [plant]
        : [];
    },
  },
  {
    rule: 'single-arch-mirror',
    does: 'copies the image of one platform',
    plants: (sample) => each(inPipeline(sample, /\bskopeo copy( --all| --multi-arch[= ]all| -a) docker:/dg), without),
  },
  {
    rule: 'untagged-cleanup-breaks-index',
    does: 'cleans up the package that an index is pushed to',
    plants: (sample) => each(inPipeline(sample, /package-name: (orders-[\w-]+)/dg), (at) => replaceBy(at, 'orders')),
  },
];

/** The destinations of builds that are jobs of one matrix. */
const matrixDestinations = (sample: Sample): readonly Span[] =>
  links(sample)
    .filter(({ build, destination }) => build.job.matrix.size > 0 && isPushed(build, destination.span))
    .map(({ destination }) => destination.span);

/** Whether the build itself writes there, and no copy of its image. */
const isPushed = ({ destinations, localTags }: BuildStep, at: Span): boolean =>
  [...destinations.items, ...localTags.items].some(({ span }) => span === at);

/** Needs of jobs that report variables which the needing job reads. */
const reporting = (sample: Sample): readonly Span[] =>
  jobs(sample).flatMap(({ needs, definition }) =>
    needs.by === 'list' && needs.needs.items.length > 1
      ? needs.needs.items
          .filter(({ jobs: targets }) =>
            targets.some((target) =>
              namesHandedOn(sample, target.name).some((name) => textOf(definition.span).includes(`$${name}`)),
            ),
          )
          .map(({ span }) => span)
      : [],
  );

const namesHandedOn = ({ project }: Sample, job: string): readonly string[] =>
  [...project.work].flatMap(([{ name }, { handsOn }]) => (name === job ? [...handsOn.keys()] : []));

/** The text from a key to the next one at the beginning of a line. */
const textOf = ({ file, start }: Span): string => file.text.slice(start).split(/\n(?=\S)/)[0] ?? '';

const declared = (sample: Sample): readonly Span[] =>
  links(sample)
    .flatMap(({ entry }) => (entry.declared === undefined ? [] : [entry.declared.span]))
    .filter((span) => !/platforms/.test(span.file.lineText(span.file.positionAt(span.start).line)));

const templates = (sample: Sample): readonly Span[] =>
  merges(sample).flatMap(({ template }) => (template === undefined ? [] : [template.span]));
