import { isAtLeast } from './version.ts';

/** What an action does not know under a name that is given to it. */
export interface UnknownInput {
  /** The release that took the input away; unset for one that there never was. */
  readonly goneSince?: string;
  /** What was probably meant, or takes its place. */
  readonly instead?: string;
}

/** The inputs of an action, by name in lower case. */
interface KnownInputs {
  readonly action: string;
  /** Those of all releases since the first that can be used. */
  readonly inputs: ReadonlySet<string>;
  /** Those of older releases only, with the release that took them away. */
  readonly gone: Readonly<Record<string, string>>;
  /** What is meant by names that are known from elsewhere: older releases, other tools. */
  readonly instead: Readonly<Record<string, string>>;
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const below = (release: string, list: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...words(list)].map((name) => [name, release]));

/**
 * All that any release of a line knows, so that a name counts as unknown only where none of them takes it. The runner warns
 * of others, `Unexpected input(s) 'dockerfile', valid inputs are …`, and goes on.
 *
 * Source: action.yml of the actions; the runner's warnings in shrink/actions-docker-extract issue 26 (build-push-action v5),
 * docker/build-push-action issue 418 (v1), OWASP/threat-dragon issue 1729 (setup-buildx-action v4, without `install` and
 * `config`), sethforprivacy/flint pull request 74 (bake-action v7, without `workdir`).
 */
const rows: readonly KnownInputs[] = [
  {
    action: 'docker/build-push-action',
    inputs: words(
      'add-hosts allow annotations attests build-args build-contexts builder cache-from cache-to call cgroup-parent context file labels load network no-cache no-cache-filters outputs platforms provenance pull push sbom secrets secret-envs secret-files shm-size ssh tags target ulimit github-token',
    ),
    gone: below(
      '2',
      'username password registry repository tag_with_ref tag_with_sha path dockerfile always_pull build_args cache_froms add_git_labels entrypoint args',
    ),
    instead: {
      repository: 'tags',
      path: 'context',
      dockerfile: 'file',
      always_pull: 'pull',
      cache_froms: 'cache-from',
      arch: 'platforms',
      architecture: 'platforms',
      architectures: 'platforms',
      'docker-file': 'file',
      'build-arg': 'build-args',
      image: 'tags',
      images: 'tags',
    },
  },
  {
    action: 'docker/bake-action',
    inputs: words(
      'allow builder call files github-token load no-cache provenance pull push sbom set source targets workdir',
    ),
    gone: below('7', 'workdir'),
    instead: { workdir: 'source', target: 'targets', file: 'files' },
  },
  {
    action: 'docker/setup-buildx-action',
    inputs: words(
      'append buildkitd-config buildkitd-config-inline buildkitd-flags cache-binary cleanup config config-inline driver driver-opts endpoint install keep-state name platforms use version',
    ),
    gone: below('4', 'install config config-inline'),
    instead: {
      config: 'buildkitd-config',
      'config-inline': 'buildkitd-config-inline',
      'buildx-version': 'version',
      'driver-options': 'driver-opts',
    },
  },
  {
    action: 'docker/setup-qemu-action',
    inputs: words('cache-image image platforms reset'),
    gone: {},
    instead: { arch: 'platforms', architectures: 'platforms' },
  },
  {
    action: 'docker/login-action',
    inputs: words('ecr logout password registry registry-auth scope username'),
    gone: {},
    instead: { user: 'username', token: 'password', host: 'registry', server: 'registry' },
  },
  {
    action: 'docker/metadata-action',
    inputs: words(
      'annotations bake-target context flavor github-token images labels sep-annotations sep-labels sep-tags tags',
    ),
    gone: {},
    instead: {},
  },
];

/** The names of inputs that releases of an action know; empty for one whose inputs are not known here. */
export const knownInputs = (action: string): ReadonlySet<string> => rowOf(action)?.inputs ?? new Set();

/**
 * What is wrong with an input, given by its name in lower case; `undefined` where the release knows it, or the action is not
 * known here. `version` is `undefined` for a release that is not told: then it knows what any release knows.
 */
export function unknownInput(action: string, input: string, version: string | undefined): UnknownInput | undefined {
  const row = rowOf(action);
  if (row === undefined) return undefined;
  const gone = Object.hasOwn(row.gone, input) ? row.gone[input] : undefined;
  const isGone = gone !== undefined && version !== undefined && isAtLeast(version, gone);
  if (!isGone && (gone !== undefined || row.inputs.has(input))) return undefined;
  const instead = Object.hasOwn(row.instead, input) ? row.instead[input] : undefined;
  return { ...(gone !== undefined && { goneSince: gone }), ...(instead !== undefined && { instead }) };
}

const rowOf = (action: string): KnownInputs | undefined => rows.find((row) => row.action === action.toLowerCase());
