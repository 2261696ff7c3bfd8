/** Where an image lies: the registry's host, the repository there, and the tag or digest. */
export interface ImageAddress {
  readonly host: string;
  readonly repository: string;
  readonly reference: string;
}

/**
 * The address of a reference as Docker understands it: without a host it lies at Docker Hub, there without a namespace in
 * `library`, and without a tag it is `latest`. `undefined` for what is no reference.
 *
 * Source: github.com/distribution/reference normalize.go (ParseDockerRef).
 */
export function imageAddress(written: string): ImageAddress | undefined {
  const match = /^(?<name>[^@]+?)(?::(?<tag>\w[\w.-]{0,127}))?(?:@(?<digest>[a-z0-9]+:[0-9a-f]{32,}))?$/.exec(written);
  const { name, tag, digest } = match?.groups ?? {};
  if (name === undefined) return undefined;
  const slash = name.indexOf('/');
  const first = slash === -1 ? '' : name.slice(0, slash);
  const isHost = /[.:]/.test(first) || first === 'localhost';
  const path = isHost ? name.slice(slash + 1) : name;
  if (!/^[a-z0-9]+(?:[._/-]+[a-z0-9]+)*$/.test(path)) return undefined;
  const reference = digest ?? tag ?? 'latest';
  if (isHost && !/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i.test(first)) return undefined;
  const isHub = !isHost || hubHosts.has(first);
  if (!isHub) return { host: first, repository: path, reference };
  return { host: 'registry-1.docker.io', repository: path.includes('/') ? path : `library/${path}`, reference };
}

/** Names of Docker Hub in references. Source: as above (`legacyDefaultDomain`, `defaultDomain`). */
const hubHosts: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);
