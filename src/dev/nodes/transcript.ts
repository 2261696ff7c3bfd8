import { shownCall, type TriedCall } from './try-package.ts';

/** More lines of an output than these are counted, and longer ones are cut. */
const mostLines = 10;
const mostColumns = 140;

/** Calls as a terminal shows them, each with its exit code, and with what is wrong with it. */
export const transcript = (title: string, tried: readonly TriedCall[]): string =>
  [`== ${title}`, ...tried.map(lines)].join('\n');

function lines({ call, outcome: { code, stdout, stderr }, wrong }: TriedCall): string {
  return [
    `$ ${shownCall(call)}`,
    ...shortened(stdout),
    ...shortened(stderr),
    ...(code === 0 ? [] : [`[exit code ${String(code)}]`]),
    ...(wrong === undefined ? [] : [`WRONG: ${wrong}`]),
    '',
  ].join('\n');
}

function shortened(text: string): readonly string[] {
  const all = text.split('\n').filter((line) => line.trim() !== '');
  const more = all.length - mostLines;
  const shown = all
    .slice(0, mostLines)
    .map((line) => (line.length > mostColumns ? `${line.slice(0, mostColumns)}…` : line));
  return more > 0 ? [...shown, `… and ${String(more)} more lines`] : shown;
}
