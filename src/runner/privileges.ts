import type { Privilege } from '../model/machine/runner.ts';
import { type Span, sourceText } from '../source/source-file.ts';
import type { TomlEntry } from '../syntax/toml-value.ts';
import { type Field, unset } from '../value/index.ts';
import type { Settings } from './settings.ts';

/**
 * Capabilities with which a container gets at its host.
 * Source: man7.org capabilities(7); docs.docker.com/engine/security "Linux kernel capabilities".
 */
const hostCapabilities: ReadonlySet<string> = new Set([
  'ALL',
  'SYS_ADMIN',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'DAC_READ_SEARCH',
]);

/**
 * What `[runners.docker]` gives to jobs. Services follow `privileged` unless `services_privileged` says otherwise.
 *
 * Source: gitlab-runner common/config.go DockerConfig; docs.gitlab.com/runner/configuration/advanced-configuration.
 */
export function dockerPrivileges(docker: Settings): readonly Privilege[] {
  const images = docker.texts('allowed_privileged_images');
  const services = docker.texts('allowed_privileged_services');
  const forServices = docker.has('services_privileged') ? 'services_privileged' : 'privileged';
  const isNarrowed = docker.has('allowed_privileged_images') || docker.has('services_privileged');
  return [
    ...switchedOn(docker, 'privileged', 'privileged', images),
    ...(isNarrowed ? switchedOn(docker, forServices, 'services-privileged', services) : []),
    ...capabilities(docker, 'cap_add'),
    ...dockerVolumes(docker),
  ];
}

/**
 * What `[runners.kubernetes]` gives to jobs: its own switches, the security contexts of its containers, patches of the
 * pod, and the node's folders.
 *
 * Source: gitlab-runner common/config.go KubernetesConfig; docs.gitlab.com/runner/executors/kubernetes.
 */
export function kubernetesPrivileges(kubernetes: Settings): readonly Privilege[] {
  return [
    ...switchedOn(kubernetes, 'privileged', 'privileged', unset),
    ...switchedOn(kubernetes, 'allow_privilege_escalation', 'privilege-escalation', unset),
    ...capabilities(kubernetes, 'cap_add'),
    ...contextPrivileges(kubernetes),
    ...kubernetes.tables('pod_spec').flatMap(podPatch),
    ...kubernetes.table('volumes').tables('host_path').flatMap(hostPath),
  ];
}

const contexts: Readonly<Record<string, Privilege['kind']>> = {
  build_container_security_context: 'privileged',
  helper_container_security_context: 'privileged',
  init_permissions_container_security_context: 'privileged',
  service_container_security_context: 'services-privileged',
};

function contextPrivileges(kubernetes: Settings): readonly Privilege[] {
  return Object.entries(contexts).flatMap(([name, kind]) => {
    const context = kubernetes.table(name);
    return [
      ...switchedOn(context, 'privileged', kind, unset),
      ...switchedOn(context, 'allow_privilege_escalation', 'privilege-escalation', unset),
      ...capabilities(context.table('capabilities'), 'add'),
    ];
  });
}

function switchedOn(
  settings: Settings,
  key: string,
  kind: Privilege['kind'],
  narrowedTo: Field<readonly string[]>,
): readonly Privilege[] {
  const flag = settings.flag(key);
  const entry = settings.entry(key);
  if (flag.is !== 'set' || !flag.value || entry.is !== 'set') return [];
  return [{ kind, written: writtenOf(entry.value), narrowedTo: orAll(narrowedTo), span: entry.value.span }];
}

/** An empty list of patterns narrows nothing. */
const orAll = (patterns: Field<readonly string[]>): Field<readonly string[]> =>
  patterns.is === 'set' && patterns.value.length === 0 ? unset : patterns;

function capabilities(settings: Settings, key: string): readonly Privilege[] {
  const entry = settings.entry(key);
  if (entry.is !== 'set' || entry.value.value.kind !== 'array') return [];
  return entry.value.value.items.flatMap((item): Privilege[] => {
    if (item.kind !== 'string' || !hostCapabilities.has(item.value.toUpperCase().replace(/^CAP_/, ''))) return [];
    return [{ kind: 'capability', written: `${key} = ["${item.value}"]`, narrowedTo: unset, span: item.span }];
  });
}

function dockerVolumes(docker: Settings): readonly Privilege[] {
  const entry = docker.entry('volumes');
  if (entry.is !== 'set' || entry.value.value.kind !== 'array') return [];
  return entry.value.value.items.flatMap((item) =>
    item.kind === 'string' ? socket(item.value.split(':')[0] ?? '', `"${item.value}"`, item.span) : [],
  );
}

/** A mount of a node's folder; without `host_path` the path in the container is that of the node. */
function hostPath(volume: Settings): readonly Privilege[] {
  const key = volume.has('host_path') ? 'host_path' : 'mount_path';
  const path = volume.text(key);
  const entry = volume.entry(key);
  return path.is === 'set' && entry.is === 'set' ? socket(path.value, writtenOf(entry.value), entry.value.span) : [];
}

/** The socket of the daemon that belongs to root; that of a rootless one lies in a user's folder. */
const socket = (path: string, written: string, span: Span): readonly Privilege[] =>
  /^\/(?:var\/)?run\/(?:docker|containerd\/containerd|crio\/crio)\.sock$|^\/(?:var\/)?run\/?$/.test(path)
    ? [{ kind: 'docker-socket', written, narrowedTo: unset, span }]
    : [];

function podPatch(patch: Settings): readonly Privilege[] {
  const text = patch.text('patch');
  const entry = patch.entry('patch');
  if (text.is !== 'set' || entry.is !== 'set') return [];
  const found = privilegedPatch.exec(text.value);
  if (found === null) return [];
  return [{ kind: 'privileged', written: found[0], narrowedTo: unset, span: placeIn(entry.value.span) }];
}

const privilegedPatch = /\bprivileged["']?\s*:\s*true\b/;

/** The setting within the patch; the whole entry where its text is escaped. */
function placeIn(span: Span): Span {
  const found = privilegedPatch.exec(sourceText(span));
  if (found === null) return span;
  const start = span.start + found.index;
  return span.file.span(start, start + found[0].length);
}

const writtenOf = ({ span }: TomlEntry): string => sourceText(span).trim();
