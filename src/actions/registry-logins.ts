import type { ActionRun, ActionScene } from './action-run.ts';
import { inputOr } from './inputs.ts';
import { commandOf, word } from './words.ts';

/**
 * `regclient/actions/regctl-login`: `regctl registry login`, by default to GitHub's registry as who runs the workflow.
 *
 * Source: regclient/actions regctl-login/action.yml.
 */
export const runRegctlLogin = ({ use }: ActionScene): ActionRun => ({
  commands: [
    commandOf('regctl', use.span, [
      word('registry', use),
      word('login', use),
      inputOr(use, 'registry', 'ghcr.io'),
      word('--pass-stdin', use),
    ]),
  ],
});

/**
 * `imjasonh/setup-crane`, which also logs in to GitHub's registry with the token of the run.
 *
 * Source: imjasonh/setup-crane action.yml.
 */
export const runSetupCrane = ({ use }: ActionScene): ActionRun => ({
  commands: [
    commandOf(
      'crane',
      use.span,
      ['auth', 'login', 'ghcr.io', '--username', 'dummy', '--password-stdin'].map((one) => word(one, use)),
    ),
  ],
});
