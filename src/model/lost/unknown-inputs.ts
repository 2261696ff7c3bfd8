import { knownInputs, type UnknownInput, unknownInput } from '../../facts/action-inputs.ts';
import { groupBy, nearest } from '../../value/index.ts';
import type { ActionInput, ActionUse } from '../pipeline/action-use.ts';
import { actionVersion } from '../pipeline/action-version.ts';
import type { Project } from '../project.ts';

/** An input that an action is given and does not know. */
export interface IgnoredInput extends UnknownInput {
  /** The steps that give it: one as written, in each job that runs it. */
  readonly uses: readonly [ActionUse, ...ActionUse[]];
  /** Its name, in lower case. */
  readonly name: string;
  readonly input: ActionInput;
}

/** The inputs that actions ignore because they do not know them, each place once. */
export function ignoredInputs(project: Project): readonly IgnoredInput[] {
  const given = [...project.work.values()].flatMap(({ actions }) =>
    actions.flatMap((use) => [...use.inputs].map(([name, input]) => ({ use, name, input }))),
  );
  const byPlace = groupBy(given, ({ input: { key } }) => `${key.file.path}\0${String(key.start)}`);
  return [...byPlace.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const { use, name, input } = first;
    const version = actionVersion(use);
    const unknown = unknownInput(use.action, name, version.is === 'set' ? version.value : undefined);
    if (unknown === undefined) return [];
    const instead = unknown.instead ?? nearest(name.replaceAll('_', '-'), knownInputs(use.action));
    const uses = [use, ...others.map((other) => other.use)] as const;
    return [{ ...unknown, ...(instead !== undefined && { instead }), uses, name, input }];
  });
}
