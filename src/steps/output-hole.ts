import type { Span } from '../source/source-file.ts';
import { hole, type Text } from '../value/index.ts';

/** What a step sets at run time: one value for the step, `path` (`build.outputs.digest`) and the list in which it stands. */
export function outputHole(list: string, path: string, at: Span): Text {
  const shown = `steps.${path}`;
  return hole(`${shown.toLowerCase()}@${list}`, `\${{ ${shown} }}`, {
    kind: 'expression',
    because: `\`${shown}\` is set when the step runs`,
    at,
  });
}
