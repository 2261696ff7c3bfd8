import { EmbeddedText } from '../../source/embedded-text.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import type { BakeEnvironment } from '../bake-environment.ts';
import { type BakeValue, booleanValue, listValue, objectValue } from '../bake-value.ts';
import { interpolate } from './interpolate.ts';

/** Deeper values of a Compose file are left out. */
const deepest = 30;

/** A value of a Compose file with its variables filled in. Keys are not interpolated. */
export function composeValue(value: YamlValue, environment: BakeEnvironment, depth = 0): BakeValue {
  switch (value.kind) {
    case 'string':
      return { kind: 'text', text: interpolate(value.text, environment) };
    case 'integer':
    case 'float':
      return { kind: 'text', text: interpolate(EmbeddedText.opaque(value.source, value.span), environment) };
    case 'boolean':
      return booleanValue(value.value, value.span);
    case 'sequence': {
      const items = depth < deepest ? value.items : [];
      return listValue(
        items.map((item) => composeValue(item, environment, depth + 1)),
        value.span,
      );
    }
    case 'mapping': {
      const entries = depth < deepest ? [...value.entries] : [];
      return objectValue(
        new Map(entries.map(([key, entry]) => [key, composeValue(entry.value, environment, depth + 1)])),
        value.span,
      );
    }
    case 'null':
    case 'reference':
      return { kind: 'null', span: value.span };
  }
}

/** A mapping below a key; `undefined` where there is none. */
export function mappingAt(value: YamlValue | undefined, key: string): YamlMapping | undefined {
  const found = value?.kind === 'mapping' ? value.entries.get(key)?.value : undefined;
  return found?.kind === 'mapping' ? found : undefined;
}
