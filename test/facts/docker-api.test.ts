import { describe, expect, test } from 'vitest';
import { dockerRefusal, isRefusedBySome, refusesOldClients } from '../../src/facts/docker-api.ts';
import type { ImageVersion } from '../../src/facts/tool-images.ts';
import { SourceFile } from '../../src/source/source-file.ts';

const { whole: span } = new SourceFile('.gitlab-ci.yml', '');

const release = (written: string): ImageVersion => {
  if (written === 'newest') return { is: 'newest', span };
  return written === 'unknown' ? { is: 'unknown' } : { is: 'exact', version: written, span };
};

describe('a Docker daemon', () => {
  test.each([
    ['20.10.24', '29.1.3', { is: 'too-old', speaks: '1.41', accepts: '1.44' }],
    ['24', '29.2', { is: 'too-old', speaks: '1.43', accepts: '1.44' }],
    ['18.09', 'newest', { is: 'too-old', speaks: '1.39', accepts: '1.40' }],
    ['29.1.3', '20.10.24', { is: 'too-new', speaks: '1.44', accepts: '1.41' }],
    ['newest', '18.09.9', { is: 'too-new', speaks: '1.40', accepts: '1.39' }],
  ])('refuses the client %s at %s', (client, daemon, refusal) => {
    expect(dockerRefusal({ client: release(client), daemon: release(daemon) })).toEqual(refusal);
  });

  test.each([
    ['19.03', 'newest'],
    ['24.0.9', '29.3.0'],
    ['24.0.9', '29'],
    ['25', '29.0.0'],
    ['28.5.2', '20.10'],
    ['29.3', '19.03.15'],
    ['1.13', '29.0'],
    ['unknown', '29.0'],
  ])('takes the client %s at %s', (client, daemon) => {
    expect(dockerRefusal({ client: release(client), daemon: release(daemon) })).toBeUndefined();
  });

  test('is asked for what the client is told to speak', () => {
    const pair = { client: release('28.5'), daemon: release('29.1') };
    expect(dockerRefusal({ ...pair, pinned: '1.43' })).toEqual({ is: 'too-old', speaks: '1.43', accepts: '1.44' });
    expect(dockerRefusal({ ...pair, pinned: '1.53' })).toEqual({ is: 'too-new', speaks: '1.53', accepts: '1.52' });
    expect(dockerRefusal({ ...pair, pinned: '1.44' })).toBeUndefined();
  });

  test('may be told to take old clients', () => {
    const pair = { client: release('20.10'), daemon: release('29.1') };
    expect(dockerRefusal({ ...pair, accepted: '1.24' })).toBeUndefined();
    expect(dockerRefusal({ ...pair, accepted: '1.42' })).toEqual({ is: 'too-old', speaks: '1.41', accepts: '1.42' });
  });
});

test('clients before 25 are refused by some daemons, and 29.0 to 29.2 refuse them', () => {
  expect(['24.0', '25.0', 'unknown'].map((client) => isRefusedBySome(release(client)))).toEqual([true, false, false]);
  expect(['28.5', '29.2', '29.3', 'newest'].map((daemon) => refusesOldClients(release(daemon)))).toEqual([
    false,
    true,
    false,
    false,
  ]);
});
