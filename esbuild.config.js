// node esbuild.config.js [NAME ...]: bundles into dist/ what is shipped, or the named programs of the workshop.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { lateModules } from './src/dev/late-modules.js';
import { packed } from './src/dev/pack-chunks.js';

const workshop = {
  bench: 'src/dev/bench/main.ts',
  gen: 'src/dev/gen.ts',
  'new-rule': 'src/dev/new-rule.ts',
  conformance: 'src/dev/conformance/main.ts',
  mutants: 'src/dev/mutants/main.ts',
  nodes: 'src/dev/nodes/main.ts',
  types: 'src/dev/types.ts',
  fuzz: 'src/dev/fuzz/main.ts',
};

/** @actions/core brings an HTTP client for what only other callers ask of it; its modules do nothing by being loaded. */
const onlyWhatIsUsed = {
  name: 'only-what-is-used',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /./ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === onlyWhatIsUsed || !(path.startsWith('@actions/') || from.importer.includes('/@actions/')))
        return;
      const found = await resolve(path, { ...from, pluginData: onlyWhatIsUsed });
      return { ...found, sideEffects: false };
    });
  },
};

/** chalk loads `node:tty` and reads the environment for a level that `src/cli/call/wants-color.ts` decides and every call gives it. */
const noColorSupport = {
  name: 'no-color-support',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^#supports-color$/ }, ({ path }) => ({ path, namespace: noColorSupport.name }));
    onLoad({ filter: /./, namespace: noColorSupport.name }, () => ({
      contents: 'export default { stdout: false, stderr: false };',
    }));
  },
};

const common = {
  absWorkingDir: import.meta.dirname,
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Names stay, so that a stack can be read; `keepNames` would cost a tenth of the time to start.
  minifyWhitespace: true,
  minifySyntax: true,
  logLevel: 'warning',
  plugins: [onlyWhatIsUsed, noColorSupport],
};

// Some packages are CommonJS: a bundle of modules gives them the `require` that they lack.
const withRequire = {
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
};

const names = process.argv.slice(2);
if (names.length > 0) {
  // The tools that the workshop uses stay where npm put them.
  const entryPoints = Object.fromEntries(names.map((name) => [name, workshop[name]]));
  await build({ ...common, ...withRequire, entryPoints, external: ['esbuild', 'ajv', 'typescript'] });
} else {
  rmSync(new URL('dist', import.meta.url), { recursive: true, force: true });
  const metafile = await buildCommand();
  // The library is one file, so that it does not add pieces.
  await build({ ...common, ...withRequire, entryPoints: { index: 'src/index.ts' } });
  writeFileSync(new URL('dist/LICENSES.txt', import.meta.url), licensesOf(shippedOf(metafile)));
}

/** The command loads in pieces what only some calls need, and keeps V8's code for them: `src/host/start` is what loads them. */
async function buildCommand() {
  const define = { 'import.meta.dirname': '__dirname' };
  const entryPoints = { main: 'src/cli/main.ts' };
  const options = { ...common, define, entryPoints, splitting: true, metafile: true, write: false };
  options.plugins = [lateModules, ...common.plugins];
  const { metafile, outputFiles } = await build(options);
  const { files, fileOf } = await packed(metafile, outputFiles);
  const start = {
    ...common,
    format: 'cjs',
    entryPoints: { start: 'src/host/start/start.ts' },
    outExtension: { '.js': '.cjs' },
  };
  await build({ ...start, define: { ...define, fileOfChunk: JSON.stringify(fileOf) } });
  for (const [name, text] of Object.entries(files)) writeFileSync(new URL(`dist/${name}`, import.meta.url), text);
  return metafile;
}

/** The files of which the bundle holds something. */
function shippedOf({ outputs }) {
  const parts = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  return parts.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
}

/** The licences of the packages that the bundle holds, which ask to go with it. */
function licensesOf(inputs) {
  const folders = inputs.flatMap((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/) ?? []);
  return [...new Set(folders)].sort().map(licenseOf).join('\n');
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return `== ${name} ${version} (${license})\n\n${file === undefined ? '' : readFileSync(`${folder}/${file}`, 'utf8')}`;
}
