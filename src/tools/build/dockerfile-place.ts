import type { BuildStep } from '../../model/index.ts';
import {
  type Cause,
  causesIn,
  type Field,
  hidden,
  joinTexts,
  knownString,
  literal,
  set,
  type Text,
  unset,
} from '../../value/index.ts';
import { literalHead } from '../word-parts.ts';
import type { Scene } from './image-event.ts';

/** Where a tool looks for the Dockerfile. */
export interface DockerfileQuestion {
  readonly path: Field<Text>;
  readonly context: Field<Text>;
  /** The name it looks for in the context where none is written; of several, the first that is there. */
  readonly defaultNames: readonly string[];
  /** Whether a path that the working directory does not have is looked up in the context. */
  readonly looksInContext: boolean;
}

/** The Dockerfile of a build: its path, relative to the working directory where that is how the tool reads it. */
export function findDockerfile(
  { path, context, defaultNames, looksInContext }: DockerfileQuestion,
  { context: project, command }: Scene,
): Pick<BuildStep, 'dockerfilePath' | 'dockerfile'> {
  const away = whyAway(path, context);
  if (path.is === 'unknown') return { dockerfilePath: path, dockerfile: path };
  if (path.is === 'set') {
    if (away !== undefined) return { dockerfilePath: path, dockerfile: hidden(...away) };
    const folder = looksInContext ? context : unset;
    return { dockerfilePath: path, dockerfile: project.findDockerfile(path.value, folder, command.directory) };
  }
  if (away !== undefined) return { dockerfilePath: hidden(...away), dockerfile: hidden(...away) };
  const folder = context.is === 'set' ? context.value : literal('', command.span);
  const candidates = defaultNames.map((name) => inFolder(folder, name));
  for (const candidate of candidates) {
    const dockerfile = project.findDockerfile(candidate, unset, command.directory);
    if (dockerfile.is !== 'unset' || candidate === candidates.at(-1)) {
      return { dockerfilePath: set(candidate), dockerfile };
    }
  }
  return { dockerfilePath: unset, dockerfile: unset };
}

/** `folder/name`, as a text of the folder's place. */
export function inFolder(folder: Text, name: string): Text {
  const known = knownString(folder);
  if (known === '' || known === '.' || known === './') return literal(name, folder.span);
  const last = folder.parts.at(-1);
  const slash = typeof last === 'string' && last.endsWith('/') ? '' : '/';
  return joinTexts([folder, literal(`${slash}${name}`, folder.span)], folder.span);
}

/** Why the Dockerfile is not in this repository; `undefined` if it may be. */
function whyAway(path: Field<Text>, context: Field<Text>): readonly Cause[] | undefined {
  if (path.is === 'set' && knownString(path.value) === '-') {
    return [
      {
        kind: 'indirection',
        because: 'the Dockerfile comes from standard input',
        at: path.value.span,
        isEmbedded: true,
      },
    ];
  }
  if (context.is === 'unknown') return context.causes;
  if (context.is === 'unset') return undefined;
  const head = literalHead(context.value);
  if (!/^(?:https?:|git:|git@|ssh:|s3:|gs:|tar:|github\.com\/|-$)/.test(head)) return undefined;
  const because = 'the build context is not a folder of this repository';
  return [...causesIn(context.value), { kind: 'include', because, at: context.value.span }];
}
