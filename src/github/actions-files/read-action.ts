import type { EmbeddedText } from '../../source/embedded-text.ts';
import { SourceFile, type Span } from '../../source/source-file.ts';
import type { Workspace } from '../../source/workspace.ts';
import { readYaml } from '../../syntax/yaml.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import type { Cause } from '../../value/index.ts';
import { optional, readSteps } from '../jobs/steps.ts';
import type { Steps, WrittenValue } from '../step.ts';
import { isMapping, mappingAt, textAt, valueAt } from '../workflow/yaml-access.ts';

/** A composite action of the repository, as written. */
export interface CompositeAction extends Steps {
  /** By name in lower case. */
  readonly inputs: ReadonlyMap<string, ActionInputSpec>;
  /** The expressions of its outputs, by name as written. */
  readonly outputs: ReadonlyMap<string, WrittenValue>;
  readonly file: SourceFile;
}

/** What an action says of one of its inputs. */
export interface ActionInputSpec {
  readonly name: string;
  /** Absent: without a value the input is empty. */
  readonly default?: EmbeddedText;
  readonly isRequired: boolean;
  readonly span: Span;
}

/**
 * The composite action in a folder of the repository (`.github/actions/build`, empty for the root); otherwise why it is not
 * one whose steps can be read. `at`: the `uses` that names it.
 * Source: docs.github.com/actions/reference/metadata-syntax-for-github-actions.
 */
export function readAction(workspace: Workspace, folder: string, at: Span): CompositeAction | Cause {
  const prefix = folder === '' ? '' : `${folder}/`;
  for (const name of ['action.yml', 'action.yaml']) {
    const content = workspace.read(prefix + name);
    if (content.is === 'unreadable') return indirection(`\`${prefix}${name}\` cannot be read`, at);
    if (content.is === 'text') return actionIn(new SourceFile(prefix + name, content.text), at);
  }
  return indirection(`the action in \`${folder === '' ? './' : folder}\` is not in the repository`, at);
}

const indirection = (because: string, at: Span): Cause => ({ kind: 'indirection', because, at });

function actionIn(file: SourceFile, at: Span): CompositeAction | Cause {
  const { value, problems } = readYaml(file, undefined, 'core');
  if (problems.length > 0 || !isMapping(value)) return indirection(`\`${file.path}\` does not parse`, at);
  const runs = mappingAt(value, 'runs');
  const using = textAt(runs, 'using')?.text ?? '';
  if (runs === undefined || using.toLowerCase() !== 'composite') {
    const what = using === '' ? 'does not say what it runs' : `runs on \`${using}\``;
    return indirection(`the action \`${file.path}\` ${what} and is not looked into`, at);
  }
  return { steps: readSteps(valueAt(runs, 'steps')), inputs: inputsOf(value), outputs: outputsOf(value), file };
}

const inputsOf = (action: YamlMapping): ReadonlyMap<string, ActionInputSpec> =>
  new Map(
    [...(mappingAt(action, 'inputs')?.entries ?? [])].map(([name, { key, value }]) => {
      const body = isMapping(value) ? value : undefined;
      const isRequired = textAt(body, 'required')?.text === 'true';
      return [
        name.toLowerCase(),
        { name, isRequired, span: key.span, ...optional('default', textAt(body, 'default')) },
      ];
    }),
  );

function outputsOf(action: YamlMapping): ReadonlyMap<string, WrittenValue> {
  const outputs = new Map<string, WrittenValue>();
  for (const [name, { key, value }] of mappingAt(action, 'outputs')?.entries ?? []) {
    const text = isMapping(value) ? textAt(value, 'value') : undefined;
    if (text !== undefined) outputs.set(name, { name, text, key: key.span });
  }
  return outputs;
}
