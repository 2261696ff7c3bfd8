import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { callEvent, eventBody } from './written-on.ts';
import { isMapping, mappingAt, textAt, valueAt } from './yaml-access.ts';

/**
 * What is wrong with the secrets that a job gives to the workflow it calls. `secrets: inherit` gives all that there are, whatever
 * they are called.
 * Source: github.com/actions/languageservices, `workflow-parser/src/model/converter/job/secrets.ts`.
 */
export function secretRejections(called: YamlMapping, job: YamlMapping, at: Span): readonly Rejection[] {
  const written = valueAt(job, 'secrets');
  if (written !== undefined && !isMapping(written)) return [];
  const given = [...(written?.entries ?? [])];
  const defined = [...(mappingAt(eventBody(called, callEvent), 'secrets')?.entries ?? [])];
  const givenNames = new Set(given.map(([name]) => name.toLowerCase()));
  const definedNames = new Set(defined.map(([name]) => name.toLowerCase()));
  const missing = defined.filter(
    ([name, { value }]) =>
      isMapping(value) && textAt(value, 'required')?.text === 'true' && !givenNames.has(name.toLowerCase()),
  );
  return [
    ...missing.map(
      ([name, { key }]): Rejection => ({
        kind: 'inputs',
        message: `Secret ${name} is required, but not provided while calling.`,
        help: `hand it on: \`secrets: inherit\`, or \`${name}\` below \`secrets\``,
        places: [{ at: key.span, message: 'it is required here' }],
        at,
      }),
    ),
    ...given
      .filter(([name]) => !definedNames.has(name.toLowerCase()))
      .map(([name, { key }]): Rejection => {
        const message = `Invalid secret, ${name} is not defined in the referenced workflow.`;
        return { kind: 'inputs', message, at: key.span };
      }),
  ];
}
