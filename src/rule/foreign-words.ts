import { isByArchitecture } from '../model/build/arch-choices.ts';
import { isCopiedOn } from '../model/dockerfile/copied-files.ts';
import type { Dockerfile, DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import { type DockerfileReading, stagePlatform } from '../model/dockerfile/dockerfile-readings.ts';
import { stageChain } from '../model/dockerfile/dockerfile-stages.ts';
import { type Platform, runsNatively, soleArchIn } from '../oci/index.ts';
import { type Span, sourceText } from '../source/source-file.ts';
import { all, type Truth, unknown, yes } from '../value/index.ts';
import { type HardCodedWord, hardCodedWords } from './hard-coded-words.ts';
import type { Severity } from './rule.ts';
import { placeOfWord } from './word-place.ts';

/** A word of one architecture in the build for another one. */
export interface ForeignWord {
  readonly found: HardCodedWord;
  readonly platform: Platform;
  readonly reading: DockerfileReading;
  readonly stage: DockerfileStage;
  readonly at: Span;
  /** The `ARG`, the `ENV` or the build argument that it stands in, where that is not the command. */
  readonly declared: string | undefined;
  readonly matters: Truth;
  readonly severity: Severity | undefined;
}

/** The words of a reading that name another architecture than the one for which the Dockerfile is read, in order. */
export function foreignWords(dockerfile: Dockerfile, reading: DockerfileReading): readonly ForeignWord[] {
  if (reading.platform.os !== 'linux') return [];
  return reading.stages.flatMap((stage) => {
    const where = stagePlatform(stage, reading.platform);
    if (where.is === 'fixed' || where.is === 'unknown' || isNamedForAnother(stage, reading.platform)) return [];
    const words = hardCodedWords(stage);
    const foreign = words.filter((word) => isForeign(word, reading.platform));
    if (foreign.length === 0) return [];
    const onPurpose = usesAtHome(words, reading.platform);
    const inLoops = commandsAtHome(words, reading.platform);
    const downloads = foreign.filter(({ use }) => use === 'download');
    const declarations = declarationsOf(dockerfile, stage);
    return foreign
      .filter((word) => !onPurpose.has(word.use) && !inLoops.has(callOf(word)) && !isFollowUp(word, downloads))
      .flatMap((word) => foreignWord(reading, stage, word, declarations));
  });
}

/** Whether a stage says by its name that it is for another architecture: `AS build-amd64`. */
function isNamedForAnother({ name = '' }: DockerfileStage, { architecture }: Platform): boolean {
  const named = soleArchIn(name);
  return named !== undefined && named.architecture !== architecture;
}

/** Whether a word is about architectures none of whose programs runs on the platform. */
const isForeign = ({ platforms }: HardCodedWord, target: Platform): boolean =>
  platforms.every((platform) => !runsNatively(target, platform));

/** What the stage does in so many words for its own architecture: where it does the same for another, it means to hold both. */
const usesAtHome = (words: readonly HardCodedWord[], target: Platform): ReadonlySet<HardCodedWord['use']> =>
  new Set(
    words.filter((word) => !isForeign(word, target) && sourceText(word.user).includes(word.word)).map(({ use }) => use),
  );

/** The commands that do it for the stage's own architecture, too, because a loop runs them for several. */
const commandsAtHome = (words: readonly HardCodedWord[], target: Platform): ReadonlySet<string> =>
  new Set(words.filter((word) => !isForeign(word, target)).map(callOf));

const callOf = ({ use, user }: HardCodedWord): string => `${use} ${String(user.start)}`;

/** Whether a word only repeats the name of what was fetched or made for the other architecture before. */
function isFollowUp({ use, word, argument, run, copy }: HardCodedWord, downloads: readonly HardCodedWord[]): boolean {
  if (copy !== undefined && copy.from.is === 'set') {
    const { value } = copy.from;
    const sources = value.is === 'stage' ? stageChain(value.stage).flatMap(({ runs, args }) => [...runs, ...args]) : [];
    return sources.some(({ span }) => sourceText(span).includes(word));
  }
  if (use === 'package' && /\.[a-z]+$/.test(argument)) return downloads.some((other) => word === other.word);
  return use === 'path' && run !== undefined && downloads.some((other) => other.run === run);
}

type Declarations = Dockerfile['globalArgs'];

/** The arguments that a stage sees, in order. */
const declarationsOf = ({ globalArgs }: Dockerfile, stage: DockerfileStage): Declarations => [
  ...globalArgs,
  ...stageChain(stage)
    .toReversed()
    .flatMap(({ args }) => args),
];

function foreignWord(
  reading: DockerfileReading,
  stage: DockerfileStage,
  found: HardCodedWord,
  declarations: Declarations,
): readonly ForeignWord[] {
  const [platform] = found.platforms;
  const given = reading.builds.flatMap(({ buildArgs }) => buildArgs.items);
  const place = placeOfWord(found, { declarations, given });
  if (platform === undefined || place === undefined || isChosen(found, place.at)) return [];
  const { at, name, isGiven } = place;
  const isDefault = name !== undefined && !isGiven && at.start !== found.user.start;
  const mayDiffer = isDefault && reading.openArgs.length > 0 ? unknown(...reading.openArgs) : yes;
  const matters = all([reading.isBuilt, found.runs, mayDiffer]);
  const severity = severityOf(reading, stage, found);
  const declared = isDefault || isGiven ? name : undefined;
  return [{ found, platform, reading, stage, at, declared, matters, severity }];
}

/** Whether a word is one way of a choice by the architecture: that is for the rule about choices to judge. */
const isChosen = ({ run, runs }: HardCodedWord, at: Span): boolean =>
  (run?.choices ?? []).some((choice) => isByArchitecture(choice) && contains(choice.span, at)) ||
  (runs.is === 'unknown' &&
    runs.causes.some(({ because }) => /arch|platform|uname|amd64|x86_64|arm64|aarch64/i.test(because)));

/** Info for what a stage of the builder's own platform fetches for itself; absent for the rule's own, or more. */
function severityOf(
  reading: DockerfileReading,
  stage: DockerfileStage,
  { use, run }: HardCodedWord,
): Severity | undefined {
  if (use === 'copy') return 'warning';
  if (use === 'target' || stagePlatform(stage, reading.platform).is === 'target') return undefined;
  const isInImage = run !== undefined && isCopiedOn(reading, stage, run).is === 'yes';
  return isInImage ? undefined : 'info';
}

const contains = (outer: Span, { start, end }: Span): boolean => start >= outer.start && end <= outer.end;
