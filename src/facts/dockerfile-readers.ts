/** What reads a Dockerfile and carries it out. */
export type DockerfileReader = 'BuildKit' | 'the classic Docker builder' | 'Buildah' | 'Podman' | 'Kaniko';

/** A reader in one version. */
export interface ReaderVersion {
  readonly reader: DockerfileReader;
  /** A distribution with facts of its own: `osscontainertools`, `chainguard`; empty for the tool's own. */
  readonly variant: string;
  /** `1.24.0`; `newest`, or `undefined` if nothing tells. */
  readonly version: string | undefined;
}

/** What becomes of `ARG TARGETARCH=amd64` in a stage, by what a reader does with the platform arguments. */
export type PlatformArgs =
  /** The reader sets them, but a default in the stage replaces its value. */
  | 'default-wins'
  /** The reader sets them, whatever the default; a default of `TARGETPLATFORM` or `BUILDPLATFORM` ends the build. */
  | 'reader-wins'
  /** The reader sets none: the default, or nothing, is all there is. */
  | 'unset';

interface PlatformArgsRow {
  readonly reader: DockerfileReader;
  readonly variant: string;
  /** The first version that sets them. */
  readonly since: string;
  readonly then: PlatformArgs;
}

/**
 * Who sets `TARGETARCH`, `BUILDPLATFORM` and their kin. Before `since` nobody does.
 *
 * Source: buildkit v0.26 frontend/dockerfile/dockerfile2llb/convert.go dispatchArg (a default replaces the automatic
 * value; only `--build-arg` beats it; docker/buildx#510); openshift/imagebuilder v1.2.16 dispatchers.go arg; kaniko v1.24.0
 * pkg/dockerfile (sets none); osscontainertools/kaniko CHANGELOG v1.25.3, v1.25.6; docker/cli without BuildKit sets none.
 */
export const platformArgsRows: readonly PlatformArgsRow[] = [
  { reader: 'BuildKit', variant: '', since: '0', then: 'default-wins' },
  { reader: 'Buildah', variant: '', since: '0', then: 'reader-wins' },
  { reader: 'Podman', variant: '', since: '0', then: 'reader-wins' },
  { reader: 'Kaniko', variant: 'osscontainertools', since: '1.25.3', then: 'default-wins' },
];

/** Arguments that Buildah refuses to be given a default. Source: openshift/imagebuilder v1.2.16 dispatchers.go. */
export const refusedDefaults: ReadonlySet<string> = new Set(['TARGETPLATFORM', 'BUILDPLATFORM']);

/**
 * From which version on Kaniko skips stages that the image does not need, without `--skip-unused-stages`, by distribution.
 *
 * Source: osscontainertools/kaniko CHANGELOG v1.25.0; kaniko v1.24.0 cmd/executor/cmd/root.go (never).
 */
export const skipsStagesSince: ReadonlyMap<string, string> = new Map([['osscontainertools', '1.25.0']]);
