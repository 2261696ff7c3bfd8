import { skipsStagesSince } from '../../facts/dockerfile-readers.ts';
import { isAtLeast } from '../../facts/version.ts';
import type { Destination, ToolVersion } from '../../model/index.ts';
import {
  all,
  any,
  type Cause,
  type Field,
  knownString,
  mapField,
  mapItems,
  no,
  not,
  orElse,
  set,
  type Text,
  type Truth,
  unknown,
} from '../../value/index.ts';
import { joinTexts, literal } from '../../value/text.ts';
import { booleans, type FlagGrammar, type ReadFlags, readFlags, valued } from '../flags.ts';
import { literalHead, tailOf } from '../word-parts.ts';
import { readBuildArgs } from './build-args.ts';
import { findDockerfile } from './dockerfile-place.ts';
import { stepOf } from './draft.ts';
import { isVariableOn } from './environment.ts';
import type { CommandReader, ImageEvent, Scene } from './image-event.ts';
import { readPlatforms } from './platforms.ts';
import { versionFromImage } from './tool-version.ts';
import { destinationOf } from './written-parts.ts';

/** The executor's flags. Source: kaniko cmd/executor/cmd/root.go v1.24.0; osscontainertools/kaniko v1.28.3. */
export const kanikoGrammar: FlagGrammar = {
  style: 'pflag',
  operands: 0,
  flags: [
    ...valued(
      '--dockerfile|-f --context|-c --destination|-d --custom-platform|--customPlatform --build-arg --target --label ' +
        '--git --ignore-path --kaniko-dir --cache-repo --cache-dir --cache-ttl --snapshot-mode|--snapshotMode ' +
        '--tar-path|--tarPath --oci-layout-path --digest-file --image-name-with-digest-file ' +
        '--image-name-tag-with-digest-file --registry-mirror --registry-map --insecure-registry ' +
        '--skip-tls-verify-registry --registry-certificate --registry-client-cert --push-retry --image-fs-extract-retry ' +
        '--image-download-retry --compression --compression-level --context-sub-path --bucket|-b --log-format --log-timestamp ' +
        '--verbosity|-v --credential-helpers --secret --image-format --annotation',
    ),
    ...booleans(
      '--no-push --no-push-cache --cache --cache-copy-layers --cache-run-layers --compressed-caching --single-snapshot ' +
        '--use-new-run --reproducible --skip-unused-stages --skip-default-registry-fallback --insecure --insecure-pull ' +
        '--skip-tls-verify --skip-tls-verify-pull --skip-push-permission-check --force --cleanup --ignore-var-run ' +
        '--pre-cleanup --preserve-context --materialize --dryrun --help|-h',
    ),
  ],
};

/**
 * Reads `/kaniko/executor …`.
 *
 * Source: pkg/executor/build.go and cmd/executor/cmd/root.go `cacheFlagsValid`: "if using cache with --no-push, specify
 * cache repo with --cache-repo".
 */
export const readKaniko: CommandReader = (scene) => {
  const flags = readFlags(scene.invocation.args, kanikoGrammar);
  const [subcommand] = flags.positionals.items;
  if (subcommand !== undefined && /^(?:login|push|version)$/.test(knownString(subcommand) ?? '')) return [];
  return [kanikoBuild(scene, flags)];
};

function kanikoBuild(scene: Scene, flags: ReadFlags): ImageEvent {
  const { command } = scene;
  const context = contextOf(flags);
  const staysHere = any([flags.isOn('--no-push'), isVariableOn(command, 'KANIKO_NO_PUSH')]);
  const destinations = mapItems(
    flags.flags('--destination'),
    ({ value, span }): Destination => destinationOf(value, span),
  );
  const pushes = not(staysHere);
  const hasDestination: Truth = destinations.items.length > 0 ? pushes : none(destinations.openTo);
  const version = versionFromImage(command, ['kaniko']);
  const step = stepOf('kaniko', scene, {
    version,
    ...readPlatforms(flags.flags('--custom-platform')),
    context,
    ...findDockerfile(
      { path: flags.flag('--dockerfile'), context, defaultNames: ['Dockerfile'], looksInContext: true },
      scene,
    ),
    target: flags.flag('--target'),
    digestFile: digestFile(flags),
    runsUnusedStages: runsUnusedStages(version, flags),
    buildArgs: readBuildArgs(flags.flags('--build-arg')),
    layerCache: {
      enabled: flags.isOn('--cache'),
      lifetime: flags.flag('--cache-ttl'),
      repository: flags.flag('--cache-repo'),
      lacksRepository: all([staysHere, not(flags.has('--cache-repo'))]),
      span: flags.spanOf('--cache') ?? command.span,
    },
  });
  const isLocal = pushes.is === 'no';
  const archives = ['--tar-path', '--oci-layout-path'].flatMap((name) =>
    flags.flags(name).items.map(({ value }) => value),
  );
  return {
    is: 'build',
    draft: {
      step,
      pushed: hasDestination,
      destinations: isLocal ? { items: [], openTo: [] } : destinations,
      localTags: isLocal ? destinations : { items: [], openTo: [] },
      archives,
    },
  };
}

const digestFile = (flags: ReadFlags): Field<Text> =>
  ['--image-name-with-digest-file', '--image-name-tag-with-digest-file'].reduce(
    (found, name) => orElse(found, flags.flag(name)),
    flags.flag('--digest-file'),
  );

/** Source: `skipsStagesSince`. */
function runsUnusedStages(version: ToolVersion, flags: ReadFlags): Truth {
  const since = skipsStagesSince.get(version.variant);
  const skips =
    since !== undefined && (version.is === 'newest' || (version.is === 'exact' && isAtLeast(version.version, since)));
  return skips ? no : not(flags.isOn('--skip-unused-stages'));
}

const none = (openTo: readonly Cause[]): Truth => (openTo.length > 0 ? unknown(...openTo) : no);

/** The context folder: `dir://` is taken off, the sub path put behind. */
function contextOf(flags: ReadFlags): Field<Text> {
  const context = mapField(flags.flag('--context'), (value) =>
    literalHead(value).startsWith('dir://') ? tailOf(value, 'dir://'.length) : value,
  );
  const sub = flags.flag('--context-sub-path');
  if (sub.is !== 'set' || context.is !== 'set') return context;
  const separator = literal('/', sub.value.span);
  const folders = [context.value, separator, sub.value];
  return set(joinTexts(folders, context.value.span));
}
