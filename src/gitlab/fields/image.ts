import type { JobImage, JobService } from '../../model/pipeline/job.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { type Cause, type Field, type OpenList, type Text, unset } from '../../value/index.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { expandOnRunner } from '../variables/expand-field.ts';
import type { Scope } from '../variables/scope.ts';
import { flatItems, isMapping, isString } from '../yaml-access.ts';
import { innerField, type ReadValue, readField, readItems, readListField, readText } from './read-field.ts';

/** The container of a job. Source: GitLab `lib/gitlab/ci/config/entry/{imageable,image}.rb`. */
export const readImage = (job: JobEntry, scope: Scope): Field<JobImage> =>
  readField(job.keyword('image'), 'image', (value, { value: { span } }) => {
    if (isString(value)) {
      return { reference: expandOnRunner(value.text, scope), entrypoint: unset, platform: unset, span };
    }
    return isMapping(value) ? imageOf(value, scope, hiddenInside(job, 'image')) : undefined;
  });

/** The containers beside a job. Source: GitLab `lib/gitlab/ci/config/entry/{services,service}.rb`. */
export const readServices = (job: JobEntry, scope: Scope): OpenList<JobService> =>
  readListField(job.keyword('services'), 'services', (value) =>
    value.kind === 'sequence'
      ? readItems(filledItems(value), 'services', (item) => readService(item, scope))
      : undefined,
  );

/** The items, lists inside the list flattened; empty ones count for nothing. */
const filledItems = (value: YamlValue): readonly YamlValue[] => flatItems(value).filter(({ kind }) => kind !== 'null');

/** What may hide in a mapping of the job itself: templates are merged into it key by key. */
export const hiddenInside = (job: JobEntry, keyword: string): readonly Cause[] =>
  job.own.entries.has(keyword) ? job.hiddenBy : [];

function imageOf(image: YamlMapping, scope: Scope, hiddenBy: readonly Cause[]): JobImage | undefined {
  const name = nameOf(image, scope);
  if (name === undefined) return undefined;
  const docker = innerField(image, 'docker', hiddenBy);
  return {
    reference: name,
    entrypoint: readField(innerField(image, 'entrypoint', hiddenBy), 'image:entrypoint', readWords),
    platform:
      docker.is === 'set' && isMapping(docker.value.value)
        ? readField(
            innerField(docker.value.value, 'platform', hiddenBy),
            'image:docker:platform',
            readText(expandOnRunner, scope),
          )
        : readField<Text>(docker, 'image:docker', () => undefined),
    span: name.span,
  };
}

function nameOf(mapping: YamlMapping, scope: Scope): Text | undefined {
  const name = mapping.entries.get('name')?.value;
  return isString(name) ? expandOnRunner(name.text, scope) : undefined;
}

function readService(value: ReadValue, scope: Scope): JobService | undefined {
  if (isString(value)) return { reference: expandOnRunner(value.text, scope), alias: unset, span: value.span };
  if (!isMapping(value)) return undefined;
  const reference = nameOf(value, scope);
  if (reference === undefined) return undefined;
  const alias = readField(innerField(value, 'alias', []), 'services:alias', readText(expandOnRunner, scope));
  return { reference, alias, span: reference.span };
}

function readWords(value: ReadValue): readonly string[] | undefined {
  if (value.kind !== 'sequence' || !value.items.every(isString)) return undefined;
  return value.items.map((item) => item.value);
}
