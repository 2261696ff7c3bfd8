import type { Rejection } from '../../model/pipeline/pipeline.ts';
import { looksLikeJob, type MergedConfig } from '../jobs/find-jobs.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { defaultKeys, globalDefaults } from '../keywords.ts';
import { entryAt, isMapping, valueAt } from '../yaml-access.ts';
import { isNestedStrings } from './field-shapes.ts';
import { jobComplaints } from './job-checks.ts';
import { defaultShapes } from './job-shapes.ts';
import { type Complaint, complain, entriesOf, isOpen, type Shape, unknownKeys } from './shape.ts';
import { variables } from './variable-shapes.ts';
import { workflow as workflowShape } from './workflow-shapes.ts';

/** What GitLab refuses about the global keywords. Source: GitLab `lib/gitlab/ci/config/entry/{root,default,stages}.rb`. */
export function checkGlobals({ root }: MergedConfig): readonly Rejection[] {
  const block = valueAt(root, 'default');
  const defaults = isMapping(block) && !looksLikeJob(block) ? block : undefined;
  const found: Complaint[] = [];
  for (const keyword of globalDefaults) {
    const entry = entryAt(root, keyword);
    if (entry === undefined || defaults === undefined || entryAt(defaults, keyword) === undefined) continue;
    found.push(...complain('', `${keyword} is defined in top-level and \`default:\` entry`, entry.key.span));
  }
  if (block !== undefined && !isMapping(block) && !isOpen(block))
    found.push(...complain('default', 'config should be a hash', block.span));
  if (defaults !== undefined) {
    found.push(...unknownKeys(defaults, defaultKeys, 'default'));
    found.push(...inDefault(defaults, ''));
  }
  found.push(...atTop(root, ''));
  const globals = valueAt(root, 'variables');
  if (globals !== undefined && !isOpen(globals))
    found.push(...variables(['value', 'description', 'expand', 'options'])(globals, 'variables'));
  const stages = valueAt(root, 'stages');
  if (stages !== undefined && !isOpen(stages) && (stages.kind !== 'sequence' || !isNestedStrings(stages))) {
    const message = 'config should be an array of strings or a nested array of strings up to 10 levels deep';
    found.push(...complain('stages', message, stages.span));
  }
  const workflow = valueAt(root, 'workflow');
  if (workflow !== undefined && !looksLikeJob(workflow)) found.push(...workflowShape(workflow, 'workflow'));
  return found.map(rejectionOf);
}

/** What GitLab refuses about the jobs, job by job. A job whose templates were not read is not judged as a whole. */
export const checkJobs = (jobs: readonly JobEntry[]): readonly Rejection[] =>
  jobs.flatMap(jobComplaints).map(rejectionOf);

/** The shapes of the keywords of `default:`, which name them in the place. */
const inDefault = entriesOf(named(Object.entries(defaultShapes), 'default:'));
/** The same for those that still count at the top level. */
const atTop = entriesOf(
  named(
    Object.entries(defaultShapes).filter(([keyword]) => globalDefaults.includes(keyword)),
    '',
  ),
);

function named(shapes: readonly (readonly [string, Shape])[], prefix: string): Readonly<Record<string, Shape>> {
  return Object.fromEntries(
    shapes.map(([keyword, shape]): [string, Shape] => [keyword, (value) => shape(value, `${prefix}${keyword}`)]),
  );
}

/** GitLab writes these messages in lower case, whatever the names in them. */
const rejectionOf = ({ path, message, at }: Complaint): Rejection => ({
  kind: 'entry',
  message: (path === '' ? message : `${path} ${message}`).toLowerCase(),
  at,
});
