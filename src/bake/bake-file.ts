import type { SourceFile } from '../source/source-file.ts';
import { readHcl } from '../syntax/hcl/body.ts';
import { readHclJson } from '../syntax/hcl/json.ts';
import type { HclBody, HclProblem } from '../syntax/hcl/tree.ts';
import { readYaml } from '../syntax/yaml.ts';
import type { YamlValue } from '../syntax/yaml-value.ts';

/** A file from which `docker buildx bake` or `docker compose` reads what to build. */
export interface BakeFile {
  readonly file: SourceFile;
  readonly content:
    | { readonly is: 'hcl'; readonly body: HclBody }
    | { readonly is: 'compose'; readonly root: YamlValue | undefined };
  /** What is wrong with its text; of a broken file nothing is built. */
  readonly problems: readonly HclProblem[];
}

/** Blocks of a bake file with the number of their labels. */
const labels: ReadonlyMap<string, number> = new Map([
  ['variable', 1],
  ['function', 1],
  ['group', 1],
  ['target', 1],
]);

/**
 * Reads a bake file in the form that its name tells: `.hcl`, `.json`, or Compose for `.yml` and `.yaml`. By any other
 * name it is what its first character says. Never throws.
 *
 * Source: docker/buildx bake/bake.go ParseFiles, bake/hcl.go ParseHCLFile, bake/compose.go validateComposeFile.
 */
export function readBakeFile(file: SourceFile): BakeFile {
  if (/\.ya?ml$/i.test(file.path)) return readCompose(file);
  const isJson = /\.json$/i.test(file.path) || (!/\.hcl$/i.test(file.path) && /^\s*\{/.test(file.text));
  const { body, problems } = isJson ? readHclJson(file, labels) : readHcl(file);
  return { file, content: { is: 'hcl', body }, problems };
}

/** Reads a Compose file, whatever its name. */
export function readCompose(file: SourceFile): BakeFile {
  const { value, problems } = readYaml(file);
  return { file, content: { is: 'compose', root: value }, problems };
}
