import { wordsOf } from '../syntax/makefile-words.ts';
import { onlyArgument } from './arguments.ts';
import { absolutePath, filesMatching } from './files.ts';
import type { Application, MakeFunction } from './functions.ts';
import { isHole } from './hole-table.ts';
import { unknownResult } from './text-functions.ts';

/** Functions on file names. Source: gnu.org/software/make/manual, 8.3 Functions for File Names. */
export const pathFunctions: Readonly<Record<string, MakeFunction>> = {
  dir: (application) => eachPath(application, 'dir', (path) => /^.*\//s.exec(path)?.[0] ?? './'),
  notdir: (application) => eachPath(application, 'notdir', (path) => path.replace(/^.*\//s, '')),
  suffix: (application) => eachPath(application, 'suffix', (path) => /\.[^./]*$/.exec(path)?.[0] ?? ''),
  basename: (application) => eachPath(application, 'basename', (path) => path.replace(/\.[^./]*$/, '')),
  abspath: (application) => eachPath(application, 'abspath', (path) => absolutePath(application.run, path)),
  realpath: (application) => eachPath(application, 'realpath', (path) => absolutePath(application.run, path)),
  wildcard: (application) => {
    const patterns = wordsOf(onlyArgument(application));
    const found = patterns.map((pattern) => filesMatching(application.run, pattern));
    if (found.includes(undefined)) return unknownResult(application, 'wildcard', patterns);
    return found.flatMap((paths) => paths ?? []).join(' ');
  },
};

/** Applies a change to each word. The name in an unknown value stays unknown; what stands behind it is known. */
function eachPath(application: Application, operation: string, change: (path: string) => string): string {
  return wordsOf(onlyArgument(application))
    .map((path) => (isHole(lastPart(path)) ? unknownResult(application, operation, [path]) : change(path)))
    .filter((path) => path !== '')
    .join(' ');
}

/** A path that ends in an unknown value hides where its last part begins. */
const lastPart = (path: string): string => path.slice(-1);
