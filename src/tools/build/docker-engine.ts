import type { EngineStore } from '../../facts/attestations.ts';
import { storeOfDind } from '../../facts/docker-engine.ts';
import { parseGoBool } from '../../facts/go-bool.ts';
import { toolImageOf } from '../../facts/tool-images.ts';
import type { Job, JobCommand } from '../../model/index.ts';
import { type Cause, causesIn, holds, known, knownString, type Truth, unknown } from '../../value/index.ts';
import { toolVariable } from './environment.ts';

/** The image store of the Docker Engine that a command talks to, as far as the job's services tell. */
export function engineStore({ job, span }: JobCommand): EngineStore {
  const service = job.services.items.find(({ reference }) => {
    const image = toolImageOf(reference);
    return image.is === 'set' && image.value.tool === 'docker';
  });
  if (service === undefined) return { is: 'unknown', causes: noEngine(job, span) };
  return storeOfDind(service.reference, job.variables.defined.get('DOCKER_DRIVER')?.value);
}

const noEngine = ({ services }: Job, at: Cause['at']): readonly Cause[] =>
  services.openTo.length > 0
    ? services.openTo
    : [{ kind: 'runner', because: "the version of the runner's Docker Engine is not known", at }];

/**
 * Whether `docker build` is the builder from before BuildKit: because it is asked for, or because the client is older
 * than 23 and nothing asks for BuildKit.
 *
 * Source: docs.docker.com/build/buildkit "Getting started"; docker/cli cmd/docker/builder.go.
 */
export function isClassic(command: JobCommand, clientVersion: string | undefined): Truth {
  return holds(toolVariable(command, 'DOCKER_BUILDKIT'), known(isBefore23(clientVersion)), (asked) => {
    const written = knownString(asked);
    return written === undefined ? unknown(...causesIn(asked)) : known(parseGoBool(written) === false);
  });
}

/** Whether a Docker client comes from the time before BuildKit was the default; its BuildKit adds no attestations. */
export const isBefore23 = (clientVersion: string | undefined): boolean =>
  clientVersion !== undefined && /^v?(?:\d|1\d|2[0-2])(?:\.|$)/.test(clientVersion);
