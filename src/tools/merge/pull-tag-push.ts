import type { MirrorStep } from '../../model/merge-step.ts';
import { type ImageReference, parseReference, sameReference } from '../../oci/index.ts';
import { no, type Text } from '../../value/index.ts';
import { readFlags } from '../flags.ts';
import { dockerGrammar } from './docker-grammar.ts';
import type { MergeCommand } from './merge-context.ts';
import { destinationOf } from './source-words.ts';

/** What a command of docker, podman or nerdctl does to images on the machine. */
type LocalAction =
  | { readonly is: 'pull' | 'push' | 'build'; readonly image: Text }
  | { readonly is: 'tag'; readonly image: Text; readonly name: Text };

/**
 * Copies by `docker pull X`, `docker tag X Y`, `docker push Y`. They take the machine's platform only. An image that
 * the job builds under the name X is no copy.
 *
 * Source: docs.docker.com/reference/cli/docker/image/pull.
 */
export function pulledCopies(calls: readonly MergeCommand[]): readonly MirrorStep[] {
  const copies: MirrorStep[] = [];
  let pulled: ImageReference[] = [];
  let tags: { readonly source: ImageReference; readonly name: ImageReference }[] = [];
  for (const call of calls) {
    for (const action of actionsOf(call)) {
      const image = parseReference(action.image);
      if (action.is === 'pull') pulled.push(image);
      else if (action.is === 'build') {
        pulled = pulled.filter((reference) => !isSame(reference, image));
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

/** The pulled image that a name stands for: by itself, or through an earlier tag. */
function sourceOf(
  image: ImageReference,
  pulled: readonly ImageReference[],
  tags: readonly { readonly source: ImageReference; readonly name: ImageReference }[],
): ImageReference | undefined {
  return (
    tags.findLast(({ name }) => isSame(name, image))?.source ?? pulled.find((reference) => isSame(reference, image))
  );
}

const isSame = (a: ImageReference, b: ImageReference): boolean => sameReference(a, b).is === 'yes';

function actionsOf({ program, args }: MergeCommand): readonly LocalAction[] {
  if (!['docker', 'podman', 'nerdctl'].includes(program)) return [];
  const flags = readFlags(args, dockerGrammar);
  if (flags.path.is !== 'set') return [];
  const [image, name] = flags.positionals.items;
  switch (flags.path.value.replace(/^(?:image|buildx) /, '')) {
    case 'pull':
      return image === undefined ? [] : [{ is: 'pull', image }];
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

function copyStep({ command }: MergeCommand, source: ImageReference, target: Text): MirrorStep {
  return {
    tool: 'docker',
    job: command.job,
    command,
    source,
    target: destinationOf(target),
    copiesAllPlatforms: no,
    span: command.span,
  };
}
