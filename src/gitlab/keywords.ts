/**
 * Top-level keys that are never jobs.
 * Source: GitLab `lib/gitlab/ci/config/entry/root.rb`, `jobs.rb`.
 */
export const reservedRootKeys: ReadonlySet<string> = new Set([
  'include',
  'before_script',
  'image',
  'services',
  'after_script',
  'variables',
  'stages',
  'cache',
]);

/** Top-level keys that are jobs only if their value looks like one. Source: GitLab `entry/root.rb#filter_jobs!`. */
export const globalOrJobKeys: ReadonlySet<string> = new Set(['default', 'workflow']);

/** Deprecated global keywords that act like `default:`. Source: GitLab `entry/root.rb`. */
export const globalDefaults: readonly string[] = ['before_script', 'image', 'services', 'after_script', 'cache'];

/** Keys of `default:`. Source: GitLab `entry/default.rb`. */
export const defaultKeys: ReadonlySet<string> = new Set([
  'before_script',
  'after_script',
  'hooks',
  'cache',
  'image',
  'services',
  'interruptible',
  'timeout',
  'retry',
  'tags',
  'artifacts',
  'id_tokens',
]);

/** Those that jobs inherit; `timeout` is accepted and has no effect. Source: GitLab `entry/job.rb`, `inheritable.rb`. */
export const inheritedByJobs: ReadonlySet<string> = new Set([...defaultKeys].filter((key) => key !== 'timeout'));

/** Those that a job which starts a pipeline inherits. Source: GitLab `entry/bridge.rb`. */
export const inheritedByBridges: ReadonlySet<string> = new Set(['interruptible']);

/** Source: GitLab `entry/processable.rb`. */
const processableKeys: readonly string[] = [
  'extends',
  'stage',
  'only',
  'except',
  'rules',
  'variables',
  'inherit',
  'allow_failure',
  'when',
  'needs',
  'resource_group',
  'environment',
  'interruptible',
];

/** Source: GitLab `entry/job.rb`, `ee/lib/ee/gitlab/ci/config/entry/job.rb`. */
export const jobKeys: ReadonlySet<string> = new Set([
  ...processableKeys,
  'tags',
  'script',
  'image',
  'services',
  'start_in',
  'artifacts',
  'cache',
  'dependencies',
  'before_script',
  'after_script',
  'hooks',
  'coverage',
  'retry',
  'parallel',
  'timeout',
  'inputs',
  'release',
  'id_tokens',
  'publish',
  'pages',
  'manual_confirmation',
  'run',
  'dast_configuration',
  'identity',
  'secrets',
]);

/** Source: GitLab `entry/bridge.rb`. */
export const bridgeKeys: ReadonlySet<string> = new Set([...processableKeys, 'trigger', 'parallel']);
