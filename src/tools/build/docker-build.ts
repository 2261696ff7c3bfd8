import type { BuilderDriver } from '../../facts/attestations.ts';
import { driverHasEmulators } from '../../facts/emulators.ts';
import type { BuildStep, BuildTool, Destination, ToolVersion } from '../../model/index.ts';
import type { Cause } from '../../value/index.ts';
import {
  all,
  any,
  type Field,
  mapItems,
  no,
  not,
  type OpenList,
  set,
  type Text,
  type Truth,
  unknown,
  yes,
} from '../../value/index.ts';
import type { FlagValue, ReadFlags } from '../flags.ts';
import { readBuildArgs } from './build-args.ts';
import { type Builder, currentBuilder, engineBuilder, namedBuilder } from './builders.ts';
import { type BuildkitOutputs, readOutputs } from './buildkit-output.ts';
import { readCacheTargets } from './cache-targets.ts';
import { engineStore, isBefore23, isClassic } from './docker-engine.ts';
import { dockerIndex } from './docker-index.ts';
import { dockerLocalOutputs } from './docker-local.ts';
import { findDockerfile } from './dockerfile-place.ts';
import { stepOf } from './draft.ts';
import { toolVariable } from './environment.ts';
import type { BuildDraft, ImageEvent, Scene } from './image-event.ts';
import { seenInCheckout } from './own-commit.ts';
import { platformValue, readPlatforms } from './platforms.ts';
import { buildxVersion, versionFromImage } from './tool-version.ts';
import { destinationOf } from './written-parts.ts';

/** Reads builds of Docker, which take the same flags and differ in their builder; a target of a bake file in the form of flags. */
export function dockerBuild(scene: Scene, flags: ReadFlags, tool: BuildTool): ImageEvent {
  const { command } = scene;
  const client = versionFromImage(command, ['docker']);
  const pinned = scene.builders.buildx ?? buildxVersion(command);
  const clientVersion = versionText(client);
  const classic = isClassicBuild(tool, command, clientVersion);
  const isOld = classic.is === 'yes' || (tool === 'docker build' && isBefore23(clientVersion));
  const builder = builderOf(scene, flags, tool);
  const driver: BuilderDriver = isOld ? { is: 'classic' } : driverOf(builder);
  const outputs = readOutputs(flags.flags('--output'));
  const { context, path } = seenInCheckout({ context: flags.operand(0), path: flags.flag('--file') }, command);
  const destinations = whereItGoes(flags, outputs);
  const platforms = platformsOf(scene, flags);
  const step = stepOf(tool, scene, {
    version: tool === 'docker build' ? client : pinned,
    ...platforms,
    digestFile: flags.flag('--metadata-file'),
    pushedByDigest: any([...outputs.items.map((output) => output.pushedByDigest), ...openness(outputs.openTo)]),
    context,
    ...findDockerfile({ path, context, defaultNames: ['Dockerfile'], looksInContext: false }, scene),
    target: flags.flag('--target'),
    runsUnusedStages: classic,
    isClassic: classic,
    buildArgs: readBuildArgs(flags.flags('--build-arg')),
    ...(classic.is === 'yes' ? {} : cachesOf(flags)),
    pushesIndex: dockerIndex(scene, flags, {
      driver,
      store: engineStore(command),
      buildxVersion: versionText(pinned),
      pushes: destinations.pushed,
    }),
    hasEmulators: driverHasEmulators(driver, builder.is === 'set' ? builder.value.customImage : undefined),
    ...(builder.is === 'unset' ? {} : { isSpread: spreadOf(builder) }),
    isThrownAway: thrownAway(flags, driver, destinations.pushed),
    localOutputs: dockerLocalOutputs(scene, flags, { platforms: platforms.platforms, outputs, driver }),
  });
  return { is: 'build', draft: { step, ...destinations } };
}

/**
 * Whether nobody gets the result. Only the Engine's own builder keeps it without being told; any other says `No output
 * specified … Build result will only remain in the build cache`.
 *
 * Source: docker/buildx build/build.go, v0.25.
 */
function thrownAway(flags: ReadFlags, driver: BuilderDriver, pushed: Truth): Truth {
  if (driver.is === 'docker' || driver.is === 'classic' || flags.flags('--output').items.length > 0) return no;
  const keeps = any([
    pushed,
    flags.isOn('--load'),
    ...openness(flags.openTo),
    ...openness(flags.flags('--output').openTo),
  ]);
  return driver.is === 'unknown' && driver.causes.length === 0 ? no : all([not(keeps), ofDriver(driver)]);
}

const ofDriver = (driver: BuilderDriver): Truth => (driver.is === 'unknown' ? unknown(...driver.causes) : yes);

/** `docker buildx` is never the builder from before BuildKit; Compose is where the environment asks for it. */
function isClassicBuild(tool: BuildTool, command: Scene['command'], clientVersion: string | undefined): Truth {
  if (tool === 'docker compose build') return isClassic(command, undefined);
  return tool === 'docker build' ? isClassic(command, clientVersion) : no;
}

const openness = (openTo: readonly Cause[]) => (openTo.length > 0 ? [unknown(...openTo)] : []);

const versionText = (version: ToolVersion): string | undefined =>
  version.is === 'exact' ? version.version : undefined;

const cachesOf = (flags: ReadFlags): Pick<BuildStep, 'cacheExports' | 'cacheImports'> => ({
  cacheExports: readCacheTargets(flags.flags('--cache-to')),
  cacheImports: readCacheTargets(flags.flags('--cache-from')),
});

/** `--platform`, or `DOCKER_DEFAULT_PLATFORM` where it is certainly not written. */
function platformsOf({ command }: Scene, flags: ReadFlags): ReturnType<typeof readPlatforms> {
  const read = readPlatforms(flags.flags('--platform'));
  if (read.platforms.is !== 'unset' || read.unreadablePlatforms.length > 0) return read;
  const byDefault = toolVariable(command, 'DOCKER_DEFAULT_PLATFORM');
  return byDefault.is === 'set' ? readPlatforms(platformValue(byDefault.value)) : read;
}

/**
 * The builder of a command. Plain `docker build` uses that of the Engine, whatever `docker buildx use` says.
 *
 * Source: docs.docker.com/build/builders "Difference between docker build and docker buildx build".
 */
function builderOf({ command, builders }: Scene, flags: ReadFlags, tool: BuildTool): Field<Builder> {
  const variable = toolVariable(command, 'BUILDX_BUILDER');
  const written = flags.flag('--builder');
  const name: Field<Text> = written.is === 'set' ? written : variable;
  if (name.is === 'set') return namedBuilder(builders, name.value);
  if (name.is === 'unknown') return name;
  return tool === 'docker build' && !builders.isInstalled ? set(engineBuilder) : currentBuilder(builders, command);
}

const driverOf = (builder: Field<Builder>): BuilderDriver => {
  if (builder.is === 'set') return builder.value.driver;
  return { is: 'unknown', causes: builder.is === 'unknown' ? builder.causes : [] };
};

const spreadOf = (builder: Exclude<Field<Builder>, { is: 'unset' }>): BuildStep['isSpread'] =>
  builder.is === 'set' ? builder.value.isSpread : unknown(...builder.causes);

/** `--push` pushes every tag; an output may push names of its own. */
function whereItGoes(flags: ReadFlags, outputs: BuildkitOutputs): Omit<BuildDraft, 'step'> {
  const asDestination = ({ value, span }: FlagValue): Destination => destinationOf(value, span);
  const tags = mapItems(flags.flags('--tag'), asDestination);
  const pushing = outputs.items.filter(({ pushed }) => pushed.is !== 'no');
  const pushed = any([
    flags.isOn('--push'),
    ...outputs.items.map((output) => output.pushed),
    ...openness(outputs.openTo),
  ]);
  const named = pushing.flatMap(({ names }) => names);
  const kept = outputs.items.flatMap((output) => (output.pushed.is === 'no' ? output.names : []));
  const nothing: OpenList<Destination> = { items: [], openTo: [] };
  return {
    pushed,
    destinations: pushed.is === 'no' ? nothing : { items: [...tags.items, ...named], openTo: tags.openTo },
    localTags: pushed.is === 'yes' ? nothing : { items: [...tags.items, ...kept], openTo: tags.openTo },
    archives: outputs.items.flatMap(({ archives }) => archives),
  };
}
