/** A container image that brings a tool. */
export interface ToolImageRow {
  readonly tool: ImageTool;
  /** A distribution with facts of its own; empty for the tool's own. */
  readonly variant: string;
  /** Ends of the repository's path, as whole components: mirrors and proxies put something in front. */
  readonly paths: readonly string[];
  /** Whether its image is of no use but to build or join images, so that a job in it does. */
  readonly isDedicated: boolean;
  /** The newest release that is known here, without `v`; empty if none is. */
  readonly newest: string;
  /** Tags with a shell. */
  readonly shellTags: RegExp;
  /** What stands behind the repository in references with a shell, `*` for the version; empty if no tag lacks one. */
  readonly shellForm: string;
  readonly entrypoint: readonly string[];
  /** Whether the entrypoint runs a command that it is given, so that it need not be cleared. */
  readonly runsCommands: boolean;
  /** Platforms per tag, the first row that matches, for releases from `since` on; none: not known. */
  readonly platforms: readonly { readonly tags: RegExp; readonly platforms: string; readonly since?: string }[];
  /** The version in a tag, as group 1. */
  readonly version: RegExp;
  /**
   * Tags that move with the newest release, each with the form of the tag that stays with one release, `*` for the
   * version; `/name:tag` for one in a folder of its own; an empty form if there is none of that kind.
   */
  readonly moving: Readonly<Record<string, string>>;
  /** Since when nobody maintains it, and the image that took its place. */
  readonly archived?: { readonly on: string; readonly successor: string };
  /** Tags without a version that no release moves any more. */
  readonly frozen?: { readonly tags: RegExp; readonly version: string };
}

/** Tools that have images of their own. */
export type ImageTool =
  | 'kaniko'
  | 'buildkit'
  | 'docker'
  | 'buildah'
  | 'podman'
  | 'skopeo'
  | 'manifest-tool'
  | 'crane'
  | 'regctl'
  | 'goreleaser'
  | 'curl';

const any = /^/;
const numbered = /^v?(\d+(?:\.\d+)*)(?![\d.])/;

const row = (facts: Partial<ToolImageRow> & Pick<ToolImageRow, 'tool' | 'paths'>): ToolImageRow => ({
  variant: '',
  isDedicated: false,
  newest: '',
  shellTags: any,
  shellForm: '',
  entrypoint: [],
  runsCommands: false,
  platforms: [],
  version: numbered,
  moving: { latest: 'v*' },
  ...facts,
});

const fourServers = 'linux/amd64 linux/arm64 linux/ppc64le linux/s390x';
const allOfRegctl = `${fourServers} linux/386 linux/arm/v6 linux/arm/v7 linux/riscv64`;
const kaniko = {
  tool: 'kaniko',
  isDedicated: true,
  entrypoint: ['/kaniko/executor'],
  shellForm: ':v*-debug',
  moving: { latest: 'v*', debug: 'v*-debug', slim: 'v*-slim' },
} as const;
const containers = {
  platforms: [{ tags: any, platforms: fourServers, since: '1.20' }],
} as const;

/**
 * Images by the end of their path; the first row that matches counts.
 *
 * Source: kaniko .github/workflows/images.yaml v1.9.0 to v1.24.0; osscontainertools/kaniko README v1.28.3; buildkit
 * docker-bake.hcl v0.25; docker-library/docker generate-stackbrew-library.sh; manifest-tool v2.2.1 Makefile;
 * go-containerregistry cloudbuild.yaml; regclient release workflows; containers/image_build; goreleaser
 * www/docs/ci. Newest releases: as of November 2026.
 */
export const toolImageRows: readonly ToolImageRow[] = [
  row({
    ...kaniko,
    paths: ['kaniko-project/executor'],
    archived: { on: '2025-06-03', successor: 'ghcr.io/osscontainertools/kaniko:v1.28.3-debug' },
    newest: '1.24.0',
    shellTags: /(?:^|-)debug$/,
    platforms: [
      { tags: /(?:^|-)debug$/, platforms: 'linux/amd64 linux/arm64 linux/s390x', since: '1.9.0' },
      { tags: any, platforms: fourServers, since: '1.9.0' },
    ],
  }),
  row({
    ...kaniko,
    paths: ['kaniko-project/warmer'],
    archived: { on: '2025-06-03', successor: 'ghcr.io/osscontainertools/kaniko:v1.28.3-warmer' },
    newest: '1.24.0',
    shellTags: /(?!)/,
    entrypoint: ['/kaniko/warmer'],
    moving: { latest: 'v*' },
    platforms: [{ tags: any, platforms: fourServers, since: '1.9.0' }],
  }),
  row({
    ...kaniko,
    variant: 'osscontainertools',
    paths: ['osscontainertools/kaniko', 'martizih/kaniko'],
    newest: '1.28.3',
    shellTags: /(?:^|-)(?:debug|alpine)$/,
    moving: { ...kaniko.moving, alpine: 'v*-alpine', warmer: 'v*-warmer', bootstrap: 'v*-bootstrap' },
    platforms: [{ tags: any, platforms: `${fourServers} linux/riscv64` }],
  }),
  row({
    ...kaniko,
    variant: 'chainguard',
    paths: ['chainguard/kaniko'],
    shellTags: /(?:^|-)(?:debug|dev)$/,
    shellForm: ':latest-dev',
    moving: { latest: '', 'latest-dev': '' },
  }),
  row({
    tool: 'buildkit',
    paths: ['moby/buildkit'],
    isDedicated: true,
    newest: '0.33.0',
    entrypoint: ['buildkitd'],
    platforms: [{ tags: any, platforms: `${fourServers} linux/arm/v7 linux/riscv64`, since: '0.10' }],
    moving: {
      latest: 'v*',
      rootless: 'v*-rootless',
      'buildx-stable-1': 'v*',
      'buildx-stable-1-rootless': 'v*-rootless',
      master: '',
      'master-rootless': '',
      nightly: '',
      'nightly-rootless': '',
    },
  }),
  row({
    tool: 'docker',
    paths: ['docker'],
    version: /^(\d\d(?:\.\d+)*)(?![\d.])/,
    newest: '29.7.2',
    entrypoint: ['docker-entrypoint.sh'],
    runsCommands: true,
    platforms: [
      { tags: /dind-rootless$/, platforms: 'linux/amd64 linux/arm64', since: '20.10' },
      { tags: any, platforms: 'linux/amd64 linux/arm64 linux/arm/v6 linux/arm/v7', since: '19.03' },
    ],
    moving: {
      latest: '*',
      cli: '*-cli',
      git: '*-git',
      dind: '*-dind',
      'dind-rootless': '*-dind-rootless',
      rc: '',
      'rc-cli': '',
      'rc-git': '',
      'rc-dind': '',
      'rc-dind-rootless': '',
      windowsservercore: '*-windowsservercore',
    },
    frozen: { tags: /^stable(?:-|$)/, version: '19.03' },
  }),
  row({
    ...containers,
    tool: 'buildah',
    paths: ['buildah/stable', 'buildah/testing', 'buildah/upstream', 'containers/buildah'],
    isDedicated: true,
    newest: '1.43.1',
  }),
  row({
    tool: 'podman',
    paths: ['podman/stable', 'podman/testing', 'podman/upstream', 'containers/podman'],
    newest: '5.8.4',
    platforms: [{ tags: any, platforms: fourServers, since: '4.0' }],
  }),
  row({
    ...containers,
    tool: 'skopeo',
    paths: ['skopeo/stable', 'skopeo/testing', 'skopeo/upstream', 'containers/skopeo'],
    newest: '1.22.2',
    entrypoint: ['/usr/bin/skopeo'],
  }),
  row({
    tool: 'manifest-tool',
    paths: ['mplatform/manifest-tool'],
    isDedicated: true,
    newest: '2.2.1',
    shellTags: /^alpine/,
    shellForm: ':alpine-v*',
    entrypoint: ['/manifest-tool'],
    platforms: [
      { tags: /^alpine/, platforms: `${fourServers} linux/386 linux/arm/v6 linux/arm/v7`, since: '2.0' },
      { tags: any, platforms: allOfRegctl, since: '2.0' },
    ],
    version: /^(?:alpine-)?v(\d+(?:\.\d+)*)$/,
    moving: { latest: 'v*', alpine: 'alpine-v*' },
  }),
  row({
    tool: 'crane',
    paths: ['go-containerregistry/crane', 'go-containerregistry/gcrane'],
    newest: '0.22.1',
    shellTags: /(?:^|-)debug$/,
    shellForm: '/debug:v*',
    entrypoint: ['/ko-app/crane'],
    moving: { latest: 'v*', debug: '/debug:v*' },
  }),
  row({
    tool: 'crane',
    paths: ['go-containerregistry/crane/debug', 'go-containerregistry/gcrane/debug'],
    newest: '0.22.1',
    entrypoint: ['/ko-app/crane'],
  }),
  row({
    tool: 'regctl',
    paths: ['regclient/regctl'],
    newest: '0.11.6',
    shellTags: /alpine$/,
    shellForm: ':v*-alpine',
    entrypoint: ['/regctl'],
    platforms: [{ tags: any, platforms: allOfRegctl, since: '0.5' }],
    moving: { latest: 'v*', alpine: 'v*-alpine', edge: '', 'edge-alpine': '' },
  }),
  row({
    tool: 'goreleaser',
    paths: ['goreleaser/goreleaser', 'goreleaser/goreleaser-pro'],
    newest: '2.18.2',
    entrypoint: ['/entrypoint.sh'],
    platforms: [{ tags: any, platforms: 'linux/amd64 linux/arm64', since: '1.0' }],
    moving: { latest: 'v*', nightly: '' },
  }),
  row({
    tool: 'curl',
    paths: ['curlimages/curl'],
    newest: '8.21.0',
    entrypoint: ['/entrypoint.sh'],
    runsCommands: true,
    moving: { latest: '*' },
  }),
];
