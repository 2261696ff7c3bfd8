import { isMapping, isSequence, isString } from '../yaml-access.ts';
import { attribute, integers, isInteger, isStrings, spelled } from './attributes.ts';
import { complain, inTurn, isOpen, mapping, must, type Shape } from './shape.ts';

/** Source: GitLab `app/models/concerns/enums/ci/commit_status.rb`; `doc/ci/yaml/_index.md` retry:when. */
const failures: ReadonlySet<string> = new Set(
  `always unknown_failure script_failure api_failure stuck_or_timeout_failure stuck_pending_with_matching_runners
  stuck_pending_no_matching_runners no_updates_running no_updates_canceling runner_system_failure
  missing_dependency_failure runner_unsupported stale_schedule job_execution_timeout job_execution_server_timeout
  runner_provisioning_timeout archived_failure unmet_prerequisites scheduler_failure data_integrity_failure
  forward_deployment_failure user_blocked project_deleted ci_quota_exceeded pipeline_loop_detected no_matching_runner
  trace_size_exceeded builds_disabled environment_creation_failure deployment_rejected
  failed_outdated_deployment_job protected_environment_failure insufficient_bridge_permissions
  downstream_bridge_project_not_found invalid_bridge_trigger upstream_bridge_project_not_found
  insufficient_upstream_permissions bridge_pipeline_is_child_pipeline downstream_pipeline_creation_failed
  secrets_provider_not_found reached_max_descendant_pipelines_depth ip_restriction_failure
  reached_max_pipeline_hierarchy_size reached_downstream_pipeline_trigger_rate_limit job_token_expired
  runner_configuration_error runner_external_dependency_failure runner_interrupted duo_workflow_not_allowed
  job_router_failure`.split(/\s+/),
);

const count = (name: string): Shape =>
  inTurn(
    must(isInteger, `${name} must be an integer`),
    must((value) => Number(spelled(value)) >= 0, `${name} must be greater than or equal to 0`),
    must((value) => Number(spelled(value)) <= 2, `${name} must be less than or equal to 2`),
  );

const when: Shape = (value, path) => {
  if (isString(value))
    return failures.has(value.value) ? [] : complain(path, 'when is not included in the list', value.span);
  const unknown = isSequence(value) ? value.items.filter((item) => isString(item) && !failures.has(item.value)) : [];
  const [first] = unknown;
  if (first !== undefined)
    return complain(path, `when contains unknown values: ${unknown.map(spelled).join(', ')}`, first.span);
  return attribute('when', isStrings, 'should be an array of strings or a string')(value, path);
};

const detailed = mapping({ max: count('max'), when, exit_codes: integers('exit codes') }, '');

/** GitLab names this keyword alone in the place. Source: GitLab `lib/gitlab/ci/config/entry/retry.rb`. */
export const retry: Shape = (value) => {
  if (isOpen(value)) return [];
  if (isMapping(value)) return detailed(value, 'retry');
  if (isInteger(value)) return count('config')(value, 'retry');
  return complain('retry', 'config has to be either an integer or a hash', value.span);
};
