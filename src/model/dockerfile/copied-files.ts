import { any, knownString, no, type Text, type Truth, unknown, yes } from '../../value/index.ts';
import type { DockerfileCopy, DockerfileRun, DockerfileStage } from './dockerfile.ts';
import { type DockerfileReading, stagePlatform } from './dockerfile-readings.ts';
import { stageChain } from './dockerfile-stages.ts';

/**
 * Whether something that a `RUN` writes is copied into a stage of the image's platform, by the paths that both name.
 * Unknown where a path lies below a folder that the `RUN` fills, or is not known.
 */
export function isCopiedOn({ stages, platform }: DockerfileReading, stage: DockerfileStage, run: DockerfileRun): Truth {
  const written = pathsIn(run);
  const copies = stages
    .filter((other) => stagePlatform(other, platform).is === 'target')
    .flatMap((other) => other.copies.filter((copy) => comesFrom(copy, stage)));
  return any(copies.flatMap((copy) => copy.sources.map((source) => meets(source, written, copy))));
}

/** Whether a copy takes from a stage, or from one that starts from it. */
export const comesFrom = ({ from }: DockerfileCopy, stage: DockerfileStage): boolean =>
  from.is === 'set' && from.value.is === 'stage' && stageChain(from.value.stage).includes(stage);

/** What a `RUN` names that may be a file or a folder of its own making. */
function pathsIn({ commands }: DockerfileRun): readonly string[] {
  const words = commands.items.flatMap(({ args, writes }) => [...args.items, ...writes.map(({ path }) => path)]);
  return words
    .map((word) => (knownString(word) ?? '').replace(/^-[A-Za-z]{1,2}(?=[./])|^--?[a-z-]+=/, ''))
    .filter(isPath);
}

const isPath = (word: string): boolean => /^[\w./+@-]+$/.test(word) && !word.startsWith('-') && word !== '.';

function meets(source: Text, written: readonly string[], { span }: DockerfileCopy): Truth {
  const copied = knownString(source)?.replace(/\/+$/, '');
  if (copied === undefined || /[*?[]/.test(copied)) return written.length === 0 ? no : doubt(source, span);
  const name = copied.slice(copied.lastIndexOf('/') + 1);
  const paths = written.map((path) => path.replace(/^\.\//, '').replace(/\/+$/, ''));
  if (
    paths.some((path) => path === copied || path.startsWith(`${copied}/`) || (!path.startsWith('/') && path === name))
  )
    return yes;
  const isBelow = paths.some((path) => path.length > 1 && path.startsWith('/') && copied.startsWith(`${path}/`));
  return isBelow ? doubt(source, span) : no;
}

const doubt = (source: Text, at: DockerfileCopy['span']): Truth =>
  unknown({
    kind: 'indirection',
    because: `nothing says which command makes \`${knownString(source) ?? 'the files'}\``,
    at,
  });
