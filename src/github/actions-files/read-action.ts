import type { Rejection } from '../../model/pipeline/pipeline.ts';
import { SourceFile } from '../../source/source-file.ts';
import type { Workspace } from '../../source/workspace.ts';
import { readYaml } from '../../syntax/yaml.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import type { Cause } from '../../value/index.ts';
import { readSteps } from '../jobs/steps.ts';
import { selfPath } from '../self-path.ts';
import type { Steps, WrittenValue } from '../step.ts';
import { shapeFaults } from '../workflow/shape.ts';
import { isMapping, mappingAt, textAt, valueAt } from '../workflow/yaml-access.ts';
import { actionShape } from './action-shape.ts';

/** A composite action of the repository, as written. */
export interface CompositeAction extends Steps {
  /** The defaults of its inputs, by name in lower case; `undefined` where an input has none and is empty without a value. */
  readonly inputs: ReadonlyMap<string, WrittenValue | undefined>;
  /** The expressions of its outputs, by name as written. */
  readonly outputs: ReadonlyMap<string, WrittenValue>;
  readonly file: SourceFile;
  /** What GitHub refuses about it, for which the steps that use it fail. */
  readonly rejections: readonly Rejection[];
}

/**
 * The composite action in a folder of the repository (`.github/actions/build`, empty for the root, or as `uses` names it);
 * otherwise why it is not one whose steps can be read.
 * Source: docs.github.com/actions/reference/metadata-syntax-for-github-actions.
 */
export function readAction(workspace: Workspace, path: string): CompositeAction | Cause {
  const folder = selfPath(path) ?? path;
  const prefix = folder === '' ? '' : `${folder}/`;
  for (const name of ['action.yml', 'action.yaml']) {
    const content = workspace.read(prefix + name);
    if (content.is === 'unreadable')
      return indirection(`\`${prefix}${name}\` cannot be read`, new SourceFile(prefix + name, ''));
    if (content.is === 'text') return actionIn(new SourceFile(prefix + name, content.text));
  }
  return indirection(
    `the action in \`${folder === '' ? './' : folder}\` is not in the repository`,
    new SourceFile(`${prefix}action.yml`, ''),
  );
}

const indirection = (because: string, { whole: at }: SourceFile): Cause => ({ kind: 'indirection', because, at });

function actionIn(file: SourceFile): CompositeAction | Cause {
  const { value, problems } = readYaml(file, undefined, 'core');
  if (problems.length > 0 || !isMapping(value)) return indirection(`\`${file.path}\` does not parse`, file);
  const runs = mappingAt(value, 'runs');
  const using = textAt(runs, 'using')?.text ?? '';
  if (runs === undefined || using.toLowerCase() !== 'composite') {
    const what = using === '' ? 'does not say what it runs' : `runs on \`${using}\``;
    return indirection(`the action \`${file.path}\` ${what} and is not looked into`, file);
  }
  return {
    steps: readSteps(valueAt(runs, 'steps')),
    inputs: inputsOf(value),
    outputs: outputsOf(value),
    file,
    rejections: shapeFaults(value, actionShape),
  };
}

const inputsOf = (action: YamlMapping): CompositeAction['inputs'] =>
  new Map(
    [...(mappingAt(action, 'inputs')?.entries ?? [])].map(([name, { key, value }]) => {
      const text = isMapping(value) ? textAt(value, 'default') : undefined;
      return [name.toLowerCase(), text === undefined ? undefined : { name, text, key: key.span }];
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
