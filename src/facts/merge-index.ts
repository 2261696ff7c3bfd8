import { isAtLeast } from './version.ts';

/** What a merge tool does with a source that is itself an image index, in the words of the model. */
export type IndexTreatment = 'refuses' | 'flattens' | 'nests' | 'picks-platform' | 'picks-host-platform';

/** What a version is known to be. */
export type KnownVersion =
  | { readonly is: 'exact'; readonly version: string }
  | { readonly is: 'newest' }
  | { readonly is: 'unknown' };

/** Options of a command that change what happens to an index. */
export interface MergeOptions {
  /** `--all` of buildah and podman. */
  readonly takesAll: boolean;
  /** `--arch` of buildah and podman, `--platform` of regctl. */
  readonly namesPlatform: boolean;
  /** `--flatten=false` of crane. */
  readonly keepsIndexes: boolean;
}

interface TreatmentRow {
  /** The row counts from this version on. */
  readonly since: string;
  readonly treatment: (options: MergeOptions) => IndexTreatment;
}

const byOptions = ({ takesAll, namesPlatform }: MergeOptions): IndexTreatment => {
  if (takesAll) return 'flattens';
  return namesPlatform ? 'picks-platform' : 'picks-host-platform';
};

/**
 * Per tool, newest row first.
 *
 * Source: docker/cli internal/registryclient/fetcher.go ("is a manifest list", every version); manifest-tool v2.0.8
 * and v2.1.0 v2/pkg/registry/push.go; containers/common libimage/manifests `ChooseInstance` (buildah and podman
 * `manifest add`); docker/buildx util/imagetools/create.go; go-containerregistry cmd/crane/cmd/index.go (flatten is
 * the default); regclient cmd/regctl/index.go; oras cmd/oras/root/manifest/index/create.go.
 */
const treatments: Readonly<Record<string, readonly TreatmentRow[]>> = {
  'docker manifest': [{ since: '0', treatment: () => 'refuses' }],
  'manifest-tool': [
    { since: '2.1.0', treatment: () => 'flattens' },
    { since: '0', treatment: () => 'refuses' },
  ],
  'podman manifest': [{ since: '0', treatment: byOptions }],
  'buildah manifest': [{ since: '0', treatment: byOptions }],
  'docker buildx imagetools': [{ since: '0', treatment: () => 'flattens' }],
  'crane index': [{ since: '0', treatment: ({ keepsIndexes }) => (keepsIndexes ? 'nests' : 'flattens') }],
  'oras manifest index': [{ since: '0', treatment: () => 'nests' }],
  'regctl index': [{ since: '0', treatment: ({ namesPlatform }) => (namesPlatform ? 'picks-platform' : 'nests') }],
};

/** What a tool does with an index as source; `undefined` where its version decides and is not known. */
export function indexTreatment(tool: string, version: KnownVersion, options: MergeOptions): IndexTreatment | undefined {
  const rows = treatments[tool] ?? [];
  const [newest] = rows;
  if (version.is === 'exact') return rows.find(({ since }) => isAtLeast(version.version, since))?.treatment(options);
  return version.is === 'newest' || rows.length === 1 ? newest?.treatment(options) : undefined;
}
