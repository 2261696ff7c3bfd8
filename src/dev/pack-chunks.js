// Puts the chunks that esbuild splits the command into, which are ES modules, into few scripts of functions. V8's code can be
// kept for scripts in every version of Node, and what is always loaded together is one file.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { transform } from 'esbuild';

/** What every call loads, and what a call that lints loads; every other chunk is a file of its own. */
const together = {
  main: ['src/cli/main.ts'],
  lint: ['src/cli/commands/lint-command.ts', 'src/cli/projects/check-project.ts', 'src/report/terminal.ts'],
};

/**
 * The scripts by name, and the script that each chunk is in. A script comes to an object: by the name of a chunk, a function of
 * `require` that answers what the chunk exports. A script's name holds a hash of its text.
 */
export async function packed({ outputs }, outputFiles) {
  const textOf = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const packs = new Map();
  const taken = new Set();
  const take = (pack, chunks) => {
    const own = [...new Set(chunks)].filter((chunk) => !taken.has(chunk));
    for (const chunk of own) taken.add(chunk);
    if (own.length > 0) packs.set(pack, own);
  };
  for (const [pack, entries] of Object.entries(together))
    take(
      pack,
      entries.flatMap((entry) => loadedBy(outputs, entry)),
    );
  for (const chunk of textOf.keys()) take(chunk.replace(/\.js$/, ''), [chunk]);

  const files = {};
  const fileOf = {};
  for (const [pack, chunks] of packs) {
    const functions = await Promise.all(
      chunks.map(async (chunk) => `${JSON.stringify(chunk)}:${await asFunction(textOf.get(chunk))}`),
    );
    const text = `"use strict";({\n${functions.join(',\n')}\n})\n`;
    const name = `${pack}-${createHash('sha256').update(text).digest('hex').slice(0, 8)}.cjs`;
    files[name] = text;
    for (const chunk of chunks) fileOf[chunk] = name;
  }
  return { files, fileOf };
}

/** The chunk of an entry, and those that it imports, dynamic imports aside. */
function loadedBy(outputs, entry) {
  const start = Object.keys(outputs).find((path) => outputs[path].entryPoint === entry);
  const reached = new Set([start]);
  for (const path of reached) {
    for (const { kind, path: target } of outputs[path].imports)
      if (kind === 'import-statement' && target in outputs) reached.add(target);
  }
  return [...reached].map((path) => basename(path));
}

/**
 * A chunk as a function. Imports of chunks become constants: no cycle leads through chunks, and none changes what it has exported.
 * Those of Node are left to esbuild, whose getters are never asked often.
 */
async function asFunction(chunk) {
  const linked = chunk
    .replace(
      /\bimport\{([^{}"]*)\}from"(\.\/[^"]+)";/g,
      (_, names, id) => `const{${names.replaceAll(' as ', ':')}}=require("${id}");`,
    )
    .replace(/\bimport"(\.\/[^"]+)";/g, 'require("$1");')
    .replace(/\bloadNow\(import\("(\.\/[^"]+)"\)\)/g, 'require("$1")')
    .replace(/\bimport\("((?:\.\/|node:)[^"]+)"\)/g, 'Promise.resolve().then(()=>require("$1"))')
    .replace(/\bexport\{([^{}"]*)\};/g, (_, names) => `chunkExports={${names.split(',').map(exported).join(',')}};`);
  const { code } = await transform(linked, {
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    minifyWhitespace: true,
    minifySyntax: true,
  });
  return `(function(require,__dirname){let chunkExports;${code.replace(/^"use strict";/, '')}return chunkExports})`;
}

function exported(written) {
  const [name, as = name] = written.split(' as ');
  return `${as}:${name}`;
}
