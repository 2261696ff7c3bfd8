import { causesIn, knownString, type Text } from '../value/index.ts';
import type { EngineStore } from './attestations.ts';
import { toolImageOf } from './tool-images.ts';
import { isAtLeast } from './version.ts';

/**
 * The image store of an Engine that runs as a dind service.
 *
 * Source: moby daemon/image_store_choice.go v29.0: a fresh Engine uses the containerd image store unless a graph
 * driver is asked for; docker-library/docker passes `DOCKER_DRIVER` on as `--storage-driver`.
 *
 * @param service Reference of the dind image.
 * @param graphDriver Value of `DOCKER_DRIVER` in the service's environment; absent if it is not set.
 */
export function storeOfDind(service: Text, graphDriver: Text | undefined): EngineStore {
  if (graphDriver === undefined) return storeOfVersion(service);
  const driver = knownString(graphDriver);
  if (driver === undefined) return { is: 'unknown', causes: causesIn(graphDriver) };
  if (driver !== '') return { is: 'graph-driver', because: `\`DOCKER_DRIVER=${driver}\` asks for a graph driver` };
  return storeOfVersion(service);
}

function storeOfVersion(service: Text): EngineStore {
  const image = toolImageOf(service);
  if (image.is !== 'set' || image.value.version.is === 'unknown') {
    const because = `\`${knownString(service) ?? 'the dind image'}\` does not tell which Docker Engine it is`;
    return { is: 'unknown', causes: [...causesIn(service), { kind: 'runner', because, at: service.span }] };
  }
  const { version } = image.value;
  if (version.is === 'newest') {
    return { is: 'containerd', because: 'a floating dind image is Docker Engine 29 or newer' };
  }
  return isAtLeast(version.version, '29')
    ? { is: 'containerd', because: `Docker Engine ${version.version} uses the containerd image store` }
    : { is: 'graph-driver', because: `Docker Engine ${version.version} uses a graph driver` };
}
