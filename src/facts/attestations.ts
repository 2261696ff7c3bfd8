import { type Cause, no, type Truth, unknown, yes } from '../value/index.ts';
import { isAtLeast } from './version.ts';

/** What a BuildKit build runs on. */
export type BuilderDriver =
  | { readonly is: 'docker' | 'docker-container' | 'kubernetes' | 'remote' | 'cloud' }
  /** The builder from before BuildKit: `DOCKER_BUILDKIT=0`. */
  | { readonly is: 'classic' }
  | { readonly is: 'unknown'; readonly causes: readonly Cause[] };

/** Which image store a Docker Engine has; it decides whether the docker driver can attest. */
export type EngineStore =
  | { readonly is: 'containerd'; readonly because: string }
  | { readonly is: 'graph-driver'; readonly because: string }
  | { readonly is: 'unknown'; readonly causes: readonly Cause[] };

/** A truth and the clause that explains it in a message. */
export interface Explained {
  readonly truth: Truth;
  readonly because: string;
}

/** What decides whether a BuildKit client adds attestations unasked. */
export interface AttestationQuestion {
  readonly tool: 'docker' | 'buildctl' | 'other';
  readonly driver: BuilderDriver;
  readonly store: EngineStore;
  /** `0.10.4`; absent if not known, which is taken as a release of the last years. */
  readonly buildxVersion?: string;
}

/**
 * Whether a build adds provenance unasked, so that even one platform is pushed as an image index.
 *
 * Source: buildx release notes v0.10.0 and build/opt.go; docs.docker.com/build/metadata/attestations;
 * moby daemon/image_store_choice.go v29.0; buildkit cmd/buildctl, which adds none.
 */
export function attestsByDefault({ tool, driver, store, buildxVersion }: AttestationQuestion): Explained {
  if (tool === 'buildctl') return { truth: no, because: 'buildctl adds no attestations unless `--opt attest:` asks' };
  if (tool === 'other') return { truth: no, because: 'the tool adds no attestations to the image' };
  if (driver.is === 'classic') return { truth: no, because: 'the classic builder knows no attestations' };
  if (buildxVersion !== undefined && !isAtLeast(buildxVersion, '0.10.0')) {
    return { truth: no, because: `buildx ${buildxVersion} adds no attestations, which came with 0.10.0` };
  }
  return driver.is === 'docker' ? dockerDriver(store) : ownBuildkit(driver);
}

function dockerDriver(store: EngineStore): Explained {
  switch (store.is) {
    case 'containerd':
      return { truth: yes, because: `${store.because}, so \`docker build\` adds provenance by default` };
    case 'graph-driver':
      return { truth: no, because: `${store.because}, which cannot hold attestations` };
    case 'unknown':
      return {
        truth: unknown(...store.causes),
        because: 'Docker Engine 29 and newer adds provenance by default, older ones do not',
      };
  }
}

function ownBuildkit(driver: BuilderDriver): Explained {
  const because = 'buildx adds provenance by default since 0.10.0';
  return driver.is === 'unknown' ? { truth: unknown(...driver.causes), because } : { truth: yes, because };
}
