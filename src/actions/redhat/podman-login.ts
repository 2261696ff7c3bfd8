import type { ActionUse } from '../../model/index.ts';
import { literal, type Text } from '../../value/index.ts';
import type { ActionCommand, ActionRun, ActionScene } from '../action-run.ts';
import { inputText } from '../inputs.ts';
import { commandOf, flagged, word } from '../words.ts';

/**
 * `redhat-actions/podman-login`.
 *
 * Source: redhat-actions/podman-login src/index.ts, action.yml (v1).
 */
export function runPodmanLogin({ use }: ActionScene): ActionRun {
  const missing = literal('', use.span);
  const registry = inputText(use, 'registry') ?? missing;
  const username = inputText(use, 'username') ?? missing;
  return { commands: [loginOf(use, { registry, username, password: inputText(use, 'password') ?? missing })] };
}

/** What a login needs. */
export interface Credentials {
  readonly registry: Text;
  readonly username: Text;
  readonly password: Text;
}

/** A login whose password does not stand in the line: that it does in the action is not the user's doing. */
export const loginOf = (use: ActionUse, { registry, username, password }: Credentials): ActionCommand => ({
  ...commandOf('podman', use.span, [
    word('login', use),
    ...flagged('--username', username),
    word('--password-stdin', use),
    registry,
  ]),
  stdin: password,
});
