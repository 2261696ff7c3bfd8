import type { BuildStep } from '../model/build/build-step.ts';

/** The builders that a policy judges, without the original Kaniko, of which a rule of its own speaks. */
export type PolicyBuilder = 'kaniko' | 'buildkit-rootless' | 'buildah' | 'podman' | 'buildx' | 'docker';

/** How messages write them. */
export const builderNames: Readonly<Record<PolicyBuilder, string>> = {
  kaniko: 'Kaniko',
  'buildkit-rootless': 'rootless BuildKit',
  buildah: 'Buildah',
  podman: 'Podman',
  buildx: '`docker buildx build`',
  docker: '`docker build`',
};

/** By which of them a tool is judged; `buildctl` by this one where its daemon is rootless. */
export const builderOfTool: Readonly<Record<BuildStep['tool'], PolicyBuilder>> = {
  kaniko: 'kaniko',
  buildctl: 'buildkit-rootless',
  buildah: 'buildah',
  podman: 'podman',
  'docker buildx build': 'buildx',
  'docker buildx bake': 'buildx',
  'docker build': 'docker',
  'docker compose build': 'docker',
};
