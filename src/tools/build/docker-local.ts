import type { BuilderDriver, EngineStore } from '../../facts/attestations.ts';
import type { BuildStep, LocalOutput } from '../../model/index.ts';
import { no, type Truth, unknown, yes } from '../../value/index.ts';
import type { ReadFlags } from '../flags.ts';
import type { BuildkitOutputs } from './buildkit-output.ts';
import { engineStore } from './docker-engine.ts';
import type { Scene } from './image-event.ts';

/** What decides where a build's image is kept. */
interface Keeping {
  readonly platforms: BuildStep['platforms'];
  readonly outputs: BuildkitOutputs;
  readonly driver: BuilderDriver;
}

/**
 * Where `docker build` and `docker buildx build` keep an image of several platforms on the machine. An Engine's own
 * builder is listed only where its image store is known: nothing else is needed to publish from it.
 *
 * Source: docker/buildx build/opt.go ("docker exporter does not currently support exporting manifest lists", unless the
 * Engine imports OCI archives; "docker exporter does not support exporting manifest lists, use the oci exporter
 * instead") and driver/features.go ("Multi-platform build is not supported for the docker driver"), v0.25.
 */
export function dockerLocalOutputs(
  { command }: Scene,
  flags: ReadFlags,
  { platforms, outputs, driver }: Keeping,
): readonly LocalOutput[] {
  if (platforms.is !== 'set') return [];
  const [first, second] = platforms.value.items;
  if (first === undefined || second === undefined) return [];
  const store = engineStore(command);
  if (driver.is === 'docker' && store.is === 'graph-driver') {
    return [{ kind: 'engine', written: '--platform', holdsSeveral: no, span: first.span }];
  }
  const load = flags.spanOf('--load');
  const loaded: readonly LocalOutput[] =
    load !== undefined && flags.isOn('--load').is === 'yes'
      ? [{ kind: 'load', written: '--load', holdsSeveral: holdsIndexes(store), span: load }]
      : [];
  return [...loaded, ...outputs.items.flatMap((output) => dockerOutput(output, store))];
}

function dockerOutput({ type, archives, span }: BuildkitOutputs['items'][number], store: EngineStore): LocalOutput[] {
  if (type !== 'docker') return [];
  const written = 'type=docker';
  if (archives.length > 0) return [{ kind: 'archive', written, holdsSeveral: no, span }];
  return [{ kind: 'load', written, holdsSeveral: holdsIndexes(store), span }];
}

function holdsIndexes(store: EngineStore): Truth {
  if (store.is === 'unknown') return unknown(...store.causes);
  return store.is === 'containerd' ? yes : no;
}
