import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** What a user may find in the package, and nothing else. */
const shipped = [
  /^bin\/multiarch-lint\.cjs$/,
  /^dist\/(?:start|main-\w{8}|lint-\w{8}|[\w-]+-[0-9A-Z]{8}-\w{8})\.cjs$/,
  /^dist\/index\.js$/,
  /^dist\/LICENSES\.txt$/,
  /^types\/(?:src|rules)\/[\w/-]+\.d\.ts$/,
  /^rules\/(?:README|[a-z]+\/[a-z0-9-]+)\.md$/,
  /^(?:report\.|plan\.)?schema\.json$/,
  /^(?:LICENSE|README\.md|GATE\.md|package\.json)$/,
];

/** What npm tells of a tarball. */
interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const root = resolve('.');
let folder = '';
let listed: readonly string[] = [];

// `prepack` and `prepare` would write into the folders that other tests are using.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'multiarch-lint-'));
  run('node', ['esbuild.config.js', 'types'], root);
  run('node', ['dist/types.js'], root);
  const packed = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root);
  const [{ filename, files }] = JSON.parse(packed) as [Packed];
  listed = files.map(({ path }) => path);
  mkdirSync(join(folder, 'empty'));
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, filename)], join(folder, 'empty'));
}, 300_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function run(program: string, args: readonly string[], cwd: string): string {
  // In CI vitest asks for colours, which would be asked of the command, too.
  const env = { ...process.env, FORCE_COLOR: '0' };
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', env });
  if (status !== 0 && status !== 1) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

describe('the package', () => {
  test('holds what is for its users, and nothing else', () => {
    expect(listed.filter((path) => !shipped.some((pattern) => pattern.test(path)))).toEqual([]);
    for (const pattern of shipped) expect(listed.filter((path) => pattern.test(path))).not.toEqual([]);
  });

  test('installs nothing else, and runs no script', () => {
    const { dependencies, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly dependencies?: object;
      readonly scripts: object;
    };
    expect(dependencies).toBeUndefined();
    expect(Object.keys(scripts).filter((name) => /^(?:pre|post)?install$/.test(name))).toEqual([]);
  });

  test('lints where it is installed, also when code is kept', () => {
    const command = join(folder, 'empty/node_modules/.bin/multiarch-lint');
    const lint = (): string => run(command, ['--format', 'concise', join(root, 'fixtures/projects/defects')], folder);
    const first = lint();
    expect(first).toContain('[merge-needs-incomplete]');
    expect(lint()).toBe(first);
    expect(run(command, ['explain', 'merge-needs-incomplete'], folder)).toContain('merge-needs-incomplete\n');
  });

  test.each(['.cjs', '.mjs'])('gives its library to a module that ends in %s', (ending) => {
    const file = join(folder, `empty/use${ending}`);
    const loaded = ending === '.cjs' ? 'import("multiarch-lint")' : 'Promise.resolve(await import("multiarch-lint"))';
    writeFileSync(
      file,
      `${loaded}.then(({ lint, readProject, defineRule }) => console.log(typeof lint, typeof readProject, typeof defineRule));`,
    );
    expect(run(process.execPath, [file], join(folder, 'empty'))).toBe('function function function\n');
  });

  test('has the examples of the README as it tells them', () => {
    const examples = [...readFileSync('README.md', 'utf8').matchAll(/```(?:js|ts)\n([^]*?)```/g)]
      .map(([, text = '']) => text)
      .filter((text) => text.includes("'multiarch-lint'"));
    expect(examples.length).toBeGreaterThan(1);
    for (const [index, text] of examples.entries()) {
      const file = join(folder, `empty/example-${String(index)}.mjs`);
      writeFileSync(file, text);
      const printed = run(process.execPath, [file], join(folder, 'empty'));
      expect(printed).toBe('');
      expect(run(process.execPath, [file], join(root, 'fixtures/projects/defects'))).not.toBe('');
    }
  });

  test('has types that a user can compile against', () => {
    const file = join(folder, 'empty/use.mts');
    writeFileSync(
      file,
      `import { defaultPolicy, defineRule, lint, memoryWorkspace, readProject, type Finding } from 'multiarch-lint';
const project = readProject(memoryWorkspace({ '.gitlab-ci.yml': 'build: { script: make }' }), defaultPolicy);
const findings: readonly Finding[] = lint(project, [], defaultPolicy, { today: '2026-01-01' }).findings;
console.log(findings.map(({ ruleId }) => ruleId), defineRule);
`,
    );
    const options = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      'node',
      '--typeRoots',
      join(root, 'node_modules/@types'),
    ];
    expect(
      run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...options, file], join(folder, 'empty')),
    ).toBe('');
  }, 120_000);
});
