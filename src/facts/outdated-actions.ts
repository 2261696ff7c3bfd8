import { isAtLeast } from './version.ts';

/** Releases of an action that lack something which a workflow for several architectures relies on. */
export interface OutdatedAction {
  /** In lower case. */
  readonly action: string;
  /** The releases that are meant: from one, which counts, to another, which does not. */
  readonly from: string;
  readonly below: string;
  /** What they do or lack: completes "`build` uses `actions/upload-artifact@v3`, …". */
  readonly because: string;
  /** What to take instead, in the imperative. */
  readonly instead: string;
  /** Whether that is more than age: the step fails, or does not do what it is asked. */
  readonly isBroken: boolean;
}

const refused = 'which fails on github.com since the beginning of 2025';
const fresh = 'take v4 or newer (before v4 only GitHub Enterprise Server takes it)';

/** Releases before the one that came with Node 20: those for Node 12, and from `since` on those for Node 16. */
const forOldNode = (action: string, since: string, below: string, from = '0'): readonly OutdatedAction[] =>
  [
    { from, below: since, because: 'which was made for Node 12; runners have run it with a newer one since 2023' },
    { from: since, below, because: 'which was made for Node 16; runners have run it with a newer one since 2024' },
  ].map((row) => ({ action, ...row, instead: `take v${below} or newer`, isBroken: false }));

/**
 * The first row that matches counts.
 *
 * Source: github.blog/changelog 2024-04-16 (artifact actions v3), 2024-02-13 (v1 and v2), 2024-12-05 (actions/cache); github.com/
 * actions/cache discussion 1510; github.blog/changelog 2023-06-13 (Node 12 to 16), 2024-03-07 (Node 16 to 20, forced from June
 * 2024); docker/build-push-action UPGRADE.md and action.yml of v1; action.yml (`runs.using`) of the releases of the docker/* actions; README of crazy-max/ghaction-docker-buildx.
 */
const outdatedActions: readonly OutdatedAction[] = [
  { action: 'actions/upload-artifact', from: '0', below: '4', because: refused, instead: fresh, isBroken: true },
  { action: 'actions/download-artifact', from: '0', below: '4', because: refused, instead: fresh, isBroken: true },
  { action: 'actions/cache', from: '0', below: '3.4.0', because: refused, instead: 'take v4 or newer', isBroken: true },
  {
    action: 'actions/cache',
    from: '4',
    below: '4.2.0',
    because: refused,
    instead: 'take v4.2.0 or newer',
    isBroken: true,
  },
  {
    action: 'docker/build-push-action',
    from: '0',
    below: '2',
    because: 'which is not built on buildx and knows no `platforms`',
    instead: 'take v6 or newer behind `docker/setup-buildx-action`',
    isBroken: true,
  },
  {
    action: 'crazy-max/ghaction-docker-buildx',
    from: '0',
    below: '1000',
    because: 'which is archived',
    instead: 'take `docker/setup-buildx-action` and `docker/setup-qemu-action`',
    isBroken: false,
  },
  ...forOldNode('docker/build-push-action', '3', '5', '2'),
  ...forOldNode('docker/bake-action', '2', '4'),
  ...forOldNode('docker/setup-buildx-action', '2', '3'),
  ...forOldNode('docker/setup-qemu-action', '2', '3'),
  ...forOldNode('docker/login-action', '2', '3'),
  ...forOldNode('docker/metadata-action', '4', '5'),
];

/** What is wrong with a release of an action, if it is an outdated one; a version of one number is the newest of its line. */
export const outdatedAction = (action: string, version: string): OutdatedAction | undefined =>
  outdatedActions.find(
    (row) => row.action === action.toLowerCase() && isAtLeast(version, row.from) && !isAtLeast(version, row.below),
  );
