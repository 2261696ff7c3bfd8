import { joinTexts, literal, type Text } from '../../../value/index.ts';
import type { ActionScene } from '../../action-run.ts';
import { commitOf, refName, runValue } from './run-value.ts';

/** What stands between the braces of a template, and what it is worth. */
export type Expression = (words: string, at: Text['span']) => Text;

/** A text whose `{{…}}` are replaced; one that a hole cuts in two stays as it is. */
export function fillTemplate(text: Text, valueOf: Expression): Text {
  const pieces = text.parts.flatMap((part): readonly Text[] => {
    if (typeof part !== 'string') return [{ parts: [part], span: text.span }];
    return part.split(/(\{\{[^{}]*\}\})/).map((piece) => {
      const words = /^\{\{([^{}]*)\}\}$/.exec(piece)?.[1];
      return words === undefined ? literal(piece, text.span) : valueOf(normalised(words), text.span);
    });
  });
  return joinTexts(pieces, text.span);
}

const normalised = (words: string): string => words.trim().replaceAll(/\s+/g, ' ').replaceAll('"', "'");

/**
 * What the expressions that every attribute knows are worth.
 *
 * Source: docker/metadata-action README, "Global expressions".
 */
export const globalExpression =
  (scene: ActionScene): Expression =>
  (words, at) => {
    const [name = ''] = words.split(' ');
    if (name === 'branch' || name === 'tag') return refName(scene, name, at);
    if (name === 'sha') return commitOf(scene, 'short', at);
    // Jobs of one run ask for the time at different seconds.
    const isFine = name === 'date' && /[HhkmsSxX]/.test(words.replace(/ tz=.*$/, '').slice(name.length));
    return runValue(scene, isFine ? `${words} in ${scene.scope}` : words, `{{${words}}}`, at);
  };
