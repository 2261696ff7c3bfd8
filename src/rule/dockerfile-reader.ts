import { type DockerfileFeature, type FeatureRow, featureRows } from '../facts/dockerfile-features.ts';
import {
  type DockerfileReader,
  type PlatformArgs,
  platformArgsRows,
  type ReaderVersion,
  refusedDefaults,
} from '../facts/dockerfile-readers.ts';
import { parseGoBool } from '../facts/go-bool.ts';
import { toolImageOf } from '../facts/tool-images.ts';
import { isAtLeast } from '../facts/version.ts';
import { type BuildStep, type BuildTool, toolVariable } from '../model/index.ts';
import { type Cause, type Field, hidden, knownString, mapField, set, unset } from '../value/index.ts';

/** What a build reads its Dockerfile with. Unknown: nothing tells which builder it is, or which distribution of it. */
export function dockerfileReaderOf(build: BuildStep): Field<ReaderVersion> {
  const { tool, isClassic, version } = build;
  if (isClassic.is === 'unknown') return hidden(...isClassic.causes);
  const reader = isClassic.is === 'yes' ? 'the classic Docker builder' : (readers.get(tool) ?? 'BuildKit');
  if (reader === 'Kaniko' && !isKnownImage(build)) return hidden(untold(build));
  return set({ reader, variant: version.variant, version: versionText(build) });
}

/** All others hand the Dockerfile to BuildKit. */
const readers: ReadonlyMap<BuildTool, DockerfileReader> = new Map<BuildTool, DockerfileReader>([
  ['kaniko', 'Kaniko'],
  ['buildah', 'Buildah'],
  ['podman', 'Podman'],
]);

/** The forks of Kaniko differ, and only the image tells which one it is. */
function isKnownImage({ job: { image } }: BuildStep): boolean {
  return image.is === 'set' && toolImageOf(image.value.reference).is === 'set';
}

function untold({ job: { image }, span, tool }: BuildStep): Cause {
  const because = `the job's image does not tell which ${readers.get(tool) ?? tool} it brings`;
  return { kind: 'include', because, at: image.is === 'set' ? image.value.reference.span : span };
}

function versionText({ version }: BuildStep): string | undefined {
  if (version.is === 'exact') return version.version;
  return version.is === 'newest' ? 'newest' : undefined;
}

/** How messages name what reads a build's Dockerfile: `Kaniko 1.24.0`, `Kaniko of osscontainertools 1.27.1`. */
export function showReader(build: BuildStep): string {
  const read = dockerfileReaderOf(build);
  if (read.is !== 'set') return readers.get(build.tool) ?? 'BuildKit';
  const { reader, variant, version } = read.value;
  const distribution = variant === '' ? '' : ` of ${variant}`;
  const isShown = version !== undefined && version !== 'newest' && reader !== 'the classic Docker builder';
  return `${reader}${distribution}${isShown ? ` ${version}` : ''}`;
}

/** Whether a build ends at a default for a platform argument. */
export function refusesDefault(build: BuildStep, name: string): boolean {
  const handling = platformArgsIn(build);
  return handling.is === 'set' && handling.value === 'reader-wins' && refusedDefaults.has(name);
}

/** What becomes of platform arguments such as `TARGETARCH` in a build. */
export function platformArgsIn(build: BuildStep): Field<PlatformArgs> {
  const reader = dockerfileReaderOf(build);
  if (reader.is !== 'set') return reader;
  const row = platformArgsRows.find(
    (one) => one.reader === reader.value.reader && one.variant === reader.value.variant,
  );
  if (row === undefined) return set('unset');
  return mapField(isSince(row.since, reader.value, build), (has) => (has ? row.then : 'unset'));
}

/** What a build's reader makes of a feature that it does not know; unset: it knows it. */
export function missingFeature(build: BuildStep, feature: DockerfileFeature): Field<FeatureRow> {
  const reader = dockerfileReaderOf(build);
  if (reader.is !== 'set') return reader;
  const { version } = reader.value;
  const row = featureRows.find(
    (one) =>
      one.feature === feature &&
      one.reader === reader.value.reader &&
      one.variant === reader.value.variant &&
      (one.before === undefined || isExactlyBefore(version, one.before)),
  );
  if (row === undefined) return unset;
  if (isTooNew(row, version)) return hidden(untold(build));
  const since = isSwitchedOn(build, row) ? (row.switch?.since ?? row.since) : row.since;
  const has = isSince(since, reader.value, build);
  if (has.is !== 'set') return has;
  return has.value ? unset : set(row);
}

/** What a reader of the kind that a build uses makes of a feature, in versions that do not know it. */
export const worstEffect = ({ tool }: BuildStep, feature: DockerfileFeature): FeatureRow | undefined =>
  featureRows.find((row) => row.feature === feature && row.reader === readers.get(tool) && row.before === undefined);

const isExactlyBefore = (version: string | undefined, limit: string): boolean =>
  version !== undefined && version !== 'newest' && !isAtLeast(version, limit);

/** Whether a version is newer than those that the table was made for, and nothing had the feature then. */
function isTooNew({ since, checked }: FeatureRow, version: string | undefined): boolean {
  if (since !== '' || checked === undefined || version === undefined) return false;
  return version === 'newest' || (version !== checked && isAtLeast(version, checked));
}

/** Whether a variable of the job turns the feature on. */
function isSwitchedOn({ command }: BuildStep, row: FeatureRow): boolean {
  if (row.switch === undefined) return false;
  const value = toolVariable(command, row.switch.variable);
  const written = value.is === 'set' ? knownString(value.value) : undefined;
  return written !== undefined && parseGoBool(written) === true;
}

/** Whether a reader is of a version or newer: of `0` all are, of an empty one none. */
function isSince(since: string, { version }: ReaderVersion, build: BuildStep): Field<boolean> {
  if (since === '' || since === '0') return set(since === '0');
  if (version === 'newest') return set(true);
  return version === undefined ? hidden(untold(build)) : set(isAtLeast(version, since));
}
