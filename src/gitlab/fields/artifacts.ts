import type { YamlEntry } from '../../syntax/yaml-value.ts';
import { type Field, type OpenList, type Text } from '../../value/index.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { expandPath } from '../variables/expand-path.ts';
import type { Scope } from '../variables/scope.ts';
import { isMapping } from '../yaml-access.ts';
import { hiddenInside } from './image.ts';
import { innerField, readField, readListField, readTexts } from './read-field.ts';

/** `artifacts:reports:dotenv`, one path or several. Source: GitLab `lib/gitlab/ci/config/entry/reports.rb`. */
export function readDotenvReports(job: JobEntry, scope: Scope): OpenList<Text> {
  const reports = inner(job, inner(job, job.keyword('artifacts'), 'reports'), 'dotenv');
  return readListField(reports, 'artifacts:reports:dotenv', readTexts(expandPath, scope, 'artifacts:reports:dotenv'));
}

/** `artifacts:paths`. Source: GitLab `lib/gitlab/ci/config/entry/artifacts.rb`; variables are the runner's. */
export function readArtifactPaths(job: JobEntry, scope: Scope): OpenList<Text> {
  const paths = inner(job, job.keyword('artifacts'), 'paths');
  return readListField(paths, 'artifacts:paths', readTexts(expandPath, scope, 'artifacts:paths'));
}

/** A key inside a field that is a mapping. */
function inner(job: JobEntry, field: Field<YamlEntry>, key: string): Field<YamlEntry> {
  if (field.is !== 'set') return field;
  const { value } = field.value;
  if (isMapping(value)) return innerField(value, key, hiddenInside(job, 'artifacts'));
  return readField<YamlEntry>(field, 'artifacts', () => undefined);
}
