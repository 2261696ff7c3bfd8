// The step of a GitHub workflow that `action.yml` describes: runs the command by the step's inputs, and hands on what came of
// it. GitHub installs nothing for an action, so this file needs nothing but Node; the linter is that of this checkout where it is
// built, and otherwise the npm package of the same version.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// A test holds these together with action.yml.
const flags = ['strict', 'fix', 'fix-unsafe', 'no-ignore', 'online', 'recursive', 'quiet'];
const values = ['fail-on', 'config', 'preset', 'only', 'rule', 'baseline', 'write-baseline', 'since', 'shard'];

const { env } = process;
const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(env.RUNNER_TEMP || tmpdir(), 'multiarch-lint-'));
const files = { sarif: 'multiarch-lint.sarif', json: 'multiarch-lint.json', markdown: 'multiarch-lint.md' };
const pathOf = (format) => join(reports, files[format]);

/** The step is called in a wrong way: its own fault, and one line says which. */
class WrongStep extends Error {}

try {
  process.exitCode = run();
} catch (error) {
  if (!(error instanceof WrongStep)) throw error;
  process.stdout.write(`::error title=multiarch-lint::${escaped(error.message)}\n`);
  process.exitCode = 2;
}

function run() {
  const args = [...optionArguments(), ...formatArguments(), '--', ...linesOf('directory')];
  const result = spawnSync(process.execPath, [command(), ...args], { cwd: env.GITHUB_WORKSPACE, stdio: 'inherit' });
  if (result.error) throw result.error;
  const code = result.status ?? 70;
  handOn(code);
  return code;
}

function optionArguments() {
  const named = (name) => linesOf(name).map((value) => `--${name}=${value}`);
  return [...flags.filter(isTrue).map((name) => `--${name}`), ...values.flatMap(named)];
}

/** One format goes to the log: the one that the step asks for, or annotations. */
function formatArguments() {
  const asked = linesOf('format');
  const forLog = asked.some((format) => !format.includes('=')) ? [] : [isTrue('annotations') ? 'github' : 'terminal'];
  const kept = Object.keys(files).map((format) => `${format}=${pathOf(format)}`);
  return [...forLog, ...kept, ...asked].map((format) => `--format=${format}`);
}

/** The path of the command: that of the release which is asked for, of this checkout, or of the release that this checkout is. */
function command() {
  const [asked] = linesOf('version');
  if (asked === undefined && existsSync(join(root, 'dist/start.cjs'))) return join(root, 'bin/multiarch-lint.cjs');
  const folder = join(reports, 'package');
  const name = `multiarch-lint@${asked ?? JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version}`;
  // Not in the workspace, whose .npmrc could lead elsewhere, and without scripts: nothing of the repository is run.
  const options = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawnSync(...npmCall(['install', ...options, name]), { cwd: reports, stdio: ['ignore', 2, 2] });
  if (npm.status !== 0) {
    throw new WrongStep(
      `\`${name}\` cannot be installed${npm.error ? ': no npm was found, which actions/setup-node brings' : ''}`,
    );
  }
  return join(folder, 'node_modules/multiarch-lint/bin/multiarch-lint.cjs');
}

/** Windows has npm as a batch file, which is not started without a shell; the program behind it is. */
function npmCall(args) {
  const folders = (env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node_modules/npm/bin/npm-cli.js'));
  const program = process.platform === 'win32' ? folders.find((path) => existsSync(path)) : undefined;
  return program === undefined ? ['npm', args] : [process.execPath, [program, ...args]];
}

/** Outputs of the step, and its part of the job's summary. */
function handOn(code) {
  const outputs = { 'exit-code': code };
  if (existsSync(pathOf('sarif'))) outputs.sarif = pathOf('sarif');
  if (existsSync(pathOf('json'))) Object.assign(outputs, { report: pathOf('json') }, countsIn(pathOf('json')));
  const lines = Object.entries(outputs).map(([name, value]) => `${name}=${value}\n`);
  if (env.GITHUB_OUTPUT) appendFileSync(env.GITHUB_OUTPUT, lines.join(''));
  if (!env.GITHUB_STEP_SUMMARY || !isTrue('summary') || !existsSync(pathOf('markdown'))) return;
  appendFileSync(env.GITHUB_STEP_SUMMARY, `${readFileSync(pathOf('markdown'), 'utf8')}\n`);
}

function countsIn(path) {
  const { findings } = JSON.parse(readFileSync(path, 'utf8'));
  const certain = findings.filter(({ certainty }) => certainty === 'violation');
  const count = (level) => certain.filter(({ severity }) => severity === level).length;
  return {
    errors: count('error'),
    warnings: count('warning'),
    notes: count('info'),
    undecided: findings.length - certain.length,
  };
}

/** The runner hands on the inputs as variables. Source: docs.github.com/actions/reference/workflows-and-actions/metadata-syntax. */
function linesOf(name) {
  const lines = (env[`INPUT_${name.toUpperCase()}`] ?? '').split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

function isTrue(name) {
  const [value = 'false'] = linesOf(name);
  if (/^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true';
  throw new WrongStep(`\`${name}\` is true or false, and not \`${value}\``);
}

function escaped(text) {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
