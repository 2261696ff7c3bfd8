import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { interleaved, type NodeCall } from './interleaved.ts';
import { measureGrowth } from './measure-growth.ts';
import { installedPeers } from './peers.ts';
import { readAll } from './read-all.ts';
import { repositories, written } from './repositories.ts';
import { bulkTable, type Circumstances, growthTable, page, startTable } from './tables.ts';

/** `npm run bench -- [--peers] [--runs N]` measures the built command and writes `BENCHMARKS.md`. Never a test: times depend on the machine. */
const { values } = parseArgs({ options: { peers: { type: 'boolean' }, runs: { type: 'string', default: '15' } } });
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'multiarch-lint-bench-'));
try {
  writeFileSync(
    join(root, 'BENCHMARKS.md'),
    page(circumstances(), measured(Number(values.runs), values.peers === true)),
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** All tables. The load is taken in the middle of the work, where it includes that of others. */
function measured(runs: number, withPeers: boolean): readonly string[] {
  const command = join(root, 'bin/multiarch-lint.cjs');
  const small = written(folder, 'small');
  const peers = withPeers ? installedPeers(join(folder, 'peers'), small) : {};
  const starts: Readonly<Record<string, NodeCall>> = {
    'node -e 0': { args: ['-e', '0'] },
    '--version': { args: [command, '--version'] },
    'small repository': { args: [command, small] },
    'medium repository': { args: [command, written(folder, 'medium')] },
    'one Dockerfile': { args: [command, join(small, 'orders')] },
    ...peers,
  };
  const started = interleaved(starts, runs, folder);

  const reader = join(folder, 'read-all.cjs');
  writeFileSync(reader, readAll);
  const [dockerfiles, pipelines] = [written(folder, 'dockerfiles'), written(folder, 'pipelines')];
  const bulk = interleaved(
    {
      'walking and reading 10,000 Dockerfiles': { args: [reader, dockerfiles] },
      'linting them with all rules': { args: [command, '--preset', 'all', dockerfiles] },
      'walking and reading 1,000 CI files': { args: [reader, pipelines] },
      'linting them as 1,000 projects': { args: [command, '--recursive', pipelines] },
    },
    Math.max(1, Math.floor(runs / 5)),
    folder,
  );
  return [startTable(started), bulkTable(bulk), growthTable(measureGrowth())];
}

function circumstances(): Circumstances {
  const [processor] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    machine: `${String(cpus().length)} × ${processor?.model ?? 'unknown'}, ${process.platform} ${process.arch}`,
    load: loadavg()[0] ?? 0,
    files: Object.keys(repositories.medium).length,
  };
}
