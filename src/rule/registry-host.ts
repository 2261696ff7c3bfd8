import type { Login } from '../model/index.ts';
import { parseReference } from '../oci/index.ts';
import {
  any,
  type Field,
  hidden,
  knownString,
  sameText,
  set,
  splitText,
  type Text,
  type Truth,
} from '../value/index.ts';

/** The registry of a reference; unknown where a variable may hold more than the host. */
export function registryOf(reference: Text): Field<Text> {
  const { name } = parseReference(reference);
  const pieces = splitText(name, '/');
  const [head] = pieces;
  const [first] = head?.parts ?? [];
  if (head === undefined || first === undefined) return hidden();
  if (typeof first !== 'string') return registryInVariable(head, pieces.length);
  const written = knownString(head);
  if (pieces.length > 1 && (written === undefined || /[.:]|^localhost$/.test(written))) return set(head);
  return written === undefined && pieces.length === 1 ? hidden() : set({ parts: ['docker.io'], span: head.span });
}

/** `$CI_REGISTRY_IMAGE` lies in `$CI_REGISTRY`. Source: docs.gitlab.com/ci/variables/predefined_variables. */
function registryInVariable(head: Text, pieces: number): Field<Text> {
  const [hole, ...rest] = head.parts;
  if (hole === undefined || typeof hole === 'string') return hidden();
  if (hole.symbol === 'CI_REGISTRY_IMAGE') {
    return set({ parts: [{ ...hole, symbol: 'CI_REGISTRY', shown: '$CI_REGISTRY' }], span: head.span });
  }
  const isHost = rest.length === 0 && pieces > 1 && /REGISTRY(?:_URL|_HOST|_SERVER|_ADDRESS)?$/i.test(hole.symbol);
  return isHost ? set(head) : hidden();
}

/** Whether a login is for a registry: unknown where its registries are not seen. */
export function isLoginFor({ hosts }: Login, registry: Text): Truth {
  if (hosts.is !== 'set') return { is: 'unknown', causes: hosts.is === 'unknown' ? hosts.causes : [] };
  return any(hosts.value.map((host) => sameText(plainHost(host), plainHost(registry))));
}

/** `https://index.docker.io/v1/` is `docker.io`; paths behind a host and schemes in front of it are taken off. */
function plainHost(host: Text): Text {
  const written = knownString(host);
  if (written !== undefined) {
    const bare = written.replace(/^https?:\/\//, '').replace(/\/.*$/s, '');
    return { ...host, parts: [/^(?:index|registry-1|hub)\.docker\.(?:io|com)$/.test(bare) ? 'docker.io' : bare] };
  }
  const [first] = host.parts;
  if (typeof first === 'string')
    return (
      splitText(
        { ...host, parts: [first.replace(/^https?:\/\//, ''), ...host.parts.slice(1)].filter((part) => part !== '') },
        '/',
      )[0] ?? host
    );
  const registry = registryInVariable(host, 2);
  return registry.is === 'set' ? registry.value : (splitText(host, '/')[0] ?? host);
}

/** Registries whose credentials come from the cloud that a runner is in. Source: docs.aws.amazon.com/AmazonECR, cloud.google.com/artifact-registry, learn.microsoft.com/azure/container-registry. */
const cloudHosts =
  /\.amazonaws\.com(?:\.cn)?$|(?:^|\.)gcr\.io$|\.pkg\.dev$|\.azurecr\.(?:io|cn|us)$|^public\.ecr\.aws$/;

/** Whether a registry wants credentials that a job would set up: not those of clouds, nor one inside the job's network. */
export function wantsLogin(registry: Text): boolean {
  const written = knownString(registry);
  if (written === undefined)
    return !cloudHosts.test(registry.parts.map((part) => (typeof part === 'string' ? part : 'x')).join(''));
  const host = written.replace(/:\d+$/, '');
  return host.includes('.') && !/^(?:127\.|10\.|192\.168\.)/.test(host) && !cloudHosts.test(host);
}
