import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlEntry, YamlMapping } from '../../syntax/yaml-value.ts';
import { type Cause, onceFor, type Text } from '../../value/index.ts';
import { causeOfReference, causeOfWrongType } from '../unread-reference.ts';
import { isMapping, isScalar, scalarText, valueAt } from '../yaml-access.ts';

/** A variable as some layer defines it, before expansion. */
export interface VariableDefinition {
  readonly name: string;
  /** Where the value is written. */
  readonly span: Span;
  readonly value: /** As written; `isRaw` for `expand: false`. */
    | { readonly is: 'written'; readonly text: EmbeddedText; readonly isRaw: boolean }
    /** Already expanded elsewhere: a pipeline variable that a trigger job hands over. */
    | { readonly is: 'given'; readonly text: Text }
    /** Not known; all uses in a job hold the same value, and all uses under one `symbol`. */
    | { readonly is: 'hidden'; readonly cause: Cause; readonly symbol?: string };
}

/** Definitions by name. */
export type Layer = ReadonlyMap<string, VariableDefinition>;

/**
 * The variables of a `variables` block: scalars, or mappings with `value` and `expand`.
 * Source: GitLab `lib/gitlab/ci/config/entry/variable.rb`, `variables.rb`.
 */
export const readVariables = (block: YamlEntry['value'] | undefined): Layer =>
  isMapping(block) ? readBlock(block) : new Map();

const readBlock = onceFor(
  ({ entries }: YamlMapping): Layer =>
    new Map([...entries].map(([name, { value }]) => [name, readVariable(name, value)])),
);

function readVariable(name: string, value: YamlEntry['value']): VariableDefinition {
  if (isScalar(value))
    return { name, span: value.span, value: { is: 'written', text: scalarText(value), isRaw: false } };
  if (value.kind === 'reference')
    return { name, span: value.span, value: { is: 'hidden', cause: causeOfReference(value) } };
  if (isMapping(value)) return readDetailed(name, value);
  return { name, span: value.span, value: { is: 'hidden', cause: causeOfWrongType('variables', value.span) } };
}

function readDetailed(name: string, block: YamlMapping): VariableDefinition {
  const content = block.entries.get('value')?.value;
  if (content === undefined)
    return { name, span: block.span, value: { is: 'written', text: emptyText(block), isRaw: false } };
  if (!isScalar(content)) return readVariable(name, content.kind === 'reference' ? content : sequenceOf(content));
  const expand = valueAt(block, 'expand');
  const isRaw = expand?.kind === 'boolean' && !expand.value;
  return { name, span: content.span, value: { is: 'written', text: scalarText(content), isRaw } };
}

/** A value of no valid type, in a form that is no mapping, so that nothing is read from it. */
const sequenceOf = (value: YamlEntry['value']): YamlEntry['value'] => ({
  kind: 'sequence',
  items: [],
  span: value.span,
});

const emptyText = (block: YamlMapping): EmbeddedText => scalarText({ kind: 'null', span: block.span });
