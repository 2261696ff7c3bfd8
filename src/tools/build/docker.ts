import { mapField } from '../../value/index.ts';
import { type ReadFlags, readFlags } from '../flags.ts';
import { bakeEvents } from './bake/read-bake-command.ts';
import { composeBuildEvents, composePushEvents } from './bake/read-compose-command.ts';
import { dockerBuild } from './docker-build.ts';
import { buildxGrammar, dockerGrammar } from './docker-grammar.ts';
import type { CommandReader, ImageEvent, Scene } from './image-event.ts';
import { destinationOf } from './written-parts.ts';

/** Reads what builds, tags and pushes: `docker build`, `buildx build`, `bake`, `compose build`, `push`, `tag` and so on. */
export const readDocker: CommandReader = (scene) => eventsOf(scene, readFlags(scene.invocation.args, dockerGrammar));

/** Reads Compose called by its own name. */
export const readDockerCompose: CommandReader = (scene) => {
  const { args, word } = scene.invocation;
  const items = [{ parts: ['compose'], span: word.span }, ...args.items];
  return eventsOf(scene, readFlags({ ...args, items }, dockerGrammar));
};

/** Reads the buildx plugin called by its own name. */
export const readBuildx: CommandReader = (scene) => {
  const { args, word } = scene.invocation;
  const items = [{ parts: ['buildx'], span: word.span }, ...args.items];
  return eventsOf(scene, readFlags({ ...args, items }, buildxGrammar));
};

function eventsOf(scene: Scene, flags: ReadFlags): readonly ImageEvent[] {
  if (flags.path.is !== 'set') return [];
  switch (flags.path.value) {
    case 'build':
    case 'image build':
    case 'builder build':
      return [dockerBuild(scene, flags, 'docker build')];
    case 'buildx build':
    case 'buildx b':
      return [dockerBuild(scene, flags, 'docker buildx build')];
    case 'bake':
    case 'buildx bake':
    case 'buildx f':
      return bakeEvents(scene, flags);
    case 'compose build':
      return composeBuildEvents(scene, flags);
    case 'compose push':
      return composePushEvents(scene, flags);
    case 'push':
    case 'image push':
      return pushOf(scene, flags);
    case 'tag':
    case 'image tag':
      return tagOf(scene, flags);
    default:
      return [];
  }
}

function pushOf({ command }: Scene, flags: ReadFlags): readonly ImageEvent[] {
  const image = flags.operand(0);
  if (image.is !== 'set') return [];
  const destination = mapField(image, (value) => destinationOf(value));
  return [{ is: 'push', command, source: image.value, destination, everyTag: flags.isOn('--all-tags') }];
}

/** `docker tag SOURCE TARGET`, also for the other tools that have it. */
export function tagOf({ command }: Scene, flags: ReadFlags): readonly ImageEvent[] {
  const source = flags.operand(0);
  const target = flags.operand(1);
  if (source.is !== 'set' || target.is !== 'set') return [];
  return [{ is: 'tag', command, source: source.value, target: destinationOf(target.value) }];
}
