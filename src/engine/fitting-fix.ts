import { type Fix, type Patch, patchPlace } from '../rule/fix.ts';
import { sourceText } from '../source/source-file.ts';

/**
 * Whether a fix can be written where it belongs. In a Makefile a `$` begins a reference of make, so a text with one says
 * something else there, and what a reference stands for is not written at its place.
 */
export const fitsItsFiles = ({ patches }: Fix): boolean =>
  patches.every((patch) => !isInMakefile(patch) || isPlain(patch));

const isInMakefile = (patch: Patch): boolean =>
  /(?:^|\/)(?:GNU)?[Mm]akefile[^/]*$|\.mk$/.test(patchPlace(patch).file.path);

const isPlain = (patch: Patch): boolean =>
  !('text' in patch && patch.text.includes('$')) && !sourceText(patchPlace(patch)).includes('$');
