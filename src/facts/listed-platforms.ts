/** How a tool takes the platform that it is told to list an image under. */
interface PlatformRule {
  /** What happens to a word that is no architecture of Go's: it is refused, written into the index, or understood. */
  readonly foreign: 'refuses' | 'writes' | 'understands';
  /** The variants it takes, by architecture; absent where it does not look at them. */
  readonly variants?: Readonly<Record<string, readonly string[]>>;
}

/**
 * By merge tool. Tools that read platforms from the images alone are left out.
 *
 * Source: manifest-tool v2.2.1 `v2/pkg/util/oslist.go` (isValidOSArch); docker/cli `cli/command/manifest/util.go`
 * (isValidOSArch, which does not look at variants); containers/common `libimage/manifests` SetArchitecture; regclient
 * `types/platform` Parse, which normalises.
 */
const rules: Readonly<Record<string, PlatformRule>> = {
  'manifest-tool': { foreign: 'refuses', variants: { arm: ['v5', 'v6', 'v7'], arm64: ['v8'] } },
  'docker manifest': { foreign: 'refuses' },
  'buildah manifest': { foreign: 'writes' },
  'podman manifest': { foreign: 'writes' },
  'regctl index': { foreign: 'understands' },
};

/** What a tool does with an architecture or an operating system that Go does not call so. */
export const foreignPlatform = (tool: string): PlatformRule['foreign'] => rules[tool]?.foreign ?? 'understands';

/** The variants that a tool takes for an architecture; undefined where it takes any. */
export function listedVariants(tool: string, architecture: string): readonly string[] | undefined {
  const variants = rules[tool]?.variants;
  return variants === undefined ? undefined : (variants[architecture] ?? []);
}
