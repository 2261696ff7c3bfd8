import { parseGoBool } from '../facts/go-bool.ts';
import type { Span } from '../source/source-file.ts';
import type { HclExpression } from '../syntax/hcl/tree.ts';
import { knownString, type Text } from '../value/index.ts';
import { type BakeValue, booleanValue, listValue, numberValue, textValue } from './bake-value.ts';
import { derived } from './scope.ts';

/** What tells the type of a variable. */
export interface TypeOfVariable {
  readonly type: HclExpression | undefined;
  readonly byDefault: BakeValue | undefined;
  readonly span: Span;
}

/**
 * The value of a variable that the environment sets: by its `type`, or that of its default. Lists are comma lists.
 *
 * Source: docs.docker.com/build/bake/variables, "Typed variables".
 */
export function asTyped(text: Text, { type, byDefault, span }: TypeOfVariable): BakeValue {
  const written = knownString(text);
  switch (kindOf(type, byDefault)) {
    case 'string':
      return { kind: 'text', text };
    case 'bool': {
      const truth = written === undefined ? undefined : parseGoBool(written);
      return truth === undefined ? derived('bool', [{ kind: 'text', text }], span) : booleanValue(truth, text.span);
    }
    case 'number': {
      const isNumber = written !== undefined && /^-?\d+(?:\.\d+)?$/.test(written);
      return isNumber ? numberValue(Number(written), text.span) : derived('number', [{ kind: 'text', text }], span);
    }
    case 'list':
      if (written === undefined || written.includes('"')) return derived('list', [{ kind: 'text', text }], span);
      return listValue(written === '' ? [] : written.split(',').map((item) => textValue(item, text.span)), text.span);
    case 'other':
      return derived('value', [{ kind: 'text', text }], span, 'the type of this variable is not followed');
  }
}

type VariableKind = 'string' | 'bool' | 'number' | 'list' | 'other';

function kindOf(type: HclExpression | undefined, byDefault: BakeValue | undefined): VariableKind {
  if (type?.kind === 'reference') {
    return type.name === 'string' || type.name === 'bool' || type.name === 'number' ? type.name : 'other';
  }
  if (type?.kind === 'call') return type.name === 'list' || type.name === 'set' ? 'list' : 'other';
  switch (byDefault?.kind) {
    case 'boolean':
      return 'bool';
    case 'number':
      return 'number';
    case 'list':
      return 'list';
    case 'object':
      return 'other';
    default:
      return 'string';
  }
}
