import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { OutputStream } from '../../src/cli/surroundings.ts';

/** A stream that answers every write with `outcome`, and what was written to it. */
function stream(outcome: Error | null = null): OutputStream & { readonly written: string[] } {
  const written: string[] = [];
  return {
    written,
    write(text, done) {
      written.push(text);
      done(outcome);
      return true;
    },
  };
}

const runWith = async (args: readonly string[], stdout: OutputStream) => {
  const stderr = stream();
  const code = await main(args, { environment: {}, workingFolder: '/', stdout, stderr, today: '2026-11-21' });
  return { code, stderr: stderr.written.join('') };
};

test('a defect of the command is told with its stack and how to report it', async () => {
  const defect: OutputStream = {
    write() {
      throw new Error('a stream without end', { cause: new RangeError('too far') });
    },
  };
  const { code, stderr } = await runWith(['--version'], defect);
  expect(code).toBe(70);
  expect(stderr).toMatch(
    /^multiarch-lint: this is a defect of multiarch-lint, not of your repository\nError: a stream without end\n/,
  );
  expect(stderr).toMatch(/\nCaused by: RangeError: too far\n/);
  expect(stderr).toMatch(/\nReport it .* Node v\d+\./);
});

test('a full disk is one line, and no defect', async () => {
  const full = stream(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
  expect(await runWith(['--version'], full)).toEqual({
    code: 2,
    stderr: 'multiarch-lint: the output cannot be written: no space left on device\n',
  });
});

test('a reader that went away is nothing to tell', async () => {
  const gone = stream(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
  expect(await runWith(['--help'], gone)).toEqual({ code: 0, stderr: '' });
});
