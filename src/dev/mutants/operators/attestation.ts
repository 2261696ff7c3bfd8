import type { MergeEntry, MergeLink } from '../../../model/index.ts';
import { insertBehind, replaceBy } from '../../../rule/fix.ts';
import { sourceText } from '../../../source/source-file.ts';
import type { Operator, Sample } from '../operator.ts';
import { each, rewriteEach, withoutWord } from '../places.ts';
import { links } from '../spots.ts';

/** Defects that the rules about attestations find. */
export const attestationOperators: readonly Operator[] = [
  {
    rule: 'attestation-in-manual-merge',
    does: 'drops the flag that keeps attestations off an image which is merged by hand',
    certainty: 'either',
    plants: (sample) =>
      each(
        needed(sample).flatMap(({ build }) =>
          build.pushesIndex.optOuts.filter(({ span }) => sourceText(span).startsWith('--')).map(({ span }) => span),
        ),
        withoutWord,
      ),
  },
  {
    rule: 'attestation-in-manual-merge',
    does: 'drops the variable that keeps attestations off an image which is merged by hand',
    also: ['attestation-optout-ineffective'],
    plants: (sample) => each(variables(sample), (at) => replaceBy(at, 'UNRELATED_SETTING')),
  },
  {
    rule: 'attestation-in-manual-merge',
    does: 'goes back to a manifest-tool that refuses image indexes',
    also: ['outdated-tool-version'],
    plants: (sample) =>
      rewriteEach(
        links(sample)
          .filter(({ build, merge }) => merge.tool === 'manifest-tool' && build.pushesIndex.truth.is === 'yes')
          .flatMap(({ merge }) => (merge.job.image.is === 'set' ? merge.job.image.value.span : [])),
        /alpine-v[\d.]+/,
        'alpine-v2.0.8',
      ),
  },
  {
    rule: 'attestation-optout-ineffective',
    does: 'turns attestations off by a word that Go does not know',
    plants: (sample) =>
      variables(sample).flatMap((at) => {
        const value = /^:[ ]*(\S+)/.exec(at.file.text.slice(at.end));
        const start = at.end + (value?.[0].length ?? 0) - (value?.[1]?.length ?? 0);
        return value === null ? [] : [[replaceBy(at.file.span(start, at.end + value[0].length), '"yes"')]];
      }),
  },
  {
    rule: 'attestation-optout-unneeded',
    does: 'turns attestations off although the merge takes them',
    plants: (sample) =>
      each(
        links(sample)
          .filter(({ build, entry }) => build.pushesIndex.truth.is === 'yes' && takes(entry, 'flattens'))
          .filter(({ build }) => build.tool === 'docker buildx build')
          .map(({ build }) => build.command.span)
          .flatMap((span) => {
            const word = /\bbuild(?:x build)?(?= )/.exec(sourceText(span));
            return word === null ? [] : span.file.span(span.start, span.start + word.index + word[0].length);
          }),
        (at) => insertBehind(at, ' --provenance=false'),
      ),
  },
  {
    rule: 'nested-index-source',
    does: 'builds what is merged by hand for two platforms at once',
    also: [
      'emulated-build',
      'qemu-missing',
      'multi-platform-local-output',
      'arch-build-unmerged',
      'merge-platform-mislabelled',
    ],
    plants: (sample) =>
      each(
        refusing(sample)
          .filter(({ build }) => build.tool === 'docker buildx build' && build.platforms.is === 'unset')
          .map(({ build }) => build.command.span)
          .flatMap((span) => {
            const word = /\bbuildx build(?= )/.exec(sourceText(span));
            return word === null ? [] : span.file.span(span.start, span.start + word.index + word[0].length);
          }),
        (at) => insertBehind(at, ' --platform linux/amd64,linux/arm64'),
      ),
  },
];

const takes = ({ onIndex }: MergeEntry, handling: string): boolean =>
  onIndex.is === 'set' && onIndex.value === handling;

/** Links of which the merge does not take an image index for a source. */
const refusing = (sample: Sample): readonly MergeLink[] =>
  links(sample).filter(({ entry }) => takes(entry, 'refuses') || takes(entry, 'nests'));

const needed = (sample: Sample): readonly MergeLink[] =>
  refusing(sample).filter(({ build }) => build.pushesIndex.optOuts.some(({ effective }) => effective.is === 'yes'));

/** Where the names of variables stand by which what is merged by hand has no attestations. */
const variables = (sample: Sample) =>
  needed(sample).length === 0
    ? []
    : sample.project.pipelines.flatMap(({ root }) =>
        [...root.text.matchAll(/\bBUILDX_NO_DEFAULT_ATTESTATIONS(?=: )/g)].map(({ index, 0: word }) =>
          root.span(index, index + word.length),
        ),
      );
