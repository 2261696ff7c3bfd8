#!/usr/bin/env node
// CommonJS, which Node starts a fifth faster than a module.
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const [major, minor] = process.versions.node.split('.').map(Number);
const bundle = join(__dirname, '../dist/start.cjs');
const source = join(__dirname, '../src/cli/main.ts');

if (major < 20 || (major === 20 && minor < 19)) {
  fail(`multiarch-lint needs Node 20.19 or newer; this is ${process.versions.node}`);
} else if (existsSync(bundle)) {
  require(bundle).start();
} else if (process.features.typescript && existsSync(source)) {
  import(pathToFileURL(source).href).then(({ runInProcess }) => runInProcess());
} else {
  fail('multiarch-lint is not built; run `npm run build` in its folder');
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 2;
}
