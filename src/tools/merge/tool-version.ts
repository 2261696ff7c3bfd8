import { type ImageTool, toolImageOf } from '../../facts/tool-images.ts';
import type { ToolVersion } from '../../model/build/build-step.ts';
import type { JobCommand } from '../../model/command/shell-command.ts';
import type { Job } from '../../model/pipeline/job.ts';
import type { Text } from '../../value/index.ts';

/** Where a tool's releases are downloaded from, and the package that installs it. */
interface Origin {
  readonly repository: string;
  readonly packageName: string;
}

/** Source: the release pages of the projects, and the packages of Alpine, Debian and Fedora. */
const origins: Readonly<Partial<Record<ImageTool, Origin>>> = {
  'manifest-tool': { repository: 'estesp/manifest-tool', packageName: 'manifest-tool' },
  crane: { repository: 'google/go-containerregistry', packageName: 'crane' },
  regctl: { repository: 'regclient/regclient', packageName: 'regctl' },
};

/** A tool's version as the job tells it: by a download earlier in its script, or by the tag of its image. */
export function versionOfTool(tool: ImageTool, job: Job, earlier: () => readonly JobCommand[]): ToolVersion {
  const origin = origins[tool];
  const downloaded = origin === undefined ? undefined : downloadedVersion(origin, earlier());
  return downloaded ?? imageVersion(tool, job);
}

function imageVersion(tool: ImageTool, { image }: Job): ToolVersion {
  const facts = image.is === 'set' ? toolImageOf(image.value.reference) : undefined;
  if (facts?.is !== 'set' || facts.value.tool !== tool) return { is: 'unknown', variant: '' };
  const { version, variant } = facts.value;
  return version.is === 'unknown' ? { is: 'unknown', variant } : { ...version, variant };
}

/** The last download of a release, or the installation of a package; `undefined` if the script has none. */
function downloadedVersion(origin: Origin, earlier: readonly JobCommand[]): ToolVersion | undefined {
  for (const { args } of earlier.toReversed()) {
    for (const word of args.items) {
      const version = versionInUrl(word, origin.repository);
      if (version !== undefined) return version;
    }
    const isInstall = args.items.some(isWord('install')) || args.items.some(isWord('add'));
    const installed = isInstall ? args.items.find(isWord(origin.packageName)) : undefined;
    if (installed !== undefined) return { is: 'newest', variant: '', span: installed.span };
  }
  return undefined;
}

const isWord =
  (wanted: string) =>
  ({ parts }: Text): boolean =>
    parts.length === 1 && parts[0] === wanted;

/** `…/estesp/manifest-tool/releases/download/v2.0.8/…`; a hole in place of the version leaves it unknown. */
function versionInUrl({ parts, span }: Text, repository: string): ToolVersion | undefined {
  const text = parts.map((part) => (typeof part === 'string' ? part : '\0')).join('');
  const match = new RegExp(`${repository}/releases/(?:(latest/)|download/v?([^/]+)/)`).exec(text);
  if (match === null) return undefined;
  if (match[1] !== undefined) return { is: 'newest', variant: '', span };
  const version = match[2] ?? '';
  return /^\d+(?:\.\d+)*$/.test(version) ? { is: 'exact', version, variant: '', span } : { is: 'unknown', variant: '' };
}
