import type { Job } from '../../model/pipeline/job.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlScalar, YamlValue } from '../../syntax/yaml-value.ts';
import { type Cause, closed, concatAll, mapItems, type OpenList, open, type Text } from '../../value/index.ts';
import type { Contexts, GithubValue } from '../expression/github-value.ts';
import { textOfValue } from '../expression/text-of-value.ts';
import { valueOfWritten } from '../expression/written.ts';
import { isMapping, isScalar, isSequence, scalarText, valueAt } from '../workflow/yaml-access.ts';

/**
 * The labels that a job asks of its runner. An expression may give one label or a list of them. A group without labels
 * leaves open which runner it is.
 * Source: docs.github.com/actions/reference/workflow-syntax (jobs.<job_id>.runs-on).
 */
export function readRunsOn(job: YamlMapping, contexts: Contexts): Job['runnerLabels'] {
  const value = valueAt(job, 'runs-on');
  return value === undefined ? closed([]) : labelsOf(value, contexts);
}

function labelsOf(value: YamlValue, contexts: Contexts): OpenList<Text> {
  if (isScalar(value)) return labelsOfScalar(value, contexts);
  if (isSequence(value)) return concatAll(value.items.filter(isScalar).map((item) => labelsOfScalar(item, contexts)));
  return isMapping(value) ? labelsOfGroup(value, contexts) : closed([]);
}

function labelsOfGroup(mapping: YamlMapping, contexts: Contexts): OpenList<Text> {
  const labels = valueAt(mapping, 'labels');
  if (labels !== undefined && !isMapping(labels)) return labelsOf(labels, contexts);
  const group = valueAt(mapping, 'group');
  if (group === undefined) return closed([]);
  const name = isScalar(group) ? `\`${scalarText(group).text}\`` : 'a group';
  return open([], { kind: 'runner', because: `any runner of the group ${name} may take the job`, at: group.span });
}

function labelsOfScalar(scalar: YamlScalar, contexts: Contexts): OpenList<Text> {
  const text = scalarText(scalar);
  return labelsOfValue(valueOfWritten(text, contexts), text.span, text.text);
}

function labelsOfValue(value: GithubValue, at: Span, written: string): OpenList<Text> {
  if (value.is === 'array') return mapItems(value.items, (item) => textOfValue(item, at));
  if (value.is === 'hidden' && /\bfromJSON\b/i.test(written)) return open([], value.hole.cause);
  if (value.is === 'object') return labelsOfObject(value.object, at);
  return closed([textOfValue(value, at)]);
}

function labelsOfObject({ entries }: Extract<GithubValue, { is: 'object' }>['object'], at: Span): OpenList<Text> {
  const labels = entries.get('labels');
  const cause: Cause = { kind: 'runner', because: 'any runner of a group may take the job', at };
  return labels === undefined || labels.is === 'object' ? open([], cause) : labelsOfValue(labels, at, '');
}
