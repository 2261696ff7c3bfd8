import type { ActionUse } from '../../model/index.ts';
import { isClosed, open, type Text } from '../../value/index.ts';
import type { ActionCommand, ActionRun, ActionScene } from '../action-run.ts';
import { builtDigest } from '../built-digest.ts';
import { inputText } from '../inputs.ts';
import { wordItems } from '../open-items.ts';
import { commandOf, word } from '../words.ts';
import { imageNames } from './image-names.ts';
import { loginOf } from './podman-login.ts';

/**
 * `redhat-actions/push-to-registry`: `podman push` for each tag, or `podman manifest push --all` where the name is that of a list.
 * `podman push` is written for both: it pushes lists, too.
 *
 * Source: redhat-actions/push-to-registry src/index.ts, action.yml (v2); a digest file is named for the image unless `digestfile`
 * names one.
 */
export function runPushToRegistry({ use }: ActionScene): ActionRun {
  const { local, remote } = imageNames(use);
  const [first] = remote.items;
  return {
    commands: [
      ...loginCommand(use),
      ...local.items.map((source, at) => pushOf(use, source, remote.items[at] ?? source)),
    ],
    outputs: new Map([
      ['digest', builtDigest(use)],
      ...(first === undefined ? [] : [['registry-path', first] as const]),
    ]),
    ...(isClosed(local) ? {} : { openTo: local.openTo }),
  };
}

/** It pushes with credentials of its own where both are given. */
function loginCommand(use: ActionUse): readonly ActionCommand[] {
  const registry = inputText(use, 'registry');
  const [username, password] = [inputText(use, 'username'), inputText(use, 'password')];
  if (registry === undefined || username === undefined || password === undefined) return [];
  return [loginOf(use, { registry, username, password })];
}

function pushOf(use: ActionUse, source: Text, destination: Text): ActionCommand {
  const extra = wordItems(use, 'extra-args');
  const args = [word('push', use), word('--quiet', use), source, destination, ...extra.items];
  return { ...commandOf('podman', use.span, []), args: open(args, ...extra.openTo) };
}
