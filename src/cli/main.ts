import { packageVersion } from '../host/package-version.ts';
import { processOutput } from '../host/process-output.ts';
import { UsageError } from '../policy/usage-error.ts';
import { type Call, readArguments } from './call/arguments.ts';
import { type ExitCode, exitCode } from './exit-code.ts';
import { tell } from './output/tell.ts';
import { writeTo } from './output/write-to.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Runs the command and answers its exit code, after all output was taken. Never throws: a wrong call is one line on
 * standard error, a defect of this program its stack and how to report it.
 */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  try {
    return await run(readArguments(args), surroundings);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    await tell(surroundings.stderr, isUsage ? `multiarch-lint: ${error.message}\n` : defectReport(error)).catch(ignore);
    return isUsage ? exitCode.usage : exitCode.defect;
  }
}

/** `main` for the process it runs in: sets its exit code. */
export async function runInProcess(): Promise<void> {
  const { argv, env } = process;
  process.exitCode = await main(argv.slice(2), {
    environment: env,
    workingFolder: process.cwd(),
    stdout: processOutput('stdout'),
    stderr: processOutput('stderr'),
    readInput: async () => (await import('node:stream/consumers')).buffer(process.stdin),
    today: new Date().toISOString().slice(0, 10),
  });
}

/** Each command brings its own code: `--version` waits for no rule. */
async function run(call: Call, surroundings: Surroundings): Promise<ExitCode> {
  switch (call.command) {
    case 'help':
      await writeTo(surroundings.stdout, (await import('./call/usage.ts')).usage());
      return exitCode.clean;
    case 'version':
      await writeTo(surroundings.stdout, `${packageVersion()}\n`);
      return exitCode.clean;
    case 'rules':
      return (await import('./commands/rules-command.ts')).rulesCommand(call, surroundings);
    case 'explain':
      return (await import('./commands/explain-command.ts')).explainCommand(call, surroundings);
    case 'init':
      return (await import('./commands/init-command.ts')).initCommand(call, surroundings);
    case 'merge-reports':
      return (await import('./commands/merge-command.ts')).mergeCommand(call, surroundings);
    case 'plan':
      return (await import('./commands/plan-command.ts')).planCommand(call, surroundings);
    case 'lint':
      return (await import('./commands/lint-command.ts')).lintCommand(call, surroundings);
  }
}

function defectReport(error: unknown): string {
  const lines = [
    'multiarch-lint: this is a defect of multiarch-lint, not of your repository',
    stackOf(error),
    `Report it with these lines and the file that causes it. multiarch-lint ${packageVersion()}, Node ${process.version}, ${process.platform}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** The stack of an error and of what caused it. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? error.message;
  return error.cause === undefined ? stack : `${stack}\nCaused by: ${stackOf(error.cause)}`;
}

const ignore = (): void => undefined;
