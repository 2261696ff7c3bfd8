import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { createProgram, parseJsonConfigFileContent, readConfigFile, sys } from 'typescript';

/**
 * `npm run types` writes into `types/` the declarations of the library, which ship with it: that of `src/index.ts` and
 * those that it refers to, and no others. They need no package.
 */
const root = join(import.meta.dirname, '..');
const folder = 'types';

/** The text of every declaration by its path in the repository, such as `src/index.d.ts`. */
function declarations(): ReadonlyMap<string, string> {
  const { options } = parseJsonConfigFileContent(
    readConfigFile(join(root, 'tsconfig.json'), (path) => sys.readFile(path)).config,
    sys,
    root,
  );
  const emitted = new Map<string, string>();
  const program = createProgram([join(root, 'src/index.ts')], {
    ...options,
    ...{ noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: root, outDir: root },
  });
  program.emit(undefined, (path, text) => emitted.set(posix.relative(root, path), text));
  return emitted;
}

/** The paths of the declarations that one refers to, itself among them. */
function reachable(all: ReadonlyMap<string, string>, start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const path of reached) {
    for (const [, target = ''] of (all.get(path) ?? '').matchAll(/(?:from |import\()['"](\.[^'"]+)\.ts['"]/g))
      reached.add(posix.join(posix.dirname(path), `${target}.d.ts`));
  }
  return reached;
}

const all = declarations();
rmSync(join(root, folder), { recursive: true, force: true });
for (const path of reachable(all, 'src/index.d.ts')) {
  const text = all.get(path);
  if (text === undefined) throw new Error(`no declaration was written for ${path}`);
  mkdirSync(dirname(join(root, folder, path)), { recursive: true });
  writeFileSync(join(root, folder, path), text);
}
