import type { ActionUse } from '../model/index.ts';
import type { Span } from '../source/source-file.ts';
import { closed, joinTexts, literal, type Text } from '../value/index.ts';
import type { ActionCommand } from './action-run.ts';
import { inputList, inputText, inputTruth, type ListStyle, placeOf } from './inputs.ts';

/** A word that the action puts in by itself. */
export const word = (written: string, { span }: ActionUse): Text => literal(written, span);

/** A flag with a value, both at the place where the value is written. */
export const flagged = (flag: string, value: Text): readonly Text[] => [literal(flag, value.span), value];

/** A flag for an input that holds one value; none where it is not written. */
export function flagOf(use: ActionUse, name: string, flag = `--${name}`): readonly Text[] {
  const value = inputText(use, name);
  return value === undefined ? [] : flagged(flag, value);
}

/** A flag for each item of an input. */
export const flagsOf = (use: ActionUse, name: string, flag: string, style: ListStyle): readonly Text[] =>
  inputList(use, name, style).flatMap((item) => flagged(flag, item));

/** A flag without a value for an input that is on; with a hole for its value where that is not known. */
export function switchOf(use: ActionUse, name: string, flag = `--${name}`): readonly Text[] {
  const isOn = inputTruth(use, name, false);
  if (isOn.is === 'no') return [];
  const at = placeOf(use, name);
  const value = inputText(use, name);
  const isHidden = isOn.is === 'unknown' && value !== undefined;
  return [isHidden ? joinTexts([literal(`${flag}=`, at), value], at) : literal(flag, at)];
}

/** A flag whose value is a file of the action's own, with a name that no other step has. */
export function ownFile(
  flag: string,
  name: string,
  { use, scope }: { readonly use: ActionUse; readonly scope: string },
): readonly Text[] {
  return [word(flag, use), ownPath(name, { use, scope })];
}

/** The path of a file in the folder that an action makes for itself. */
export function ownPath(name: string, { use, scope }: { readonly use: ActionUse; readonly scope: string }): Text {
  const cause = {
    kind: 'expression',
    because: `\`${use.action}\` makes the folder at run time`,
    at: use.span,
  } as const;
  const folder = { symbol: `${scope} folder`, shown: '$RUNNER_TEMP/docker-actions-toolkit', cause };
  return { parts: [folder, `/${name}`], span: use.span };
}

/** A command of an action. */
export const commandOf = (program: string, at: Span, args: readonly Text[]): ActionCommand => ({
  program: literal(program, at),
  args: closed(args),
});
