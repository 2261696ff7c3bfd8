#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

const [major, minor] = process.versions.node.split('.').map(Number);
const bundle = new URL('../dist/main.js', import.meta.url);
const source = new URL('../src/cli/main.ts', import.meta.url);

if (major < 20 || (major === 20 && minor < 19)) {
  fail(`multiarch-lint needs Node 20.19 or newer; this is ${process.versions.node}`);
} else if (existsSync(bundle)) {
  // Node 22 and newer keep the compiled code between runs.
  module.enableCompileCache?.();
  await run(bundle);
} else if (process.features.typescript && existsSync(source)) {
  await run(source);
} else {
  fail('multiarch-lint is not built; run `npm run build` in its folder');
}

async function run(entry) {
  const { runInProcess } = await import(entry.href);
  await runInProcess();
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}
