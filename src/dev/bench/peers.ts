import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeCall } from './interleaved.ts';

/** The last releases that run on Node 20. They are installed for a measurement only: together they are larger than this project. */
const packages = [
  'dockerfile-utils@0.16.3',
  'dockerfilelint@1.8.0',
  'gitlab-ci-local@4.66.1',
  '@stoplight/spectral-cli@6.16.3',
];

/** Installs the linters that do a part of the work, and answers how each is called for the small repository. */
export function installedPeers(folder: string, repository: string): Readonly<Record<string, NodeCall>> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('the peers cannot be installed');
  const ruleset = join(folder, 'ruleset.yml');
  writeFileSync(ruleset, 'rules: { jobs: { given: "$", then: { field: stages, function: truthy } } }\n');
  const program = (name: string): string => programOf(join(folder, 'node_modules', name));
  const dockerfile = join(repository, 'orders/Dockerfile');
  const pipeline = join(repository, '.gitlab-ci.yml');
  return {
    'dockerfile-utils, one Dockerfile': { args: [program('dockerfile-utils'), 'lint', dockerfile] },
    'dockerfilelint, one Dockerfile': { args: [program('dockerfilelint'), dockerfile] },
    'gitlab-ci-local --list': { args: [program('gitlab-ci-local'), '--list'], folder: repository },
    spectral: { args: [program('@stoplight/spectral-cli'), 'lint', '--ruleset', ruleset, pipeline] },
  };
}

/** The file that a package's command is. */
function programOf(folder: string): string {
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly bin: string | Readonly<Record<string, string>>;
  };
  return join(folder, typeof bin === 'string' ? bin : (Object.values(bin)[0] ?? ''));
}
