import type { BuildStep } from '../model/build/build-step.ts';
import { stageChain } from '../model/dockerfile/dockerfile-stages.ts';
import { type Span, sourceText } from '../source/source-file.ts';
import { platformArgsIn } from './dockerfile-reader.ts';
import { type Fix, type Patch, replaceBy } from './fix.ts';
import type { ForeignWord } from './foreign-words.ts';

/**
 * Writes `${TARGETARCH}` in place of a word, and declares it; `undefined` where the word is not Go's own name of the
 * architecture, where it stands in the `RUN` at other places, too, or where some builder does not set the argument.
 */
export function targetArchFix(words: readonly ForeignWord[], builds: readonly BuildStep[]): Fix | undefined {
  const [first] = words;
  if (first === undefined || builds.length === 0 || !builds.every(setsPlatformArgs)) return undefined;
  const places = [...new Map(words.map((word) => [word.at.start, word])).values()];
  if (!places.every(isReplaceable) || hasMore(places)) return undefined;
  const declaration = declarationFor(first);
  if (declaration === undefined) return undefined;
  const { word, use } = first.found;
  return {
    title: `Write \`\${TARGETARCH}\` in place of \`${word}\``,
    safety: 'unsafe',
    because:
      use === 'target'
        ? 'what is compiled may need more than another target on the other platforms'
        : 'the files for the other platforms may have other names',
    patches: [
      ...places.map(({ at }) => replaceBy(at, sourceText(at).replaceAll(word, `\${TARGETARCH}`))),
      ...declaration,
    ],
  };
}

/** Whether a builder certainly sets `TARGETARCH` and its kin. */
export function setsPlatformArgs(build: BuildStep): boolean {
  const args = platformArgsIn(build);
  return args.is === 'set' && args.value !== 'unset';
}

/** A word in the command itself that is what `TARGETARCH` holds, and that a shell or the builder expands. */
function isReplaceable({ found, platform, at, declared }: ForeignWord): boolean {
  const isNamedAlike = found.word === platform.architecture && platform.variant === '';
  const isForUse = found.use === 'target' || found.use === 'download';
  return isNamedAlike && isForUse && declared === undefined && at.file.text.charAt(at.start - 1) !== "'";
}

/** Whether a word stands in its `RUN` where it is not replaced. */
function hasMore(places: readonly ForeignWord[]): boolean {
  const counted = (span: Span, word: string): number => sourceText(span).split(word).length - 1;
  return places.some(({ found: { run, word }, at }) => {
    const inRun = places.filter(({ found }) => found.run === run);
    const replaced = inRun.reduce((sum, place) => sum + counted(place.at, word), 0);
    return run !== undefined && at.start >= run.span.start && counted(run.span, word) > replaced;
  });
}

/** The line that declares `TARGETARCH` for a place, if none does; `undefined` if it is declared too late, or with a default. */
export function declarationFor({ stage, at }: Pick<ForeignWord, 'stage' | 'at'>): readonly Patch[] | undefined {
  const declared = stageChain(stage).flatMap(({ args }) => args.filter(({ name }) => name === 'TARGETARCH'));
  if (declared.length === 0) return [{ op: 'add-line', after: stage.span, text: 'ARG TARGETARCH' }];
  return declared.some(({ value, span }) => value.is === 'unset' && span.start < at.start) ? [] : undefined;
}
