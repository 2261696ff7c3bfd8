import { expect, test } from 'vitest';
import { cleanupAction } from '../../src/facts/registry-cleanup.ts';

test('actions are known in any case, and inputs are named as runners hand them on', () => {
  const row = cleanupAction('Chizkiyahu/delete-untagged-ghcr-action');
  expect(row?.safeSince).toBe('5');
  for (const { name } of [...(row?.sparedBy ?? []), ...(row?.deletesBy ?? [])]) expect(name).toBe(name.toLowerCase());
});

test('one that looks into indexes is none of them', () => {
  expect(cleanupAction('dataaxiom/ghcr-cleanup-action')).toBeUndefined();
});
