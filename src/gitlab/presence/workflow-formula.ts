import type { Job } from '../../model/pipeline/job.ts';
import { allOf, always, type Formula, never } from '../../model/presence/formula.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import type { Cause } from '../../value/index.ts';
import { rulesOf } from '../fields/rules.ts';
import { readVariables } from '../variables/definition.ts';
import { isMapping, valueAt } from '../yaml-access.ts';
import { type PipelineConditions, rulesFormula } from './job-formula.ts';
import { variablesOfWorkflow } from './operands.ts';

/** What a pipeline is created under, besides its configuration. */
export interface PipelineCreation {
  readonly environment: ReadonlyMap<string, string>;
  /** Files that were not read and could hold `workflow`. */
  readonly openTo: readonly Cause[];
  /** The job that starts it, for a child pipeline. */
  readonly startedBy?: Job;
}

/** When there is a pipeline at all, which `workflow:rules` decide. */
export const workflowConditions = (root: YamlMapping, creation: PipelineCreation): PipelineConditions => ({
  ...ofWorkflow(root, creation),
  at: root.span,
});

function ofWorkflow(root: YamlMapping, creation: PipelineCreation): Omit<PipelineConditions, 'at'> {
  const workflow = valueAt(root, 'workflow');
  const rules = isMapping(workflow) ? valueAt(workflow, 'rules') : undefined;
  const list = rules === undefined ? undefined : rulesOf(rules);
  const starts = startOf(creation.startedBy);
  if (list === undefined || rules === undefined) {
    const unread = creation.openTo.length > 0;
    const hasWorkflow = unread ? hidden('there are rules of the workflow', creation.openTo, false) : never;
    return { workflow: allOf(starts, unread ? hidden(allowed, creation.openTo) : always), hasWorkflow };
  }
  if (list.openTo.length > 0) return { workflow: allOf(starts, hidden(allowed, list.openTo)), hasWorkflow: always };
  const variables = variablesOfWorkflow(readVariables(valueAt(root, 'variables')), creation.environment);
  const formula = rulesFormula(list.items, { variables, names: undefined, at: rules.span });
  return { workflow: allOf(starts, formula), hasWorkflow: always };
}

const allowed = 'the rules of the workflow allow it';

const hidden = (key: string, causes: readonly Cause[], isOfPipeline = true): Formula => ({
  is: 'open',
  key,
  causes,
  isOfPipeline,
});

/** A child pipeline is there where the job is that starts it, whose conditions are those of another pipeline. */
function startOf(job: Job | undefined): Formula {
  if (job === undefined) return always;
  const because = `conditions of \`${job.name}\` decide when this child pipeline is started`;
  return hidden('the child pipeline is started', [{ kind: 'rules', because, at: job.definition.span }]);
}
