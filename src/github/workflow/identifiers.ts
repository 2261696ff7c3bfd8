import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { Span } from '../../source/source-file.ts';
import type { WrittenJob } from '../jobs/written-job.ts';
import { isMapping, isSequence, textAt, valueAt } from './yaml-access.ts';

/** An id must be shorter. */
const longest = 100;

/**
 * What GitHub refuses about the ids of jobs and of their steps.
 * Source: github.com/actions/languageservices, `workflow-parser/src/model/converter/id-builder.ts`.
 */
export const identifierRejections = (jobs: readonly WrittenJob[]): readonly Rejection[] =>
  jobs.flatMap(({ id, span, body }) => {
    const steps = valueAt(body, 'steps');
    const ids = isSequence(steps) ? steps.items.filter(isMapping).map((step) => textAt(step, 'id')) : [];
    const seen = new Set<string>();
    return [
      ...refusals(id, span, new Set()),
      ...ids.flatMap((text) => (text === undefined ? [] : refusals(text.text, text.span, seen))),
    ];
  });

function refusals(id: string, at: Span, seen: Set<string>): readonly Rejection[] {
  const reason = reasonAgainst(id, seen);
  seen.add(id.toLowerCase());
  return reason === undefined ? [] : [{ kind: 'entry', message: `The identifier '${id}' ${reason}`, at }];
}

function reasonAgainst(id: string, seen: ReadonlySet<string>): string | undefined {
  if (!/^[A-Za-z_][\w-]*$/.test(id) || id.length >= longest) {
    return `is invalid. IDs may only contain alphanumeric characters, '_', and '-'. IDs must start with a letter or '_' and and must be less than ${String(longest)} characters.`;
  }
  if (id.startsWith('__')) return "is invalid. IDs starting with '__' are reserved.";
  return seen.has(id.toLowerCase()) ? 'may not be used more than once within the same scope.' : undefined;
}
