import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Files, readFiles } from './files.ts';

/** A repository to start from. */
export interface Fixture {
  readonly name: string;
  readonly files: Files;
}

/** Our own repositories: every case of a rule, also as its fixes leave it, and the projects. */
export function readFixtures(root: string): readonly Fixture[] {
  const rules = foldersIn(join(root, 'rules')).flatMap((rule) => foldersIn(rule));
  const folders = [...rules, ...foldersIn(join(root, 'projects'))];
  return folders.map((folder) => ({ name: folder.slice(root.length + 1), files: readFiles(folder) }));
}

/** Those of a CI system: GitHub's are fewer, and should come up as often. */
export const ofGithub = ({ files }: Fixture): boolean => Object.keys(files).some((path) => path.startsWith('.github/'));

const foldersIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(folder, entry.name))
    .sort();
