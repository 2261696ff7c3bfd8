/** An input of an action with a value that matters, or with any at all. */
export interface InputIs {
  readonly name: string;
  /** The values, in lower case; absent: whatever is written. */
  readonly among?: readonly string[];
}

/** An action that deletes versions of a package in GitHub's registry by what tags they have, not by what an index lists. */
export interface CleanupAction {
  /** In lower case. */
  readonly action: string;
  /** Inputs by one of which it comes to delete versions without tags; none: it does so by itself. */
  readonly deletesBy: readonly InputIs[];
  /** Inputs by one of which it leaves the images of an index alone. */
  readonly sparedBy: readonly InputIs[];
  /** The first release that leaves them alone by itself; absent: none does. */
  readonly safeSince?: string;
  /** The input that names the package, without its owner. */
  readonly package: string;
  /** What to do instead, in the imperative. */
  readonly instead: string;
}

const indexAware = 'take `dataaxiom/ghcr-cleanup-action`, which keeps what an index lists';
const dryRun: InputIs = { name: 'dry-run', among: ['true'] };

/**
 * Source: github.com/actions/delete-package-versions README and issues 90 and 162; github.com/snok/container-retention-policy
 * README ("Safely handling multi-platform packages") and release v3.1.0; github.com/Chizkiyahu/delete-untagged-ghcr-action
 * action.yml and pull request 46; github.com/vlaurin/action-ghcr-prune README and issue 76.
 */
const cleanupActions: readonly CleanupAction[] = [
  {
    action: 'actions/delete-package-versions',
    deletesBy: [{ name: 'delete-only-untagged-versions', among: ['true'] }, { name: 'ignore-versions' }],
    sparedBy: [
      { name: 'package-version-ids' },
      { name: 'package-type', among: ['npm', 'maven', 'rubygems', 'nuget', 'docker'] },
    ],
    package: 'package-name',
    instead: indexAware,
  },
  {
    action: 'snok/container-retention-policy',
    deletesBy: [],
    sparedBy: [
      { name: 'skip-shas' },
      { name: 'tag-selection', among: ['tagged'] },
      { name: 'filter-include-untagged', among: ['false'] },
      dryRun,
    ],
    safeSince: '3.1.0',
    package: 'image-names',
    instead: 'take v3.1.0 or newer, which keeps what an index lists',
  },
  {
    action: 'chizkiyahu/delete-untagged-ghcr-action',
    deletesBy: [],
    sparedBy: [
      { name: 'except_untagged_multiplatform', among: ['true'] },
      { name: 'untagged_only', among: ['false'] },
    ],
    safeSince: '5',
    package: 'package_name',
    instead: 'take v6 or newer, or set `except_untagged_multiplatform: true`',
  },
  {
    action: 'vlaurin/action-ghcr-prune',
    deletesBy: [{ name: 'prune-untagged', among: ['true'] }],
    sparedBy: [dryRun],
    package: 'container',
    instead: indexAware,
  },
];

/** The row of an action, by its name in any case. */
export const cleanupAction = (action: string): CleanupAction | undefined =>
  cleanupActions.find((row) => row.action === action.toLowerCase());
