import { toolVariable } from '../../model/command/tool-variable.ts';
import type { MirrorStep } from '../../model/merge/merge-step.ts';
import { type ImageReference, parseReference, sameReference } from '../../oci/index.ts';
import { no, type Text } from '../../value/index.ts';
import { readFlags } from '../flags.ts';
import { dockerGrammar } from './docker-grammar.ts';
import type { MergeCommand } from './merge-context.ts';
import { destinationOf } from './source-words.ts';

/** What a command of docker, podman or nerdctl does to images on the machine. */
type LocalAction =
  | { readonly is: 'pull'; readonly image: Text; readonly namesPlatform: boolean }
  | { readonly is: 'push' | 'build'; readonly image: Text }
  | { readonly is: 'tag'; readonly image: Text; readonly name: Text };

/**
 * Copies by `docker pull X`, `docker tag X Y`, `docker push Y`. They take the machine's platform only. An image that
 * the job builds under the name X is no copy.
 *
 * Source: docs.docker.com/reference/cli/docker/image/pull.
 */
export function pulledCopies(calls: readonly MergeCommand[]): readonly MirrorStep[] {
  const copies: MirrorStep[] = [];
  let pulled: Pulled[] = [];
  let tags: { readonly source: Pulled; readonly name: ImageReference }[] = [];
  for (const call of calls) {
    for (const action of actionsOf(call)) {
      const image = parseReference(action.image);
      if (action.is === 'pull') pulled.push({ image, namesPlatform: action.namesPlatform });
      else if (action.is === 'build') {
        pulled = pulled.filter((one) => !isSame(one.image, image));
        tags = tags.filter(({ name }) => !isSame(name, image));
      } else if (action.is === 'tag') {
        const source = sourceOf(image, pulled, tags);
        if (source !== undefined) tags.push({ source, name: parseReference(action.name) });
      } else {
        const tag = tags.findLast(({ name }) => isSame(name, image));
        if (tag !== undefined) copies.push(copyStep(call, tag.source, action.image));
      }
    }
  }
  return copies;
}

/** An image that the job has pulled. */
interface Pulled {
  readonly image: ImageReference;
  readonly namesPlatform: boolean;
}

/** The pulled image that a name stands for: by itself, or through an earlier tag. */
function sourceOf(
  image: ImageReference,
  pulled: readonly Pulled[],
  tags: readonly { readonly source: Pulled; readonly name: ImageReference }[],
): Pulled | undefined {
  return tags.findLast(({ name }) => isSame(name, image))?.source ?? pulled.find((one) => isSame(one.image, image));
}

const isSame = (a: ImageReference, b: ImageReference): boolean => sameReference(a, b).is === 'yes';

function actionsOf(call: MergeCommand): readonly LocalAction[] {
  const { program, args } = call;
  if (!['docker', 'podman', 'nerdctl'].includes(program)) return [];
  const flags = readFlags(args, dockerGrammar);
  if (flags.path.is !== 'set') return [];
  const [image, name] = flags.positionals.items;
  switch (flags.path.value.replace(/^(?:image|buildx) /, '')) {
    case 'pull':
      return image === undefined
        ? []
        : [{ is: 'pull', image, namesPlatform: flags.has('--platform').is === 'yes' || takesDefault(call) }];
    case 'push':
      return image === undefined ? [] : [{ is: 'push', image }];
    case 'tag':
      return image === undefined || name === undefined ? [] : [{ is: 'tag', image, name }];
    case 'build':
      return flags.flags('--tag').items.map(({ value }) => ({ is: 'build', image: value }));
    default:
      return [];
  }
}

/** Whether the environment names a platform for every pull. */
const takesDefault = ({ command }: MergeCommand): boolean =>
  toolVariable(command, 'DOCKER_DEFAULT_PLATFORM').is !== 'unset';

function copyStep({ command }: MergeCommand, { image, namesPlatform }: Pulled, target: Text): MirrorStep {
  return {
    tool: 'docker',
    job: command.job,
    command,
    source: image,
    target: destinationOf(target),
    copiesAllPlatforms: no,
    namesPlatform,
    span: command.span,
  };
}
