import { type ImageTool, toolImageOf } from '../../facts/tool-images.ts';
import { isVersion } from '../../facts/version.ts';
import type { JobCommand, ToolVersion } from '../../model/index.ts';
import { knownString } from '../../value/index.ts';
import { toolVariable } from './environment.ts';

/** The version of a tool that comes with the job's image. */
export function versionFromImage({ job }: JobCommand, tools: readonly ImageTool[]): ToolVersion {
  if (job.image.is !== 'set') return { is: 'unknown', variant: '' };
  const image = toolImageOf(job.image.value.reference);
  if (image.is !== 'set' || !tools.includes(image.value.tool)) return { is: 'unknown', variant: '' };
  const { version, variant } = image.value;
  return version.is === 'unknown' ? { is: 'unknown', variant } : { ...version, variant };
}

/** Variables by which pipelines pin the buildx that they install. */
const buildxPins = ['BUILDX_VERSION', 'BUILDX_VER', 'DOCKER_BUILDX_VERSION'];

/** The version of buildx as a variable pins it. */
export function buildxVersion(command: JobCommand): ToolVersion {
  for (const name of buildxPins) {
    const field = toolVariable(command, name);
    const written = field.is === 'set' ? knownString(field.value) : undefined;
    if (field.is === 'set' && written !== undefined && isVersion(written)) {
      return { is: 'exact', version: written.replace(/^v/, ''), variant: '', span: field.value.span };
    }
  }
  return { is: 'unknown', variant: '' };
}
