import type { Need, Needs } from '../../model/pipeline/job.ts';
import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { closed, groupBy, onceFor, open } from '../../value/index.ts';
import { entryAt, isScalar, isSequence, scalarText } from '../workflow/yaml-access.ts';
import type { GithubJobDraft } from './job-draft.ts';
import type { WrittenJob } from './written-job.ts';

/** A job id under `needs`. */
interface NeededId {
  readonly id: string;
  readonly span: Span;
}

/** The ids under a job's `needs`, as written; one that is an expression is refused by GitHub and left out. */
export const neededIds = onceFor((body: YamlMapping): readonly NeededId[] => {
  const value = entryAt(body, 'needs')?.value;
  const items = value === undefined ? [] : isSequence(value) ? value.items : [value];
  return items.filter(isScalar).map((item) => ({ id: scalarText(item).text, span: item.span }));
});

/** Sets what each job waits for: all instances of the jobs that it names; a job without `needs` waits for nothing. */
export function linkNeeds(jobs: readonly GithubJobDraft[], written: readonly WrittenJob[], isWhole: boolean): void {
  const byId = groupBy(jobs, ({ definition }) => definition.name.toLowerCase());
  for (const { id, body, span } of written) {
    const needs = needsOf(body, { byId, at: span, isWhole });
    for (const job of byId.get(id.toLowerCase()) ?? []) job.needs = needs;
  }
}

interface Linking {
  readonly byId: ReadonlyMap<string, readonly GithubJobDraft[]>;
  readonly at: Span;
  readonly isWhole: boolean;
}

function needsOf(body: YamlMapping, { byId, at, isWhole }: Linking): Needs {
  const items = neededIds(body).map(({ id, span }): Need => {
    const jobs = byId.get(id.toLowerCase()) ?? [];
    return { name: id, jobs, isOptional: false, takesArtifacts: true, isElsewhere: false, span };
  });
  const span = entryAt(body, 'needs')?.key.span ?? at;
  const isBlind = !isWhole && items.some(({ jobs }) => jobs.length === 0);
  const because = 'the workflow does not parse, so that some of its jobs may not have been read';
  return { by: 'list', needs: isBlind ? open(items, { kind: 'syntax', because, at: span }) : closed(items), span };
}

/**
 * What GitHub refuses about the order of jobs: ids that no job has, and circles.
 * Source: github.com/actions/languageservices, `workflow-parser/src/model/converter/jobs.ts`.
 */
export function needRejections(written: readonly WrittenJob[], jobsAt: Span): readonly Rejection[] {
  if (written.length === 0) return [];
  const waiting = new Map(written.map(({ id, body }) => [id.toLowerCase(), neededIds(body)]));
  if ([...waiting.values()].every((needs) => needs.length > 0)) {
    const message = 'The workflow must contain at least one job with no dependencies.';
    return [{ kind: 'cycle', message, at: jobsAt }];
  }
  const started = startable(waiting);
  return written.flatMap(({ id, body }) =>
    neededIds(body)
      .filter((need) => !started.has(need.id.toLowerCase()))
      .map((need) => rejectionOf(id, need, waiting.has(need.id.toLowerCase()))),
  );
}

/** The jobs, each behind those that it needs; those of a circle last. */
export function orderOfNeeds(written: readonly WrittenJob[]): readonly WrittenJob[] {
  const byId = new Map(written.map((job) => [job.id.toLowerCase(), job]));
  const waiting = new Map(
    [...byId].map(([id, { body }]) => [id, neededIds(body).filter((need) => byId.has(need.id.toLowerCase()))]),
  );
  return [...new Set([...startable(waiting), ...byId.keys()])].flatMap((id) => byId.get(id) ?? []);
}

/** The jobs that start in the end, in lower case, each behind those that it needs. */
function startable(waiting: ReadonlyMap<string, readonly NeededId[]>): ReadonlySet<string> {
  const left = new Map([...waiting].map(([id, needs]) => [id, new Set(needs.map((need) => need.id.toLowerCase()))]));
  const edges = [...left].flatMap(([id, needs]) => [...needs].map((need) => ({ id, need })));
  const waiters = groupBy(edges, ({ need }) => need);
  const ready = [...left].filter(([, needs]) => needs.size === 0).map(([id]) => id);
  const started = new Set(ready);
  for (let id = ready.pop(); id !== undefined; id = ready.pop()) {
    for (const { id: waiter } of waiters.get(id) ?? []) {
      const needs = left.get(waiter);
      needs?.delete(id);
      if (needs?.size !== 0 || started.has(waiter)) continue;
      started.add(waiter);
      ready.push(waiter);
    }
  }
  return started;
}

const rejectionOf = (job: string, { id, span }: NeededId, exists: boolean): Rejection =>
  exists
    ? {
        kind: 'cycle',
        message: `Job '${job}' depends on job '${id}' which creates a cycle in the dependency graph.`,
        at: span,
      }
    : { kind: 'undefined-need', message: `Job '${job}' depends on unknown job '${id}'.`, at: span };
