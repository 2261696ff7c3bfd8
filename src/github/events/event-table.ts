import type { RefBeginning } from './event-facts.ts';

/** Where the ref of an event's runs lies; `undefined`: in different places. */
export const refBeginningOf = (event: string): RefBeginning | undefined =>
  beginnings.find(({ events }) => events.has(event))?.beginning;

/**
 * `GITHUB_REF` by event. Those of `push` depend on its filters; those of `create`, `workflow_dispatch`, `deployment` and
 * `registry_package` are branches or tags.
 * Source: docs.github.com/actions/reference/events-that-trigger-workflows.
 */
const beginnings: readonly { readonly beginning: RefBeginning; readonly events: ReadonlySet<string> }[] = [
  { beginning: 'refs/tags/', events: new Set(['release']) },
  {
    beginning: 'refs/pull/',
    events: new Set(['pull_request', 'pull_request_review', 'pull_request_review_comment']),
  },
  {
    beginning: 'refs/heads/',
    events: new Set([
      'branch_protection_rule',
      'check_run',
      'check_suite',
      'delete',
      'discussion',
      'discussion_comment',
      'fork',
      'gollum',
      'image_version',
      'issue_comment',
      'issues',
      'label',
      'merge_group',
      'milestone',
      'public',
      'pull_request_target',
      'repository_dispatch',
      'schedule',
      'status',
      'watch',
      'workflow_run',
    ]),
  },
];

/** The names directly below `github.event` that an event certainly has not, in lower case. */
export function absentFrom(event: string): ReadonlySet<string> {
  if (!isKnownEvent(event)) return new Set();
  const foreign = [...payloads].filter(([, owners]) => !owners.includes(event)).map(([name]) => name);
  return new Set([...foreign, ...(withoutAction.has(event) ? ['action'] : [])]);
}

const isKnownEvent = (event: string): boolean =>
  refBeginningOf(event) !== undefined || withoutAction.has(event) || event === 'registry_package';

/** Parts of payloads and all events that have them. Source: docs.github.com/webhooks/webhook-events-and-payloads. */
const payloads: ReadonlyMap<string, readonly string[]> = new Map([
  ['client_payload', ['repository_dispatch']],
  ['head_commit', ['push']],
  ['inputs', ['workflow_dispatch']],
  ['issue', ['issues', 'issue_comment']],
  ['merge_group', ['merge_group']],
  ['pull_request', ['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment']],
  ['registry_package', ['registry_package']],
  ['release', ['release']],
  ['schedule', ['schedule']],
  ['workflow_run', ['workflow_run']],
]);

/** Events whose payload has no `action`. Source: as above. */
const withoutAction: ReadonlySet<string> = new Set([
  'create',
  'delete',
  'fork',
  'gollum',
  'public',
  'push',
  'schedule',
  'status',
  'workflow_dispatch',
]);

/** The activity types that start runs where `types` is not written; none: all of the event's. Source: as `beginnings`. */
export const usualTypes: ReadonlyMap<string, readonly string[]> = new Map([
  ['merge_group', ['checks_requested']],
  ['pull_request', ['opened', 'synchronize', 'reopened']],
  ['pull_request_target', ['opened', 'synchronize', 'reopened']],
  ['watch', ['started']],
]);
