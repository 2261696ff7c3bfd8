/**
 * `npm run package:nodes` packs the package, installs it from the tarball into an empty folder on several releases of Node, uses
 * it there as its users do, and prints a transcript. Exit code 1 if on one of them something else comes of it than it has to, or than
 * on another one. A release that the registry of npm does not give is left out, and named; the Node that runs this never is.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installNode } from './install-node.ts';
import { nodeReleases } from './releases.ts';
import { runNpm } from './run-npm.ts';
import { transcript } from './transcript.ts';
import { type TriedCall, type TriedPackage, tryPackage, whatDiffers } from './try-package.ts';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'multiarch-lint-nodes-'));
const tried = new Map<string, readonly TriedCall[]>();
const leftOut: string[] = [];
const wrong: string[] = [];

try {
  const packed = pack();
  tryOn(process.versions.node, process.execPath, packed);
  for (const release of nodeReleases.filter((each) => each !== process.versions.node)) {
    const place = mkdtempSync(join(folder, 'node-'));
    const node = installNode(release, place);
    if (node.is === 'installed') tryOn(release, node.program, packed);
    if (node.is === 'away') leftOut.push(`Node ${release}, because ${node.because}`);
    if (node.is === 'failed') wrong.push(`Node ${release}: ${node.because}`);
    rmSync(place, { recursive: true, force: true });
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

console.log(
  `${wrong.length === 0 ? 'The package does what it has to' : 'Tried'} on Node ${[...tried.keys()].join(', ')}.`,
);
for (const each of leftOut) console.log(`NOT TRIED on ${each}`);
for (const each of wrong) console.log(`WRONG: ${each}`);
if (wrong.length > 0) process.exitCode = 1;

function pack(): TriedPackage {
  const args = ['pack', '--json', '--foreground-scripts=false', '--pack-destination', folder];
  const { code, stdout, stderr } = runNpm('npm', args, { cwd: root, env: process.env });
  if (code !== 0) throw new Error(`npm pack: ${stderr}`);
  const [{ filename, version, size, unpackedSize, entryCount }] = JSON.parse(stdout) as [Packed];
  console.log(`${filename}: ${String(size)} bytes; ${String(entryCount)} files of ${String(unpackedSize)} bytes\n`);
  return { tarball: join(folder, filename), version, sample: join(root, 'fixtures/projects/defects') };
}

/** What npm tells of a tarball. Sizes are in bytes. */
interface Packed {
  readonly filename: string;
  readonly version: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
}

function tryOn(release: string, node: string, packed: TriedPackage): void {
  const calls = tryPackage(packed, node, mkdtempSync(join(folder, 'tried-')));
  console.log(transcript(`Node ${release}`, calls));
  const first = [...tried.values()][0] ?? calls;
  tried.set(release, calls);
  wrong.push(...calls.flatMap((call) => call.wrong ?? []).map((what) => `Node ${release}: ${what}`));
  wrong.push(...whatDiffers(calls, first).map((what) => `Node ${release}: ${what}`));
}
