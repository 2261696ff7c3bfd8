import { readDockerfile } from '../dockerfile/read-dockerfile.ts';
import type { Dockerfile } from '../model/index.ts';
import type { SourceFile } from '../source/source-file.ts';

/** The Dockerfiles of a repository, each read once. */
export interface DockerfileShelf {
  /** Those found by their names, and those that builds asked for. */
  readonly known: readonly Dockerfile[];
  /** The file at a path, whatever its name; `undefined` if there is none. */
  at(path: string): Dockerfile | undefined;
}

/** Reads the Dockerfiles at `paths` at once, and others when they are asked for. */
export function dockerfileShelf(
  paths: readonly string[],
  read: (path: string) => SourceFile | undefined,
): DockerfileShelf {
  const byPath = new Map<string, Dockerfile>();
  const at = (path: string): Dockerfile | undefined => {
    const known = byPath.get(path);
    if (known !== undefined) return known;
    const file = read(path);
    if (file === undefined) return undefined;
    const dockerfile = readDockerfile(file);
    byPath.set(path, dockerfile);
    return dockerfile;
  };
  for (const path of paths) at(path);
  return {
    get known() {
      return [...byPath.values()];
    },
    at,
  };
}
