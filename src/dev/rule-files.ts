import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A rule's source file. */
export interface RuleFile {
  /** `merge/merge-needs-incomplete.ts` */
  readonly path: string;
  /** The rule's id as a name in TypeScript: `mergeNeedsIncomplete`. */
  readonly name: string;
}

const rulePath = /^([a-z]+)\/([a-z0-9-]+)\.ts$/;

/** The rules on the disk, sorted by path. A rule lies in the folder of its group and is called after its id. */
export function ruleFiles(root: string): readonly RuleFile[] {
  const folder = join(root, 'rules');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .flatMap((path) => {
      const id = rulePath.exec(path)?.[2];
      return id === undefined ? [] : [{ path, name: camelCase(id) }];
    });
}

const camelCase = (id: string): string => id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
