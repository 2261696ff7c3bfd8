import type { ActionUse } from '../../model/index.ts';
import { literal, type Text } from '../../value/index.ts';
import type { ActionCommand, ActionRun, ActionScene } from '../action-run.ts';
import { inputText } from '../inputs.ts';
import { commandOf, flagged, word } from '../words.ts';
import { mappingsOf } from './mappings.ts';

/**
 * `docker/login-action`: one login, or, in newer ones, one for each entry of `registry-auth`. For Amazon's registry it asks for
 * the password itself.
 *
 * Source: docker/login-action, action.yml, src/context.ts and src/docker.ts of v1 to v4.
 */
export function runLogin({ use }: ActionScene): ActionRun {
  if (inputText(use, 'registry-auth') === undefined) {
    return { commands: [loginTo(use, (name) => inputText(use, name))] };
  }
  const entries = mappingsOf(use, 'registry-auth');
  const known = entries.length > 0 ? entries : [new Map<string, Text>()];
  return { commands: known.map((entry) => loginTo(use, (name) => entry.get(name))) };
}

function loginTo(use: ActionUse, input: (name: string) => Text | undefined): ActionCommand {
  const username = input('username');
  const registry = input('registry');
  const login = commandOf('docker', use.span, [
    word('login', use),
    ...(username === undefined ? [] : flagged('--username', username)),
    word('--password-stdin', use),
    ...(registry === undefined ? [] : [registry]),
  ]);
  return { ...login, stdin: input('password') ?? literal('', use.span) };
}
