import type { DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import { type Patch, replaceBy } from './fix.ts';

/** Takes a flag off the `FROM` line of a stage, with the blanks behind it; nothing if it is not there. */
export function dropFlag({ flags }: DockerfileStage, name: string): readonly Patch[] {
  return flags
    .filter((flag) => flag.name === name)
    .map(({ span: { file, start, end } }) => {
      const blanks = /^[ \t]*/.exec(file.text.slice(end, end + 100))?.[0].length ?? 0;
      return replaceBy(file.span(start, end + blanks), '');
    });
}
