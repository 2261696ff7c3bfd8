// node esbuild.config.js [NAME ...]: bundles into dist/ the named entry points, or all that are shipped.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

const shipped = { main: 'src/cli/main.ts', index: 'src/index.ts' };
const workshop = { gen: 'src/dev/gen.ts', 'new-rule': 'src/dev/new-rule.ts' };

const names = process.argv.slice(2);
const all = { ...shipped, ...workshop };
const entryPoints = names.length === 0 ? shipped : Object.fromEntries(names.map((name) => [name, all[name]]));

if (names.length === 0) rmSync(new URL('dist', import.meta.url), { recursive: true, force: true });
await build({
  entryPoints,
  absWorkingDir: import.meta.dirname,
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // Names stay, so that a stack can be read; `keepNames` would cost a tenth of the time to start.
  minifyWhitespace: true,
  minifySyntax: true,
  // The workshop bundles rules with esbuild and compiles schemas with ajv; both stay where npm put them.
  external: names.length === 0 ? [] : ['esbuild', 'ajv'],
  // dockerfile-ast is CommonJS: the bundle gives it the `require` that ESM lacks.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});
