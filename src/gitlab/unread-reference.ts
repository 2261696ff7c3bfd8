import { sourceText } from '../source/source-file.ts';
import type { YamlReference } from '../syntax/yaml-value.ts';
import type { Cause } from '../value/index.ts';

/** Why the value of a `!reference` is not known that stayed in the merged configuration: its target was not read. */
export const causeOfReference = ({ because, span }: YamlReference): Cause =>
  because === undefined
    ? { kind: 'template', because: `\`${sourceText(span)}\` points into a file that was not read`, at: span }
    : { kind: 'expression', because, at: span };

/** Why a value of a type that GitLab refuses says nothing about the field. */
export const causeOfWrongType = (keyword: string, at: Cause['at']): Cause => ({
  kind: 'syntax',
  because: `\`${keyword}\` has a value that GitLab refuses`,
  at,
});
