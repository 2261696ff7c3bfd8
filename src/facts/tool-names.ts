import type { ImageTool } from './tool-image-table.ts';

/** The tools as their makers write them, for messages. */
export const toolNames: Readonly<Record<ImageTool, string>> = {
  kaniko: 'Kaniko',
  buildkit: 'BuildKit',
  docker: 'Docker',
  buildah: 'Buildah',
  podman: 'Podman',
  skopeo: 'Skopeo',
  'manifest-tool': 'manifest-tool',
  crane: 'crane',
  regctl: 'regctl',
  goreleaser: 'GoReleaser',
  curl: 'curl',
};
