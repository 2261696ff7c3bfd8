import { type FailLevel, failsRun } from '../../engine/fails-run.ts';
import { joinGitlab } from './join-gitlab.ts';
import { joinJson } from './join-json.ts';
import { joinSarif } from './join-sarif.ts';
import type { Joiner } from './joiner.ts';
import { isObject, type JsonObject } from './json-value.ts';

/** The formats of reports that can be joined. */
export type JoinedFormat = 'json' | 'sarif' | 'gitlab';

/** A report file. */
export interface WrittenReport {
  /** As messages name it. */
  readonly name: string;
  readonly text: string;
}

/** What joining came to; `because` is a sentence without full stop. */
export type Merge =
  | {
      readonly is: 'joined';
      readonly format: JoinedFormat;
      readonly text: string;
      readonly fails: (level: FailLevel) => boolean;
    }
  | { readonly is: 'failed'; readonly because: string };

const joiners: Readonly<Record<JoinedFormat, Joiner>> = { json: joinJson, sarif: joinSarif, gitlab: joinGitlab };

/** Joins reports of one format; which it is they tell themselves. What several reports say in the same words is said once. */
export function mergeReports(written: readonly WrittenReport[]): Merge {
  const read = written.map(({ name, text }) => ({ name, ...readReport(text) }));
  const broken = read.find(({ because }) => because !== undefined);
  if (broken !== undefined)
    return { is: 'failed', because: `\`${broken.name}\` cannot be joined, because ${broken.because ?? ''}` };
  const [first] = read;
  if (first?.format === undefined) return { is: 'failed', because: 'there is no report to join' };
  const other = read.find(({ format }) => format !== first.format);
  if (other !== undefined)
    return {
      is: 'failed',
      because: `reports of two formats cannot be joined: \`${first.name}\` is ${first.format}, \`${other.name}\` is ${other.format ?? ''}`,
    };
  const { join, weigh } = joiners[first.format];
  const reports = read.map(({ report }) => report);
  const weights = reports.flatMap(weigh);
  return {
    is: 'joined',
    format: first.format,
    text: join(reports),
    fails: (level) => weights.some((weight) => failsRun(weight, level)),
  };
}

interface ReadReport {
  readonly format?: JoinedFormat;
  readonly report: JsonObject;
  /** Why it cannot be joined, as a clause. */
  readonly because?: string;
}

function readReport(text: string): ReadReport {
  const content = parsed(text);
  const report = Array.isArray(content) ? { issues: content } : content;
  if (!isObject(report)) return { report: {}, because: 'it is no JSON' };
  const format = formatOf(report);
  if (format === undefined) return { report, because: 'it is no report in the format json, sarif or gitlab' };
  const because = joiners[format].whyNot(report);
  return { format, report, ...(because === undefined ? {} : { because }) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}

function formatOf(report: JsonObject): JoinedFormat | undefined {
  if (Array.isArray(report['issues'])) return 'gitlab';
  if (Array.isArray(report['runs'])) return 'sarif';
  return Array.isArray(report['findings']) ? 'json' : undefined;
}
