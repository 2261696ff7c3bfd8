/** Where a tool's releases lie, and under which names the tool is run. */
export interface ToolRelease {
  readonly tool: string;
  /** What tells its release files from others, in a URL whose unknown parts are `\0`. */
  readonly url: RegExp;
  /** Programs that are it, or run it as their plugin; an ending such as `-linux-amd64` may follow. */
  readonly programs: readonly string[];
  /** Whether its files are named after the platform they are for. */
  readonly isNative: boolean;
}

/**
 * Tools that build and join images, by the addresses of their releases.
 *
 * Source: the release pages of the projects, as of October 2026. Files of qemu-user-static are named after two platforms.
 */
export const toolReleases: readonly ToolRelease[] = [
  { tool: 'manifest-tool', url: /\/estesp\/manifest-tool\/releases\//, programs: ['manifest-tool'], isNative: true },
  {
    tool: 'buildx',
    url: /\/docker\/buildx\/releases\//,
    programs: ['docker', 'docker-buildx', 'buildx'],
    isNative: true,
  },
  {
    tool: 'buildctl',
    url: /\/moby\/buildkit\/releases\//,
    programs: ['buildctl', 'buildctl-daemonless.sh', 'buildkitd'],
    isNative: true,
  },
  {
    tool: 'crane',
    url: /\/google\/go-containerregistry\/releases\//,
    programs: ['crane', 'gcrane', 'krane'],
    isNative: true,
  },
  { tool: 'regctl', url: /\/regclient\/regclient\/releases\//, programs: ['regctl', 'regsync'], isNative: true },
  { tool: 'ko', url: /\/(?:ko-build|google)\/ko\/releases\//, programs: ['ko'], isNative: true },
  { tool: 'nerdctl', url: /\/containerd\/nerdctl\/releases\//, programs: ['nerdctl'], isNative: true },
  { tool: 'oras', url: /\/oras-project\/oras\/releases\//, programs: ['oras'], isNative: true },
  { tool: 'img', url: /\/genuinetools\/img\/releases\//, programs: ['img'], isNative: true },
  {
    tool: 'qemu-user-static',
    url: /\/multiarch\/qemu-user-static\/releases\//,
    programs: ['docker', 'buildah', 'podman', 'executor'],
    isNative: false,
  },
];
