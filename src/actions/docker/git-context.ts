import { findInText, joinTexts, literal, sliceText, type Text } from '../../value/index.ts';
import type { ActionScene } from '../action-run.ts';

/**
 * What Docker's actions build from where nothing is written: the commit of the run, which BuildKit fetches itself.
 *
 * Source: docker/actions-toolkit src/context.ts gitContext.
 */
export function gitContext(scene: ActionScene): Text {
  const at = scene.use.span;
  const variable = (name: string): Text => variableOf(scene, name);
  return joinTexts(
    [
      variable('GITHUB_SERVER_URL'),
      literal('/', at),
      variable('GITHUB_REPOSITORY'),
      literal('.git#', at),
      variable('GITHUB_REF'),
    ],
    at,
  );
}

/** A variable that describes the run. */
export const variableOf = ({ use: { job, span } }: ActionScene, name: string): Text => ({
  ...job.variables.valueOf(name, span),
  span,
});

/** A text in which `{{defaultContext}}` stands for the commit of the run. */
export function withDefaultContext(text: Text, scene: ActionScene): Text {
  const written = /\{\{\s*defaultContext\s*\}\}/.exec(text.parts.filter((part) => typeof part === 'string').join('\0'));
  const at = written === null ? -1 : findInText(text, written[0]);
  if (written === null || at === -1) return text;
  const [head, tail] = [sliceText(text, 0, at), sliceText(text, at + written[0].length)];
  return joinTexts([head, gitContext(scene), tail], text.span);
}
