/** What a user does with the package in a folder that was empty, and what has to come of it. */
export interface PackageCall {
  readonly program: 'npm' | 'npx' | 'node';
  readonly args: readonly string[];
  readonly code: number;
  /** What its standard output has to hold. */
  readonly says: string;
  /** Whether it says something else on another release of Node, or at another time. */
  readonly varies?: true;
}

/** A folder with a repository that has defects. */
export const sampleFolder = 'shop';

/** Modules that use the library. Every release of Node that the package is for can `require` a module. */
export const modules: Readonly<Record<string, string>> = {
  'use.mjs': `import { defaultPolicy, lint, nodeWorkspace, readProject, rules } from 'multiarch-lint';
const project = readProject(nodeWorkspace('${sampleFolder}'), defaultPolicy);
const { findings } = lint(project, rules, defaultPolicy, { today: '2026-11-22' });
console.log(findings.map(({ ruleId }) => ruleId).join('\\n'));
`,
  'use.cjs': `const { defineRule, readProject, reporters } = require('multiarch-lint');
console.log(typeof defineRule, typeof readProject, Object.keys(reporters).join(' '));
`,
};

/** The calls, one after the other; `tarball` is the file name of the package, `version` its version. */
export const packageCalls = (tarball: string, version: string): readonly PackageCall[] => [
  { program: 'node', args: ['--version'], code: 0, says: 'v', varies: true },
  { program: 'npm', args: ['install', '--engine-strict', tarball], code: 0, says: 'added 1 package', varies: true },
  { program: 'npx', args: ['multiarch-lint', '--version'], code: 0, says: version },
  { program: 'npx', args: ['multiarch-lint', sampleFolder], code: 1, says: 'merge-needs-incomplete' },
  // npm takes longer than the command, which need not be found anew for each call. Now V8 has compiled it once.
  command(1, 'merge-needs-incomplete', sampleFolder),
  command(0, 'riscv64 not joined', 'plan', sampleFolder),
  command(0, '"version":"2.1.0"', '--format', 'sarif', '--fail-on', 'never', sampleFolder),
  command(0, '+      --cache=true --cache-ttl=', '--only', 'kaniko-cache-ttl', '--diff', sampleFolder),
  command(0, '\nWhy\n', 'explain', 'merge-needs-incomplete'),
  command(2, '', '--fail-on', 'everything'),
  { program: 'node', args: ['use.mjs'], code: 0, says: 'merge-needs-incomplete' },
  { program: 'node', args: ['use.cjs'], code: 0, says: 'function function terminal' },
];

const command = (code: number, says: string, ...args: readonly string[]): PackageCall => ({
  program: 'node',
  args: ['node_modules/multiarch-lint/bin/multiarch-lint.cjs', ...args],
  code,
  says,
});
