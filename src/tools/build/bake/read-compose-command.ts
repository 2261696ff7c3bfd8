import { type ComposeBuild, readComposeBuild } from '../../../bake/compose/compose-build.ts';
import { type Cause, knownString, literal, no, set, sliceText, splitText, type Text } from '../../../value/index.ts';
import type { ReadFlags } from '../../flags.ts';
import { toolVariable } from '../environment.ts';
import type { ImageEvent, Scene } from '../image-event.ts';
import { destinationOf } from '../written-parts.ts';
import { bakeEnvironment, buildOf, filesAt } from './read-bake-command.ts';
import { targetFlags } from './target-flags.ts';

/** Reads `docker compose build`: a build per service. Source: docker/compose pkg/compose/build_bake.go. */
export function composeBuildEvents(scene: Scene, flags: ReadFlags): readonly ImageEvent[] {
  const asksOnly = ['--print', '--check', '--dry-run'].some((name) => flags.isOn(name).is === 'yes');
  if (asksOnly) return [];
  const { builds, causes, folder } = servicesOf(scene, flags);
  const push = flags.isOn('--push');
  const events = builds.map(({ target, image }) => {
    const part = { flags, push: image === undefined ? no : push, folder };
    return buildOf(scene, target, targetFlags(target, part), 'docker compose build');
  });
  return [...events, ...hiddenBy(causes)];
}

/** Reads `docker compose push`: the image of every service that has one and is built. */
export function composePushEvents(scene: Scene, flags: ReadFlags): readonly ImageEvent[] {
  const { builds, causes } = servicesOf(scene, flags);
  const pushes = builds.flatMap(({ image }): readonly ImageEvent[] => {
    if (image === undefined) return [];
    return [
      { is: 'push', command: scene.command, source: image, destination: set(destinationOf(image)), everyTag: no },
    ];
  });
  return [...pushes, ...hiddenBy(causes)];
}

const hiddenBy = (causes: readonly Cause[]): readonly ImageEvent[] =>
  causes.length > 0 ? [{ is: 'hidden', causes }] : [];

interface Services {
  readonly builds: readonly ComposeBuild[];
  readonly causes: readonly Cause[];
  /** The project's folder, from which paths are seen; `undefined` for the working directory. */
  readonly folder: Text | undefined;
}

function servicesOf(scene: Scene, flags: ReadFlags): Services {
  const { command, context } = scene;
  const files = composeFiles(scene, flags);
  const folder = folderOf(flags, files.first);
  const directory = folder === undefined ? '.env' : `${knownString(folder) ?? '.'}/.env`;
  const { items, openTo } = flags.positionals;
  const names = items.filter(({ parts }) => openTo.length === 0 || parts.some((part) => typeof part === 'string'));
  const reading = readComposeBuild({
    files: files.found,
    environment: bakeEnvironment(scene, new Map()),
    dotenv: context.fileAt(literal(directory, command.span), command.directory),
    services: names,
    profiles: profilesOf(scene, flags),
    at: command.span,
  });
  const doubts = names.length < items.length && names.length === 0 ? openTo : [];
  const causes = files.missing.length > 0 ? files.missing : [...reading.openTo, ...doubts];
  return { builds: reading.builds, causes, folder };
}

/** Source: compose-go cli/options.go, DefaultFileNames and DefaultOverrideFileNames. */
const defaultNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];
const overrideNames = [
  ...['compose.override.yml', 'compose.override.yaml'],
  ...['docker-compose.override.yml', 'docker-compose.override.yaml'],
];

interface ComposeFiles extends ReturnType<typeof filesAt> {
  /** The path of the first file, where one is written. */
  readonly first: Text | undefined;
}

function composeFiles(scene: Scene, flags: ReadFlags): ComposeFiles {
  const { command } = scene;
  const written = [...flags.flags('--file').items.map(({ value }) => value)];
  const variable = toolVariable(command, 'COMPOSE_FILE');
  if (written.length === 0 && variable.is === 'set') written.push(...splitText(variable.value, ':'));
  if (written.length > 0) return { ...filesAt(scene, written), first: written[0] };
  const inDirectory = (names: readonly string[]) => {
    const paths = names.map((name) => literal(name, command.span));
    return filesAt(scene, paths).found.slice(0, 1);
  };
  const main = inDirectory(defaultNames);
  const because = 'there is no Compose file in the working directory of the command';
  const missing: readonly Cause[] = main.length > 0 ? [] : [{ kind: 'indirection', because, at: command.span }];
  return { found: [...main, ...inDirectory(overrideNames)], missing, first: undefined };
}

/** `--project-directory`, or the folder of the first file. */
function folderOf(flags: ReadFlags, first: Text | undefined): Text | undefined {
  const written = flags.flag('--project-directory');
  if (written.is === 'set') return written.value;
  if (first === undefined) return undefined;
  const last = first.parts.at(-1);
  const slash = typeof last === 'string' ? last.lastIndexOf('/') : -1;
  if (slash === -1 || typeof last !== 'string') return undefined;
  return sliceText(first, 0, lengthOf(first) - (last.length - slash));
}

const lengthOf = ({ parts }: Text): number =>
  parts.reduce((length, part) => length + (typeof part === 'string' ? part.length : 1), 0);

function profilesOf({ command }: Scene, flags: ReadFlags): readonly string[] {
  const written = flags.flags('--profile').items.map(({ value }) => knownString(value) ?? '*');
  const variable = toolVariable(command, 'COMPOSE_PROFILES');
  const ofVariable = variable.is === 'set' ? (knownString(variable.value) ?? '*').split(',') : [];
  return [...written, ...ofVariable];
}
