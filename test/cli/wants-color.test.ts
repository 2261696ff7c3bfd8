import { expect, test } from 'vitest';
import { wantsColor } from '../../src/cli/call/wants-color.ts';

test.each([
  ['auto', {}, true, true],
  ['auto', {}, false, false],
  ['auto', { TERM: 'dumb' }, true, false],
  ['auto', { CI: 'true' }, false, true],
  ['auto', { CI: '1' }, false, false],
  ['auto', { NO_COLOR: '1', FORCE_COLOR: '1', CI: 'true' }, true, false],
  ['auto', { NO_COLOR: '', CI: 'true' }, false, true],
  ['auto', { FORCE_COLOR: '1' }, false, true],
  ['auto', { FORCE_COLOR: '' }, false, true],
  ['auto', { FORCE_COLOR: '0', CI: 'true' }, true, false],
  ['always', { NO_COLOR: '1' }, false, true],
  ['never', { FORCE_COLOR: '1' }, true, false],
] as const)('--color %s with %j on a terminal (%j): %j', (choice, environment, isTerminal, isColored) => {
  expect(wantsColor(choice, environment, isTerminal)).toBe(isColored);
});
