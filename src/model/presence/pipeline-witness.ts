import type { PipelineKind } from './pipeline-kinds.ts';
import { type Fact, refName, type World, type WorldValue } from './pipeline-world.ts';

/** A pipeline that shows something. */
export interface Witness {
  /** ``a pipeline for a tag``, ``a pipeline for the branch `next`, without `$BUILD_ARM` ``, ``a run started by `push` ``. */
  readonly shown: string;
}

/** Where GitHub has the name of the event that starts a run. */
const eventName = 'github.event_name';

/** An imagined pipeline in words: what was decided of it. `run`: how its system calls it. */
export function witnessOf({ kind, values, facts }: World, run = 'pipeline'): Witness {
  const event = values.get(eventName);
  const start = event?.is === 'text' ? ` started by \`${event.text}\`` : '';
  const circumstances = [
    ...[...values]
      .filter(([name, value]) => name !== refName && name !== eventName && !isUsualSource(value, kind))
      .map(([name, value]) => circumstance(name, value)),
    ...[...facts.values()].flatMap(changeIn),
  ];
  return { shown: [`a ${run}${whatFor(kind, values.get(refName))}${start}`, ...circumstances].join(', ') };
}

function whatFor(kind: PipelineKind | undefined, ref: WorldValue | undefined): string {
  if (kind === undefined) return '';
  const { shown } = kind;
  const plain = shown.replace(/^an? /, '');
  const isRef = plain === 'tag' || plain === 'branch';
  if (ref?.is === 'default-branch') return isRef ? ' for the default branch' : ` for ${shown} of the default branch`;
  if (ref?.is !== 'text') return ` for ${shown}`;
  if (!isRef) return ` for ${shown} of the branch \`${ref.text}\``;
  return ref.isNamed ? ` for the ${plain} \`${ref.text}\`` : ` for ${shown} such as \`${ref.text}\``;
}

/** What most pipelines of a kind are started by goes without saying. */
const isUsualSource = (value: WorldValue, kind: PipelineKind | undefined): boolean =>
  value.is === 'text' && value.text === kind?.sources[0];

function circumstance(name: string, value: WorldValue): string {
  switch (value.is) {
    case 'none':
      return `without \`$${name}\``;
    case 'default-branch':
      return `with the default branch as \`$${name}\``;
    case 'some':
      return `with another \`$${name}\``;
    case 'text':
      if (name === 'CI_PIPELINE_SOURCE') return `started by \`${value.text}\``;
      return value.text === '' ? `with an empty \`$${name}\`` : `with \`${value.text}\` as \`$${name}\``;
  }
}

function changeIn({ files, holds }: Fact): readonly string[] {
  if (files === undefined) return [];
  const which = `\`${files.glob}\``;
  return [holds ? `that changes ${which}` : `that does not change ${which}`];
}
