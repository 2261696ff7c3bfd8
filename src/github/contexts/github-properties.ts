import type { ValueScope } from './run-hole.ts';

const namesOf = (names: string): readonly string[] => names.split(/\s+/).filter((name) => name !== '');

const rows: readonly (readonly [ValueScope, string])[] = [
  [
    'repository',
    `api_url graphql_url repository repository_id repository_owner repository_owner_id repositoryurl server_url workspace`,
  ],
  [
    'run',
    `actor actor_id artifact_cache_size_limit base_ref event_name head_ref ref ref_name ref_protected ref_type
     repository_visibility retention_days run_attempt run_id run_number secret_source sha token triggering_actor workflow
     workflow_ref workflow_sha`,
  ],
  [
    'job',
    `action action_path action_ref action_repository action_status env event_path job job_workflow_sha output path state
     step_summary`,
  ],
];

/**
 * The properties of `github` but for `event`, in lower case, and where each of them is one and the same. The variable `GITHUB_SHA`
 * has the value of `github.sha`, and so on.
 *
 * Source: docs.github.com/actions/reference/workflows-and-actions/contexts (github context);
 * docs.github.com/actions/reference/workflows-and-actions/variables (default variables).
 */
export const githubProperties: ReadonlyMap<string, ValueScope> = new Map(
  rows.flatMap(([scope, names]) => namesOf(names).map((name) => [name, scope] as const)),
);

/** Properties that are no variables. */
const withoutVariable: ReadonlySet<string> = new Set([
  'action_status',
  'artifact_cache_size_limit',
  'job_workflow_sha',
  'repositoryurl',
  'repository_visibility',
  'secret_source',
  'token',
]);

/** The property whose value a default variable has; `undefined` for a name that is no such variable. */
export function propertyOfVariable(name: string): string | undefined {
  const property = name.startsWith('GITHUB_') ? name.slice('GITHUB_'.length).toLowerCase() : '';
  return githubProperties.has(property) && !withoutVariable.has(property) ? property : undefined;
}

/** The properties of `runner`: the variables `RUNNER_OS` and so on. */
export const runnerProperties: ReadonlySet<string> = new Set(
  namesOf('arch debug environment name os temp tool_cache tracking_id workspace'),
);
