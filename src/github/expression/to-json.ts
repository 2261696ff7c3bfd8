import type { Span } from '../../source/source-file.ts';
import { knownString, literal } from '../../value/index.ts';
import { numberText } from './coerce.ts';
import type { GithubObject, GithubValue } from './github-value.ts';

/** `toJSON(value)`: JSON with two blanks for each level. Nothing where something in the value is not known. */
export function toJson([value]: readonly GithubValue[], at: Span): readonly GithubValue[] {
  const json = value === undefined ? undefined : jsonOf(value, 0);
  return json === undefined ? [] : [{ is: 'text', text: literal(json, at) }];
}

/** Deeper values have no place in a workflow. */
const deepest = 100;

function jsonOf(value: GithubValue, depth: number): string | undefined {
  switch (value.is) {
    case 'null':
      return 'null';
    case 'boolean':
      return String(value.value);
    case 'number':
      return numberText(value.value);
    case 'text': {
      const known = knownString(value.text);
      return known === undefined ? undefined : JSON.stringify(known);
    }
    case 'array':
      if (value.items.openTo.length > 0) return undefined;
      return block(
        '[]',
        value.items.items.map((item) => innerJson(item, depth)),
        depth,
      );
    case 'object':
      return value.object.rest === undefined ? block('{}', entriesOf(value.object, depth), depth) : undefined;
    default:
      return undefined;
  }
}

const innerJson = (value: GithubValue, depth: number): string | undefined =>
  depth >= deepest ? undefined : jsonOf(value, depth + 1);

function entriesOf({ entries, spelling }: GithubObject, depth: number): readonly (string | undefined)[] {
  return [...entries].map(([name, value]) => {
    const json = innerJson(value, depth);
    return json === undefined ? undefined : `${JSON.stringify(spelling?.get(name) ?? name)}: ${json}`;
  });
}

function block(brackets: string, items: readonly (string | undefined)[], depth: number): string | undefined {
  if (items.includes(undefined)) return undefined;
  if (items.length === 0) return brackets;
  const indent = '  '.repeat(depth);
  return `${brackets.charAt(0)}\n${items.map((item) => `${indent}  ${item ?? ''}`).join(',\n')}\n${indent}${brackets.charAt(1)}`;
}
