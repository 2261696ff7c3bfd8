import type { BuildTool, Destination, LayerCache, LocalOutput } from '../../model/index.ts';
import {
  closed,
  type Field,
  known,
  no,
  type OpenList,
  orElse,
  set,
  type Text,
  type Truth,
  unset,
} from '../../value/index.ts';
import { joinTexts, literal } from '../../value/text.ts';
import { type FlagValue, type ReadFlags, readFlags } from '../flags.ts';
import { literalHead } from '../word-parts.ts';
import { readBuildArgs } from './build-args.ts';
import { buildahGrammar } from './buildah-grammar.ts';
import { tagOf } from './docker.ts';
import { findDockerfile } from './dockerfile-place.ts';
import { stepOf } from './draft.ts';
import { isVariableOn, toolVariable } from './environment.ts';
import type { CommandReader, ImageEvent, Scene } from './image-event.ts';
import { readPlatforms } from './platforms.ts';
import { versionFromImage } from './tool-version.ts';
import { destinationOf } from './written-parts.ts';

/** Reads `buildah build|bud|push|tag` and the pushes of manifest lists. */
export const readBuildah: CommandReader = (scene) => eventsOf(scene, 'buildah');

/** Reads `podman build|push|tag` and the pushes of manifest lists. */
export const readPodman: CommandReader = (scene) => eventsOf(scene, 'podman');

function eventsOf(scene: Scene, tool: BuildTool): readonly ImageEvent[] {
  const flags = readFlags(scene.invocation.args, buildahGrammar);
  if (flags.path.is !== 'set') return [];
  switch (flags.path.value.replace(/^image /, '')) {
    case 'build':
    case 'bud':
    case 'build-using-dockerfile':
      return [buildOf(scene, flags, tool)];
    case 'push':
    case 'manifest push':
      return pushOf(scene, flags);
    case 'manifest add':
      return partOf(scene, flags);
    case 'tag':
      return tagOf(scene, flags);
    default:
      return [];
  }
}

function buildOf(scene: Scene, flags: ReadFlags, tool: BuildTool): ImageEvent {
  const context = flags.operand(0);
  const tags = [...flags.flags('--tag').items, ...flags.flags('--manifest').items];
  const step = stepOf(tool, scene, {
    version: versionFromImage(scene.command, [tool === 'podman' ? 'podman' : 'buildah']),
    ...readPlatforms(platformValues(flags)),
    context,
    ...findDockerfile(
      {
        path: flags.flag('--file'),
        context,
        defaultNames: ['Containerfile', 'Dockerfile'],
        looksInContext: true,
      },
      scene,
    ),
    target: flags.flag('--target'),
    buildArgs: readBuildArgs(flags.flags('--build-arg')),
    layerCache: layerCacheOf(scene, flags, tool),
    localOutputs: taggedPlatforms(flags),
  });
  const localTags: OpenList<Destination> = {
    items: tags.map(({ value, span }) => destinationOf(value, span)),
    openTo: flags.openTo,
  };
  return { is: 'build', draft: { step, pushed: no, destinations: closed([]), localTags, archives: [] } };
}

/**
 * A tag that is given to a build of several platforms ends on one of them; `--manifest` names an index of all.
 *
 * Source: containers/buildah docs/buildah-build.1.md, "--platform", "--manifest".
 */
function taggedPlatforms(flags: ReadFlags): readonly LocalOutput[] {
  const { platforms } = readPlatforms(flags.flags('--platform'));
  const tag = flags.flagValue('--tag');
  if (tag.is !== 'set' || flags.has('--manifest').is !== 'no') return [];
  if (platforms.is !== 'set' || platforms.value.items.length < 2) return [];
  return [{ kind: 'tag', written: '--tag', holdsSeveral: no, span: tag.value.flagSpan }];
}

/** `--platform`, or `--os`, `--arch` and `--variant` put together. */
function platformValues(flags: ReadFlags): OpenList<FlagValue> {
  const platforms = flags.flags('--platform');
  const arch = flags.flagValue('--arch');
  if (platforms.items.length > 0 || arch.is !== 'set') return platforms;
  const { value, span } = arch.value;
  const os = flags.flag('--os');
  const variant = flags.flag('--variant');
  const slash = literal('/', span);
  const parts = [os.is === 'set' ? os.value : literal('linux', span), slash, value];
  const whole = variant.is === 'set' ? [...parts, slash, variant.value] : parts;
  return { items: [{ ...arch.value, value: joinTexts(whole, span) }], openTo: platforms.openTo };
}

/**
 * Layers are kept only with `--layers`, which is off in Buildah and on in Podman unless `BUILDAH_LAYERS` says otherwise.
 *
 * Source: containers/buildah docs/buildah-build.1.md; containers/podman docs/source/markdown/podman-build.1.md.in.
 */
function layerCacheOf({ command }: Scene, flags: ReadFlags, tool: BuildTool): LayerCache {
  const isWritten = flags.has('--layers');
  const byVariable =
    toolVariable(command, 'BUILDAH_LAYERS').is === 'unset'
      ? known(tool === 'podman')
      : isVariableOn(command, 'BUILDAH_LAYERS');
  const enabled: Truth =
    isWritten.is === 'no' || (isWritten.is === 'unknown' && byVariable.is === 'yes')
      ? byVariable
      : flags.isOn('--layers');
  const places = ['--layers', '--cache-to', '--cache-from', '--cache-ttl'].map((name) => flags.spanOf(name));
  return {
    enabled,
    lifetime: flags.flag('--cache-ttl'),
    repository: orElse(flags.flag('--cache-to'), flags.flag('--cache-from')),
    lacksRepository: no,
    span: places.find((place) => place !== undefined) ?? command.span,
  };
}

/** `push IMAGE [DESTINATION]`: without the second, the image's own name is the destination. */
function pushOf({ command }: Scene, flags: ReadFlags): readonly ImageEvent[] {
  const [source, written] = flags.positionals.items;
  if (source === undefined) return [];
  const target = written ?? source;
  // `oci:`, `dir:` and their like write files on the machine.
  if (/^(?:oci|oci-archive|docker-archive|docker-daemon|containers-storage|dir):/.test(literalHead(target))) return [];
  const destination: Field<Destination> = set(destinationOf(target));
  return [{ is: 'push', command, source: withoutStorage(source), destination, everyTag: no }];
}

/** An image that is put into a manifest list on the machine goes where the list goes, as a part of it. */
function partOf({ command }: Scene, flags: ReadFlags): readonly ImageEvent[] {
  const image = flags.operand(1);
  if (image.is !== 'set') return [];
  return [{ is: 'push', command, source: withoutStorage(image.value), destination: unset, everyTag: no }];
}

const withoutStorage = (image: Text): Text => destinationOf(image).reference.text;
