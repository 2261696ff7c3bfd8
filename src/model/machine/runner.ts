import type { Platform } from '../../oci/index.ts';
import type { Span } from '../../source/source-file.ts';
import type { Field, OpenList, Truth } from '../../value/index.ts';

/** A runner as `config.toml`, Helm values or the policy file describe it. */
export interface Runner {
  readonly name: string;
  /** Tags are kept by the GitLab server, so a `config.toml` leaves this open. */
  readonly labels: OpenList<string>;
  readonly executor: Field<string>;
  readonly platform: Field<Platform>;
  readonly privileges: readonly Privilege[];
  /** `node_selector_overwrite_allowed`; only for the Kubernetes executor. */
  readonly nodeSelectorOverwrite: Field<OverwritePattern>;
  /** `node_tolerations_overwrite_allowed`; likewise. */
  readonly nodeTolerationsOverwrite: Field<OverwritePattern>;
  /** Devices of the host that its containers get; unknown where a patch of the pod may add some. */
  readonly devices: Field<readonly string[]>;
  /** Whether containers of a job run privileged where nothing narrows it. */
  readonly privileged: Truth;
  /** The block that describes it. */
  readonly span: Span;
}

/** A regular expression of Go for what jobs may set, never empty, and the line that sets it. */
export interface OverwritePattern {
  readonly pattern: string;
  readonly span: Span;
}

/** A setting that gives jobs more than an ordinary container has. */
export interface Privilege {
  readonly kind: 'privileged' | 'services-privileged' | 'capability' | 'privilege-escalation' | 'docker-socket';
  /** As written: `privileged = true`. */
  readonly written: string;
  /** Image patterns that alone get it (`allowed_privileged_images`, `allowed_privileged_services`); unset: all images. */
  readonly narrowedTo: Field<readonly string[]>;
  readonly span: Span;
}
