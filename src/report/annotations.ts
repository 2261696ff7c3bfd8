import type { Finding } from '../engine/finding.ts';
import { findingCounts } from './finding-counts.ts';
import { firstLineOf, pathOf, placeOf, positionsOf } from './location.ts';
import type { Report } from './report.ts';
import { showable } from './showable.ts';
import { becauseOf, claimOf, counted } from './wording.ts';

/** What GitHub's reader of workflow commands is to show beside the code. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
  /** 1-based; absent for what belongs to no place. */
  readonly place?: {
    readonly file: string;
    readonly startLine: number;
    readonly endLine: number;
    readonly startColumn: number;
  };
}

/** What a step of a workflow tells GitHub. Nothing in it is escaped: that is up to who writes the commands. */
export interface Annotations {
  readonly annotations: readonly Annotation[];
  /** How much was found, for the log. Holds no text from the repository. */
  readonly summary: string;
}

/** GitHub shows so many annotations of one level for each step. Source: actions/toolkit docs/problem-matchers.md. */
const mostOfLevel = 10;

/** So many places stand in the annotation for all that go beyond. */
const mostNamed = 50;

const levels = { error: 'error', warning: 'warning', info: 'notice' } as const;

/** A finding with the root of its project. */
interface Outcome {
  readonly finding: Finding;
  readonly root: string;
}

/** The findings as annotations, of each level as many as GitHub shows; the last one of a level stands for all others. */
export function annotationsOf(reports: readonly Report[]): Annotations {
  const outcomes = reports.flatMap(({ findings, root }) => findings.map((finding) => ({ finding, root })));
  const ofLevel = (level: Annotation['level']): readonly Outcome[] =>
    outcomes
      .filter(({ finding }) => levels[finding.severity] === level)
      .toSorted((left, right) => weight(left) - weight(right));
  return {
    annotations: (['error', 'warning', 'notice'] as const).flatMap((level) => withinLimit(ofLevel(level), level)),
    summary: `multiarch-lint: ${findingCounts(reports)}`,
  };
}

/** What is certain comes first. */
const weight = ({ finding }: Outcome): number => (finding.certainty === 'undecided' ? 1 : 0);

function withinLimit(outcomes: readonly Outcome[], level: Annotation['level']): readonly Annotation[] {
  if (outcomes.length <= mostOfLevel) return outcomes.map((outcome) => annotationOf(outcome, level));
  const shown = outcomes.slice(0, mostOfLevel - 1).map((outcome) => annotationOf(outcome, level));
  const others = outcomes.slice(mostOfLevel - 1);
  const named = others
    .slice(0, mostNamed)
    .map(({ finding, root }) => `${showable(placeOf(finding.at, root))}: ${finding.ruleId}`);
  const unnamed = others.length - named.length;
  return [
    ...shown,
    {
      level,
      title: `multiarch-lint: ${counted(others.length, `more ${level}`)}`,
      message: [...named, ...(unnamed > 0 ? [`and ${String(unnamed)} more`] : [])].join('\n'),
    },
  ];
}

function annotationOf({ finding, root }: Outcome, level: Annotation['level']): Annotation {
  const { start, end } = positionsOf(firstLineOf(finding.at));
  const help = finding.help === undefined ? [] : [`help: ${showable(finding.help)}`];
  const others = (finding.related ?? []).map(
    ({ at, message }) => `${showable(placeOf(at, root))}: ${showable(message)}`,
  );
  return {
    level,
    title: `multiarch-lint: ${finding.ruleId}`,
    message: [`${claimOf(finding)}${becauseOf(finding)}`, ...help, ...others].join('\n'),
    place: {
      file: pathOf(finding.at.file, root),
      startLine: start.line,
      endLine: end.line,
      startColumn: start.column,
    },
  };
}
