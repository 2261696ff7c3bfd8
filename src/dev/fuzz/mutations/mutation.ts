import type { Files } from '../files.ts';
import type { Fixture } from '../fixtures.ts';
import type { Random } from '../random.ts';

/** A change of one file. */
export interface Mutation {
  readonly name: string;
  /** Whether it can be made of a file, by the name of the file. */
  readonly fits: (path: string) => boolean;
  /** Whether a part may be there several times then, so that what was found once in it for all is found in each. */
  readonly repeats?: true;
  /** The changed text; the same text where nothing was to be changed. */
  readonly change: (text: string, random: Random, material: Material) => string;
}

/** What a mutation may take parts from. */
export interface Material {
  readonly path: string;
  readonly files: Files;
  readonly fixtures: readonly Fixture[];
}

/** Whether a path is that of a YAML file. */
export const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);

/** Whether a path is that of a Dockerfile. */
export const isDockerfile = (path: string): boolean => /(?:^|\/)(?:Dockerfile|Containerfile)[^/]*$/.test(path);
