import { main } from '../../src/cli/main.ts';

/** What the command says in a folder, on both outputs, with its exit code on the first line. */
export async function saidOf(workingFolder: string, args: readonly string[]): Promise<string> {
  const parts: string[] = [];
  const stream = {
    write(text: string, written: () => void): boolean {
      parts.push(text);
      written();
      return true;
    },
  };
  const surroundings = { environment: {}, workingFolder, stdout: stream, stderr: stream, today: '2026-11-22' };
  const code = await main(args, surroundings);
  return `${String(code)}\n${parts.join('')}`;
}
