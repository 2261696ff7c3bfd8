import type { Contexts, GithubValue } from '../../src/github/expression/github-value.ts';
import { hiddenValue } from '../../src/github/expression/hidden-value.ts';
import { SourceFile, type Span } from '../../src/source/source-file.ts';
import { readYaml } from '../../src/syntax/yaml.ts';
import type { YamlValue } from '../../src/syntax/yaml-value.ts';
import { literal } from '../../src/value/index.ts';

/** A part of a workflow as GitHub reads it. */
export function yamlOf(text: string): YamlValue {
  const { value, problems } = readYaml(new SourceFile('.github/workflows/image.yml', text), undefined, 'core');
  if (value === undefined || problems.length > 0) throw new Error(problems.map(({ message }) => message).join());
  return value;
}

/** Contexts of the given values, by context and property; properties that are not given are known at run time only. */
export function contextsOf(given: Readonly<Record<string, Readonly<Record<string, Plain>>>> = {}): Contexts {
  return {
    contextOf: (name, at) => ({
      is: 'object',
      object: {
        entries: new Map(
          Object.entries(given[name] ?? {}).map(([key, value]) => [key.toLowerCase(), plainValue(value, at)]),
        ),
        rest: (property, where) => atRunTime(`${name}.${property}`, where),
      },
    }),
    call: (name) => ({ is: 'boolean', value: name !== 'failure' && name !== 'cancelled' }),
  };
}

export type Plain = string | number | boolean | null | readonly string[];

export const atRunTime = (name: string, at: Span): GithubValue =>
  hiddenValue(name, `\${{ ${name} }}`, `\`\${{ ${name} }}\` is known at run time only`, at);

function plainValue(value: Plain, at: Span): GithubValue {
  if (value === null) return { is: 'null' };
  if (typeof value === 'boolean') return { is: 'boolean', value };
  if (typeof value === 'number') return { is: 'number', value };
  if (typeof value === 'string') return { is: 'text', text: literal(value, at) };
  const hole = {
    symbol: 'one of several',
    shown: '${{ … }}',
    cause: { kind: 'expression', because: 'it varies', at },
  } as const;
  return { is: 'hidden', hole, among: value };
}
