import { type BakeFile, readBakeFile } from '../bake/bake-file.ts';
import type { Unreadable } from '../model/index.ts';
import type { SourceFile } from '../source/source-file.ts';
import { type Checkout, inRepository } from '../steps/checkouts.ts';
import { causesIn, type Field, hidden, knownString, set, type Text, unset } from '../value/index.ts';
import { normalisePath, seenFrom } from './find-dockerfile.ts';

/** The bake and Compose files that commands name, each read once. */
export interface BakeShelf {
  /** The file at a path from the checkout; `undefined` if there is none. */
  readonly at: (path: string) => BakeFile | undefined;
  /** Those that commands asked for so far. */
  readonly files: () => readonly SourceFile[];
  /** What is broken in them. */
  readonly unreadable: () => readonly Unreadable[];
}

/** A shelf that has read nothing so far. */
export function bakeShelf(read: (path: string) => SourceFile | undefined): BakeShelf {
  const byPath = new Map<string, BakeFile | undefined>();
  const known = (): readonly BakeFile[] => [...byPath.values()].filter((file) => file !== undefined);
  return {
    at: (path) => {
      if (byPath.has(path)) return byPath.get(path);
      const file = read(path);
      const bakeFile = file === undefined ? undefined : readBakeFile(file);
      byPath.set(path, bakeFile);
      return bakeFile;
    },
    files: () => known().map(({ file }) => file),
    unreadable: () =>
      known().flatMap(({ file, problems }) =>
        problems.slice(0, 1).map(({ message, at }) => ({ message: `\`${file.path}\` does not parse: ${message}`, at })),
      ),
  };
}

/** The bake file that a path names, seen from a directory of the checkout; hidden if the path has holes. */
export const findBakeFile =
  (shelf: BakeShelf, checkouts: readonly Checkout[] = []) =>
  (path: Text, directory: Text): Field<BakeFile> => {
    const whole = seenFrom(directory, path);
    const known = knownString(whole);
    if (known === undefined) return hidden(...causesIn(whole));
    const own = inRepository(checkouts, normalisePath(known));
    if (own.is === 'unknown') return own;
    const file = own.is === 'set' ? shelf.at(own.value) : undefined;
    return file === undefined ? unset : set(file);
  };

/** The file that a path names, seen from a directory of the checkout. */
export const findFile =
  (read: (path: string) => SourceFile | undefined) =>
  (path: Text, directory: Text): SourceFile | undefined => {
    const known = knownString(seenFrom(directory, path));
    return known === undefined ? undefined : read(normalisePath(known));
  };
