import type { Files } from '../files.ts';
import type { Run } from '../run-command.ts';
import type { Failure } from './failure.ts';

/** Whether a run ended by a defect of the command, or blames a call that is right, or a policy in more than a line. */
export function defectOf({ code, stderr, stdout }: Run, files: Files): Failure | undefined {
  if (code === 70) return failure(stackTop(stderr), stderr);
  if (code === 2 && !('.multiarch-lint.yml' in files)) return failure('a wrong call', stderr);
  return code === 2 && stdout === '' && !/^multiarch-lint: [^\n]+\n$/.test(stderr)
    ? failure('a mistake in more than a line', stderr)
    : undefined;
}

const failure = (kind: string, detail: string): Failure => ({ property: 'no defect', kind, detail });

const stackTop = (stack: string): string =>
  stack
    .split('\n')
    .slice(1, 4)
    .map((line) => line.replaceAll(/\(.*\)|\d+/g, '').trim())
    .join(' ');
