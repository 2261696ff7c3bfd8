import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import type { CodeStore } from './code-store.ts';

/** What chunks are loaded from. */
export interface ChunkSource {
  /** The absolute path of the folder of the scripts. */
  readonly folder: string;
  /** The name of the script that holds a chunk. */
  readonly fileOf: Readonly<Record<string, string>>;
  readonly store: CodeStore;
}

/** A chunk: answers what it exports. */
type Chunk = (require: (id: string) => unknown, folder: string) => object | undefined;

/** Loads chunks of the command by their names, each once, with those that they import. */
export function chunkLoader({ folder, fileOf, store }: ChunkSource): { readonly load: (name: string) => object } {
  const scripts = new Map<string, Readonly<Record<string, Chunk>>>();
  const loaded = new Map<string, object>();

  const scriptOf = (file: string): Readonly<Record<string, Chunk>> => {
    const known = scripts.get(file) ?? compiled(join(folder, file), store);
    scripts.set(file, known);
    return known;
  };
  const load = (name: string): object => {
    const known = loaded.get(name);
    if (known !== undefined) return known;
    const file = fileOf[name];
    const chunk = file === undefined ? undefined : scriptOf(file)[name];
    if (chunk === undefined) throw new Error(`the bundle has no \`${name}\``);
    const exports = chunk((id) => (id.startsWith('./') ? load(id.slice(2)) : ofNode(id)), folder) ?? {};
    loaded.set(name, exports);
    return exports;
  };
  return { load };
}

/** Modules of Node that take long to load, and that few calls need. */
const slowModules = new Set(['node:child_process', 'node:crypto']);

/** A module of Node, a slow one when something of it is first asked for. */
function ofNode(id: string): object | undefined {
  if (!slowModules.has(id)) return process.getBuiltinModule(id);
  return new Proxy({}, { get: (_, name): unknown => Reflect.get(process.getBuiltinModule(id) ?? {}, name) });
}

/** The build writes ASCII alone, which `latin1` reads without looking for more. */
function compiled(path: string, store: CodeStore): Readonly<Record<string, Chunk>> {
  const kept = store.read(path);
  const script = new Script(readFileSync(path, 'latin1'), { filename: path, ...(kept && { cachedData: kept }) });
  store.add(path, script, script.cachedDataRejected === true ? 0 : (kept?.length ?? 0));
  // The build is what makes these scripts, which are objects of chunks.
  return script.runInThisContext() as Readonly<Record<string, Chunk>>;
}
