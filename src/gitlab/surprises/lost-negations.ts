import type { JobDefinition } from '../../model/pipeline/job.ts';
import type { LostNegation } from '../../model/surprise.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { flatItems, isMapping, isScalar, scalarText, valueAt } from '../yaml-access.ts';

/**
 * The rules of a `rules` value whose `if` is written `!$NAME` without quotes. The parser takes `!$NAME` for a tag that
 * it does not know and ignores it, and a lone `!` for the tag of a string.
 * Source: github.com/ruby/psych 5.3, lib/psych/visitors/to_ruby.rb; YAML 1.2.2, 6.9.1 Node Tags.
 */
export function lostNegationsIn(rules: YamlValue | undefined, definition?: JobDefinition): readonly LostNegation[] {
  if (rules?.kind !== 'sequence') return [];
  return flatItems(rules).flatMap((rule) => (isMapping(rule) ? lostIn(rule, definition) : []));
}

function lostIn(rule: YamlMapping, definition: JobDefinition | undefined): readonly LostNegation[] {
  const condition = rule.entries.get('if');
  if (condition === undefined) return [];
  const { key, value } = condition;
  const leaves = leftOf(value);
  if (leaves === undefined) return [];
  const when = valueAt(rule, 'when');
  return [
    {
      kind: 'lost-negation',
      at: writtenAt(key.span.end, value),
      leaves,
      when: when !== undefined && isScalar(when) ? scalarText(when).text : 'inherited',
      ...(definition === undefined ? {} : { definition }),
    },
  ];
}

function leftOf(value: YamlValue): LostNegation['leaves'] | undefined {
  if (value.kind === 'null') return value.tag?.startsWith('!$') === true ? 'nothing' : undefined;
  return value.kind === 'string' && value.style === 'plain' && value.tag === '!' ? 'opposite' : undefined;
}

/** The value with the tag in front of it, which stands somewhere behind the key. */
function writtenAt(keyEnd: number, { span }: YamlValue): LostNegation['at'] {
  const start = span.file.text.indexOf('!', keyEnd);
  return start === -1 || start > span.end ? span : span.file.span(start, span.end);
}
