import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** More files than one project's configuration has: the folder is a collection of single files. */
const mostFiles = 400;

/** The files of a project's folder by path; of a collection of single files only `entry`. */
export function filesBelow(folder: string, entry: string): Readonly<Record<string, string>> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    statSync(join(folder, path)).isFile(),
  );
  const wanted = paths.length > mostFiles ? [entry] : paths;
  return Object.fromEntries(wanted.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
