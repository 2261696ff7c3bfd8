/** A container image that brings a tool. */
export interface ToolImageRow {
  readonly tool: ImageTool;
  /** A distribution with facts of its own; empty for the tool's own. */
  readonly variant: string;
  /** Ends of the repository's path, as whole components: mirrors and proxies put something in front. */
  readonly paths: readonly string[];
  /** Tags with a shell. */
  readonly shellTags: RegExp;
  readonly entrypoint: readonly string[];
  /** Whether the entrypoint runs a command that it is given, so that it need not be cleared. */
  readonly runsCommands: boolean;
  /** Platforms per tag, the first row that matches; none: not known. */
  readonly platforms: readonly { readonly tags: RegExp; readonly platforms: string }[];
  /** The version in a tag, as group 1. */
  readonly version: RegExp;
  /** Tags that move with the newest release. */
  readonly moving: RegExp;
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
const none = /(?!)/;
const numbered = /^v?(\d+(?:\.\d+)*)(?![\d.])/;

const row = (facts: Partial<ToolImageRow> & Pick<ToolImageRow, 'tool' | 'paths'>): ToolImageRow => ({
  variant: '',
  shellTags: any,
  entrypoint: [],
  runsCommands: false,
  platforms: [],
  version: numbered,
  moving: none,
  ...facts,
});

const fourServers = 'linux/amd64 linux/arm64 linux/ppc64le linux/s390x';
const kanikoTags = { moving: /^(?:latest|debug|slim|alpine|warmer|bootstrap)$/, entrypoint: ['/kaniko/executor'] };

/**
 * Images by the end of their path; the first row that matches counts.
 *
 * Source: kaniko .github/workflows/images.yaml v1.24.0; osscontainertools/kaniko README v1.28.3; buildkit
 * docker-bake.hcl v0.25; docker-library/docker; manifest-tool v2.2.1 Makefile; go-containerregistry and regclient
 * release workflows; containers/image_build; as of October 2026.
 */
export const toolImageRows: readonly ToolImageRow[] = [
  row({
    ...kanikoTags,
    tool: 'kaniko',
    paths: ['kaniko-project/executor'],
    shellTags: /(?:^|-)debug$/,
    platforms: [
      { tags: /(?:^|-)debug$/, platforms: 'linux/amd64 linux/arm64 linux/s390x' },
      { tags: any, platforms: fourServers },
    ],
  }),
  row({
    ...kanikoTags,
    tool: 'kaniko',
    variant: 'osscontainertools',
    paths: ['osscontainertools/kaniko', 'martizih/kaniko'],
    shellTags: /(?:^|-)(?:debug|alpine)$/,
    platforms: [{ tags: any, platforms: `${fourServers} linux/riscv64` }],
  }),
  row({
    ...kanikoTags,
    tool: 'kaniko',
    variant: 'chainguard',
    paths: ['chainguard/kaniko'],
    shellTags: /(?:^|-)(?:debug|dev)$/,
  }),
  row({
    tool: 'buildkit',
    paths: ['moby/buildkit'],
    entrypoint: ['buildkitd'],
    platforms: [{ tags: any, platforms: `${fourServers} linux/arm/v7 linux/riscv64` }],
    moving: /^(?:latest|rootless|master(?:-rootless)?|buildx-stable-1(?:-rootless)?)$/,
  }),
  row({
    tool: 'docker',
    paths: ['docker'],
    entrypoint: ['docker-entrypoint.sh'],
    runsCommands: true,
    platforms: [{ tags: any, platforms: 'linux/amd64 linux/arm64 linux/arm/v6 linux/arm/v7' }],
    moving: /^(?:latest|cli|git|dind|dind-rootless)$/,
    frozen: { tags: /^stable(?:-|$)/, version: '19.03' },
  }),
  row({
    tool: 'buildah',
    paths: ['buildah/stable', 'buildah/testing', 'buildah/upstream', 'containers/buildah'],
    platforms: [{ tags: any, platforms: fourServers }],
    moving: /^latest$/,
  }),
  row({
    tool: 'podman',
    paths: ['podman/stable', 'podman/testing', 'podman/upstream', 'containers/podman'],
    platforms: [{ tags: any, platforms: fourServers }],
    moving: /^latest$/,
  }),
  row({
    tool: 'skopeo',
    paths: ['skopeo/stable', 'skopeo/testing', 'skopeo/upstream', 'containers/skopeo'],
    entrypoint: ['/usr/bin/skopeo'],
    platforms: [{ tags: any, platforms: fourServers }],
    moving: /^latest$/,
  }),
  row({
    tool: 'manifest-tool',
    paths: ['mplatform/manifest-tool'],
    shellTags: /^alpine/,
    entrypoint: ['/manifest-tool'],
    platforms: [
      { tags: /^alpine/, platforms: `${fourServers} linux/386 linux/arm/v6 linux/arm/v7` },
      { tags: any, platforms: `${fourServers} linux/386 linux/arm/v6 linux/arm/v7 linux/riscv64` },
    ],
    version: /^(?:alpine-)?v(\d+(?:\.\d+)*)$/,
    moving: /^(?:latest|alpine)$/,
  }),
  row({
    tool: 'crane',
    paths: ['go-containerregistry/crane'],
    shellTags: /(?:^|-)debug$/,
    entrypoint: ['/ko-app/crane'],
    moving: /^(?:latest|debug)$/,
  }),
  row({
    tool: 'crane',
    paths: ['go-containerregistry/crane/debug'],
    entrypoint: ['/ko-app/crane'],
    moving: /^latest$/,
  }),
  row({
    tool: 'regctl',
    paths: ['regclient/regctl'],
    shellTags: /alpine$/,
    entrypoint: ['/regctl'],
    platforms: [{ tags: any, platforms: `${fourServers} linux/386 linux/arm/v6 linux/arm/v7 linux/riscv64` }],
    moving: /^(?:latest|edge|alpine)$/,
  }),
  row({
    tool: 'goreleaser',
    paths: ['goreleaser/goreleaser', 'goreleaser/goreleaser-pro'],
    entrypoint: ['/entrypoint.sh'],
    platforms: [{ tags: any, platforms: 'linux/amd64 linux/arm64' }],
    moving: /^(?:latest|nightly)$/,
  }),
  row({
    tool: 'curl',
    paths: ['curlimages/curl'],
    entrypoint: ['/entrypoint.sh'],
    runsCommands: true,
    moving: /^latest$/,
  }),
];
