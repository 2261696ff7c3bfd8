import { fitsGlob, joinTexts, literal, sliceText, type Text } from '../../value/index.ts';
import { isCheckoutRoot } from './checkout.ts';
import type { Job } from './job.ts';

/**
 * Whether a job of GitLab certainly hands on a file, by its path from the checkout: an artifact path is the file, a folder or
 * a glob that holds it.
 *
 * Source: docs.gitlab.com/ci/yaml/#artifactspaths (paths from the checkout, doublestar globs; a folder with all in it).
 */
export function handsOn({ artifactPaths }: Pick<Job, 'artifactPaths'>, file: Text): boolean {
  const path = fromRoot(file);
  return artifactPaths.items.some((artifact) => globsOf(fromRoot(artifact)).some((glob) => fits(path, glob)));
}

const fits = (path: Text, glob: Text): boolean => fitsGlob(path, glob).is === 'yes';

/** The path itself, and all below it; `**` may stand for no folder at all. */
function globsOf(artifact: Text): readonly Text[] {
  const at = artifact.span;
  const own = startsWith(artifact, '**/') ? [artifact, sliceText(artifact, 3)] : [artifact];
  return own.flatMap((glob) => (glob.parts.length === 0 ? [literal('*', at)] : [glob, below(glob)]));
}

const below = (folder: Text): Text => joinTexts([folder, literal('/*', folder.span)], folder.span);

/** Without `$CI_PROJECT_DIR/` and `./` in front and slashes behind. */
function fromRoot(path: Text): Text {
  const [first, second] = path.parts;
  const isInRoot = typeof first === 'object' && isCheckoutRoot(first) && typeof second === 'string';
  const parts = isInRoot && second.startsWith('/') ? [second.slice(1), ...path.parts.slice(2)] : path.parts;
  const last = parts.length - 1;
  const bare = parts.map((part, index) => {
    if (typeof part !== 'string') return part;
    const rest = index === 0 ? part.replace(/^(?:\.\/+)+/, '') : part;
    return index === last ? withoutSlashes(rest) : rest;
  });
  return { ...path, parts: bare.filter((part) => part !== '') };
}

function withoutSlashes(text: string): string {
  let end = text.length;
  while (text[end - 1] === '/') end -= 1;
  return text.slice(0, end);
}

const startsWith = ({ parts: [first] }: Text, head: string): boolean =>
  typeof first === 'string' && first.startsWith(head);
