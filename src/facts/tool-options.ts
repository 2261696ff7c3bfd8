/** An option that a tool still takes and does not want any more. */
export interface DeprecatedOption {
  readonly tool: 'kaniko';
  /** With its dashes. */
  readonly option: string;
  readonly instead: string;
  /** The first release in which there is something to use instead, by distribution. */
  readonly since: string;
}

/** Source: kaniko cmd/executor/cmd/root.go v1.9.1 ("Deprecated flags"), the same in osscontainertools/kaniko v1.28.3. */
export const deprecatedOptions: readonly DeprecatedOption[] = [
  { tool: 'kaniko', option: '--customPlatform', instead: '--custom-platform', since: '1.9.1' },
  { tool: 'kaniko', option: '--snapshotMode', instead: '--snapshot-mode', since: '1.9.1' },
  { tool: 'kaniko', option: '--tarPath', instead: '--tar-path', since: '1.9.1' },
  { tool: 'kaniko', option: '--whitelist-var-run', instead: '--ignore-var-run', since: '1.9.1' },
];

/**
 * The release of Docker whose client needs no `DOCKER_CLI_EXPERIMENTAL` for `docker manifest` and buildx.
 * Source: docker/cli docs/deprecated.md, "Experimental CLI features": always on since 20.10, the variable is gone in 23.0.
 */
export const experimentalCliSince = '20.10';
