import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Script } from 'node:vm';
import { forgetOldCode } from './old-code.ts';
import { isOnlyOurs, isOwnFile } from './only-ours.ts';
import { ownCacheFolder } from './own-cache-folder.ts';
import { isRenewalDue } from './renewal.ts';

/** What V8 has compiled in earlier calls, by the script that it belongs to. */
export interface CodeStore {
  /** The code that is kept for the script at a path; `undefined` where there is none that can be trusted. */
  readonly read: (script: string) => Buffer | undefined;
  /** Notes a script that was loaded, and with how many bytes of kept code; 0: with none. */
  readonly add: (path: string, script: Script, kept: number) => void;
  /**
   * Keeps the code of what was noted, if it was not kept, or if it is time to keep more and there is more by a twentieth: code that
   * is kept again and again makes short calls longer. Fails in silence: the next call compiles again.
   */
  readonly keep: () => void;
}

/**
 * The store of an installed package. V8 takes kept code for that of a script without comparing them, so whoever writes it decides
 * what runs: it lies inside the package, whose writers decide that anyway, or else in the user's own folder, and is neither
 * read nor written where anybody else may write. Names of scripts hold a hash of their text.
 */
export function codeStore(packageFolder: string): CodeStore {
  if (process.env['NODE_DISABLE_COMPILE_CACHE'] !== undefined) return noStore;
  const folders = [
    () => join(packageFolder, 'node_modules', '.cache', 'multiarch-lint'),
    // Asking for the account loads a module and reads a file; most installations have their code in the package.
    ownCacheFolder,
  ];
  const loaded: { readonly path: string; readonly script: Script; readonly kept: number }[] = [];
  let counter: string | undefined;
  return {
    read(script) {
      for (const folderOf of folders) {
        const folder = folderOf();
        const code = folder !== undefined && isOnlyOurs(folder) ? codeIn(join(folder, nameOf(script))) : undefined;
        if (folder === undefined || code === undefined) continue;
        counter ??= join(folder, `${nameOf(script)}.calls`);
        return code;
      }
      return undefined;
    },
    add: (path, script, kept) => void loaded.push({ path, script, kept }),
    keep() {
      const isRenewed = counter !== undefined && isRenewalDue(counter);
      const more = loaded.flatMap(({ path, script, kept }) => {
        if (kept > 0 && !isRenewed) return [];
        const code = script.createCachedData();
        return code.length > kept * worthwhile ? [{ path, code }] : [];
      });
      if (more.length === 0) return;
      const folder = folders.map((folderOf) => folderOf()).find((each) => each !== undefined && isMade(each));
      if (folder === undefined) return;
      for (const { path, code } of more) replaced(join(folder, nameOf(path)), code);
      forgetOldCode(folder);
    },
  };
}

/** By how much code has to grow to be written again. */
const worthwhile = 1.05;

const noStore: CodeStore = { read: () => undefined, add: () => undefined, keep: () => undefined };

/** V8 refuses code of another version itself; with the names apart, versions of Node that take turns keep theirs. */
const nameOf = (script: string): string => `${basename(script, '.cjs')}-${process.versions.v8}-${process.arch}`;

function codeIn(path: string): Buffer | undefined {
  try {
    return isOwnFile(path) ? readFileSync(path) : undefined;
  } catch {
    return undefined;
  }
}

function isMade(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return isOnlyOurs(folder);
  } catch {
    return false;
  }
}

/** A reader sees the old file or the whole new one. */
function replaced(path: string, code: Buffer): void {
  const draft = `${path}.${String(process.pid)}`;
  try {
    writeFileSync(draft, code, { flag: 'wx', mode: 0o600 });
    renameSync(draft, path);
  } catch {
    rmSync(draft, { force: true });
  }
}
