// node esbuild.config.js [NAME ...]: bundles into dist/ what is shipped, or the named programs of the workshop.
import { rmSync } from 'node:fs';
import { build } from 'esbuild';

const workshop = {
  gen: 'src/dev/gen.ts',
  'new-rule': 'src/dev/new-rule.ts',
  conformance: 'src/dev/conformance/main.ts',
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
  // dockerfile-ast is CommonJS: the bundle gives it the `require` that ESM lacks.
  banner: {
    js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
  },
  logLevel: 'warning',
};

const names = process.argv.slice(2);
if (names.length > 0) {
  // The workshop bundles rules with esbuild and compiles schemas with ajv; both stay where npm put them.
  const entryPoints = Object.fromEntries(names.map((name) => [name, workshop[name]]));
  await build({ ...common, entryPoints, external: ['esbuild', 'ajv'] });
} else {
  rmSync(new URL('dist', import.meta.url), { recursive: true, force: true });
  // The command loads in pieces what only some calls need; the library is one file, so that it does not add pieces.
  await build({ ...common, entryPoints: { main: 'src/cli/main.ts' }, splitting: true });
  await build({ ...common, entryPoints: { index: 'src/index.ts' } });
}
