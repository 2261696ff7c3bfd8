import { archWordsIn, formatPlatform, type Platform, runsNatively } from '../../oci/index.ts';
import { type Span, sourceText } from '../../source/source-file.ts';
import { knownString } from '../../value/index.ts';
import type { ChoiceWay, ShellChoice } from '../command/shell-command.ts';
import type { DockerfileRun, DockerfileStage } from '../dockerfile/dockerfile.ts';
import type { DockerfileReading } from '../dockerfile/dockerfile-readings.ts';

/** Whether a choice is one between architectures: by what it compares, or by the words that it compares with. */
export const isByArchitecture = (choice: ShellChoice): boolean =>
  /arch|platform|uname|machine|cpu/i.test(choice.written) || namesArchitectures(choice);

const namesArchitectures = ({ ways }: ShellChoice): boolean => ways.some(({ words }) => words.some(isArchitecture));

/** Whether a word that a choice compares with is one for an architecture; `arm` is, where it stands alone. */
const isArchitecture = (word: string): boolean =>
  archWordsIn(word).length > 0 || /^(?:linux\/)?arm(?:\/v[5-8])?$/.test(word);

/** A choice by architecture that does not fit a platform for which its Dockerfile is built. */
export interface ArchGap {
  /** It does nothing there, it ends the build, or it does what is meant for another architecture. */
  readonly kind: 'no way' | 'ends' | 'takes another';
  readonly choice: ShellChoice;
  readonly reading: DockerfileReading;
  /** What the architecture is called in the choice: `arm64`, `aarch64`. */
  readonly value: string;
  /** The first line of the choice, or of the way that is taken. */
  readonly at: Span;
  /** The architecture that the way names. */
  readonly other?: Platform;
}

/** The choices of a Dockerfile that do not fit the platform for which it is read, in order. */
export const archGaps = (reading: DockerfileReading): readonly ArchGap[] =>
  reading.stages.flatMap((stage) =>
    stage.runs.flatMap((run) => run.choices.flatMap((choice) => gapOf(reading, stage, run, choice))),
  );

function gapOf(
  reading: DockerfileReading,
  stage: DockerfileStage,
  run: DockerfileRun,
  choice: ShellChoice,
): readonly ArchGap[] {
  const value = knownString(choice.subject);
  if (value === undefined || !isNameOf(value, reading.platform) || !namesArchitectures(choice)) return [];
  const gap = { choice, reading, value };
  if (choice.taken.is === 'unset') {
    const isGap = isTranslation(choice) && !hasDefaults(choice, run, stage);
    return isGap ? [{ ...gap, kind: 'no way', at: firstLine(choice.span) }] : [];
  }
  if (choice.taken.is === 'unknown' || !choice.taken.value.takesRest) return [];
  const way = choice.taken.value;
  if (way.endsScript) return [{ ...gap, kind: 'ends', at: firstLine(way.span) }];
  const other = otherArchitecture(way, reading.platform);
  return other === undefined ? [] : [{ ...gap, kind: 'takes another', at: firstLine(way.span), other }];
}

/** Whether a value is what the builder or a program calls the platform. */
const isNameOf = (value: string, platform: Platform): boolean =>
  value === platform.architecture ||
  value === formatPlatform(platform) ||
  archWordsIn(value).some((word) => word.platform.architecture === platform.architecture);

/** Whether the ways are the words of one thing for several architectures, and not something more for one of them. */
function isTranslation({ ways, isCase }: ShellChoice): boolean {
  const named = ways.filter(({ words }) => words.some(isArchitecture));
  const sets = named.some((way) => way.sets.length > 0);
  const fetches = named.filter(({ span }) => /\b(?:curl|wget)\b/.test(sourceText(span))).length > 1;
  return (sets && (isCase || named.length > 1)) || fetches;
}

/** Whether every variable of the choice has a value before it. */
function hasDefaults({ ways, span }: ShellChoice, run: DockerfileRun, { args }: DockerfileStage): boolean {
  const before = sourceText(run.span.file.span(run.span.start, span.start));
  const names = new Set(ways.flatMap(({ sets }) => sets));
  const isSet = (name: string): boolean =>
    new RegExp(`(?:^|[\\s;&(])${name}=`).test(before) ||
    args.some((arg) => arg.name === name && arg.value.is === 'set');
  return names.size > 0 && [...names].every(isSet);
}

/** The architecture that a way names, if it names none that runs on the platform. */
function otherArchitecture({ span }: ChoiceWay, platform: Platform): Platform | undefined {
  const named = archWordsIn(sourceText(span));
  return named.some((word) => runsNatively(platform, word.platform)) ? undefined : named[0]?.platform;
}

function firstLine(span: Span): Span {
  const length = sourceText(span).search(/\s*(?:\\\s*)?(?:\n|$)/);
  return span.file.span(span.start, span.start + Math.max(length, 1));
}
