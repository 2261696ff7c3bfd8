import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { closed } from '../../value/index.ts';
import type { Contexts, GithubObject, GithubValue } from '../expression/github-value.ts';
import { valueOfWritten } from '../expression/written.ts';

/** What a value of a workflow is worth, with all expressions in it evaluated. It must be of bounded depth, as what the YAML reader gives is. */
export function valueOfYaml(yaml: YamlValue, contexts: Contexts): GithubValue {
  switch (yaml.kind) {
    case 'mapping':
      return { is: 'object', object: objectOf(yaml, contexts) };
    case 'sequence':
      return { is: 'array', items: closed(yaml.items.map((item) => valueOfYaml(item, contexts))) };
    case 'reference':
      return valueOfYaml(yaml.content, contexts);
    case 'string':
      return valueOfWritten(yaml.text, contexts);
    case 'boolean':
      return { is: 'boolean', value: yaml.value };
    case 'integer':
    case 'float':
      return { is: 'number', value: yaml.value };
    case 'null':
      return { is: 'null' };
  }
}

function objectOf({ entries }: YamlMapping, contexts: Contexts): GithubObject {
  const values = new Map<string, GithubValue>();
  let rest: GithubObject['rest'];
  for (const [name, { value }] of entries) {
    const worth = valueOfYaml(value, contexts);
    if (!isInsertion(name)) values.set(name.toLowerCase(), worth);
    else if (worth.is === 'hidden') rest = () => worth;
    else if (worth.is === 'object') for (const [inner, one] of worth.object.entries) values.set(inner, one);
  }
  return { entries: values, ...(rest === undefined ? {} : { rest }) };
}

/** Whether a key stands for the entries of its value: `${{ insert }}`. Source: github.com/actions/runner, `TemplateConstants.cs`. */
export const isInsertion = (key: string): boolean => /^\$\{\{\s*insert\s*\}\}$/.test(key);
