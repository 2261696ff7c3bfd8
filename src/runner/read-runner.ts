import type { OverwritePattern, Privilege, Runner } from '../model/machine/runner.ts';
import { type Platform, parsePlatform } from '../oci/index.ts';
import {
  any,
  type Cause,
  type Field,
  hidden,
  holds,
  known,
  no,
  type OpenList,
  open,
  set,
  type Truth,
  unset,
} from '../value/index.ts';
import { dockerPrivileges, kubernetesPrivileges } from './privileges.ts';
import type { Settings } from './settings.ts';

/** What stands beside a `[[runners]]` block: the values of a chart. */
export interface RunnerSurroundings {
  readonly labels?: OpenList<string>;
  /** The executor where the block names none. */
  readonly executor?: Field<string>;
}

/**
 * Reads one `[[runners]]` block.
 *
 * Source: docs.gitlab.com/runner/configuration/advanced-configuration; gitlab-runner common/config.go RunnerConfig.
 */
export function readRunner(settings: Settings, surroundings: RunnerSurroundings = {}): Runner {
  const written = settings.text('executor');
  const executor = written.is === 'unset' ? (surroundings.executor ?? executorOfSections(settings)) : written;
  const name = settings.text('name');
  const docker = mayUse(executor, 'docker') ? [settings.table('docker')] : [];
  const kubernetes = mayUse(executor, 'kubernetes') ? [settings.table('kubernetes')] : [];
  const privileges: readonly Privilege[] = [
    ...docker.flatMap(dockerPrivileges),
    ...kubernetes.flatMap(kubernetesPrivileges),
  ];
  return {
    name: name.is === 'set' ? name.value : '',
    labels: surroundings.labels ?? open<string>([], serverKeepsTags(settings)),
    executor,
    platform: platformOf(settings, executor),
    privileges,
    nodeSelectorOverwrite: overwriteOf(kubernetes, 'node_selector_overwrite_allowed'),
    nodeTolerationsOverwrite: overwriteOf(kubernetes, 'node_tolerations_overwrite_allowed'),
    devices: docker[0]?.texts('devices') ?? unset,
    privileged: any([
      ...docker.map(isPrivileged),
      ...kubernetes.map(buildsPrivileged),
      ...privileges.filter(({ written: patch }) => /^privileged["']?\s*:/.test(patch)).map(() => known(true)),
    ]),
    span: settings.span,
  };
}

/** Executors with a section of their own name. */
const sections: readonly string[] = ['docker', 'kubernetes'];

/**
 * The executor of a block that names none: `gitlab-runner register` writes it beside the block, or the excerpt in the
 * repository leaves it out. The only section that is there tells it.
 */
function executorOfSections(settings: Settings): Field<string> {
  const [only, ...others] = sections.filter((name) => settings.has(name));
  return only === undefined || others.length > 0 ? unset : set(only);
}

const serverKeepsTags = ({ span }: Settings): Cause => ({
  kind: 'runner',
  because: 'the tags of a runner are kept by the GitLab server',
  at: span,
});

/** `docker+machine`, `docker-autoscaler` and `docker-windows` read `[runners.docker]` as well. */
const mayUse = (executor: Field<string>, kind: 'docker' | 'kubernetes'): boolean =>
  executor.is !== 'set' || executor.value.startsWith(kind);

const isPrivileged = (table: Settings): Truth => holds(table.flag('privileged'), no, known);

/** The container's security context beats the switch of the executor. */
function buildsPrivileged(kubernetes: Settings): Truth {
  const own = kubernetes.table('build_container_security_context').flag('privileged');
  return own.is === 'unset' ? isPrivileged(kubernetes) : holds(own, no, known);
}

/** An empty pattern turns the feature off. Source: gitlab-runner executors/kubernetes/overwrites.go. */
function overwriteOf(kubernetes: readonly Settings[], key: string): Field<OverwritePattern> {
  const [table] = kubernetes;
  const pattern = table?.text(key) ?? unset;
  const entry = table?.entry(key) ?? unset;
  if (pattern.is === 'unknown') return pattern;
  if (pattern.is === 'unset' || pattern.value === '' || entry.is !== 'set') return unset;
  return set({ pattern: pattern.value, span: entry.value.span });
}

/** The platform that `node_selector` asks for. A Kubernetes runner without it runs on any node; of others we see nothing. */
function platformOf(settings: Settings, executor: Field<string>): Field<Platform> {
  const kubernetes = settings.table('kubernetes');
  const selector = kubernetes.table('node_selector');
  const arch = selector.text('kubernetes.io/arch');
  const old = selector.text('beta.kubernetes.io/arch');
  const written = arch.is === 'unset' ? old : arch;
  if (written.is === 'unknown') return written;
  const os = selector.text('kubernetes.io/os');
  if (written.is === 'set') return parsed(os.is === 'set' ? os.value : 'linux', written.value, settings);
  const isPinnedElsewhere = ['affinity', 'pod_spec', 'node_selector'].some((key) => kubernetes.has(key));
  const isKubernetes = executor.is === 'set' && executor.value === 'kubernetes';
  return isKubernetes && !isPinnedElsewhere ? unset : hidden(machineUnseen(settings));
}

function parsed(os: string, arch: string, settings: Settings): Field<Platform> {
  const platform = parsePlatform(`${os}/${arch}`);
  return platform.is === 'platform' ? set(platform.platform) : hidden(machineUnseen(settings));
}

const machineUnseen = ({ span }: Settings): Cause => ({
  kind: 'runner',
  because: "the runner's configuration does not name its architecture",
  at: span,
});
