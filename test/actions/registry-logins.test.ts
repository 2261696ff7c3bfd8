import { expect, test } from 'vitest';
import { commandsOf } from './steps-of.ts';

test.each([
  ['regclient/actions/regctl-login@main', '', 'regctl registry login ghcr.io --pass-stdin'],
  ['regclient/actions/regctl-login@main', 'registry: quay.io', 'regctl registry login quay.io --pass-stdin'],
  ['imjasonh/setup-crane@v0.4', '', 'crane auth login ghcr.io --username dummy --password-stdin'],
])('%s with {%s} logs in', (action, inputs, command) => {
  expect(commandsOf(`- uses: ${action}\n  with: {${inputs}}`)).toEqual([command]);
});
