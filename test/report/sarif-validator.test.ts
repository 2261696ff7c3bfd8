import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Log } from 'sarif';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../src/report/report.ts';
import { sarif } from '../../src/report/sarif.ts';
import { everyReport } from './every-report.ts';

const folder = mkdtempSync(join(tmpdir(), 'multiarch-lint-sarif-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Microsoft's validator for this machine; nothing where there is none, or where it does not start. */
const validator = (() => {
  try {
    const path = createRequire(import.meta.url)('@microsoft/sarif-multitool') as unknown;
    if (typeof path !== 'string') return undefined;
    // npm runs no installation scripts here, of which one would do this.
    if (process.platform !== 'win32') chmodSync(path, 0o755);
    return start(path, ['version']).status === 0 ? path : undefined;
  } catch {
    return undefined;
  }
})();

function start(path: string, args: readonly string[]) {
  // The validator looks for a library of languages that is rarely there.
  const env = { ...process.env, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
  return spawnSync(path, args, { env, encoding: 'utf8', cwd: folder });
}

/** Its rules but the one that asks the network whether pages are there. */
const settings = `<?xml version="1.0" encoding="utf-8"?>
<Properties>
  <Properties Key="SARIF2006.UrisShouldBeReachable.Options">
    <Property Key="RuleEnabled" Value="Disabled" Type="Driver.RuleEnabledState" />
  </Properties>
</Properties>`;

/** What the validator has to say against logs, by its own rules and those for GitHub: the rule and the log. */
function complaints(logs: Readonly<Record<string, string>>): readonly string[] {
  const files = Object.entries({ ...logs, 'settings.xml': settings });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const options = '--level Error;Warning --rule-kind Sarif;Gh;Ghas --config settings.xml --log ForceOverwrite'.split(
    ' ',
  );
  const run = start(validator ?? '', ['validate', ...Object.keys(logs), '--output', 'verdict', ...options]);
  expect(run.stdout).toContain('Analysis completed successfully.');
  const verdict = JSON.parse(readFileSync(join(folder, 'verdict'), 'utf8').replace(/^\uFEFF/, '')) as Log;
  return verdict.runs[0]!.results!.map(
    ({ ruleId = '', locations }) =>
      `${ruleId} ${basename(locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? '')}`,
  );
}

const write = (reports: readonly Report[]): string =>
  sarif(reports, { color: false, width: 80, quiet: false, exitCode: 1 });

test.skipIf(validator === undefined)(
  "Microsoft's validator has nothing to say against a report",
  () => {
    const reports = everyReport();
    const logs = { 'several.sarif': write(reports), 'clean.sarif': write(reports.slice(1, 2)) };
    // A flaw of which it does speak shows that it has looked.
    const flawed = logs['clean.sarif'].replace(/"informationUri":"[^"]*",/, '');
    expect(complaints({ ...logs, 'flawed.sarif': flawed })).toEqual(['SARIF2005 flawed.sarif']);
  },
  60_000,
);
