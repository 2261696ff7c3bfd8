import { EmbeddedText } from '../source/embedded-text.ts';
import { onlyArgument } from './arguments.ts';
import { evaluateText } from './evaluate.ts';
import type { Application, MakeFunction } from './functions.ts';
import { isHole, keyOf, markOf, shown, withoutMarks } from './hole-table.ts';
import { expandPlaced } from './placed.ts';
import { doubt, type Run } from './run.ts';
import { unknownResult } from './text-functions.ts';

/** Functions that reach beyond strings. Source: gnu.org/software/make/manual, 8.9 to 8.14. */
export const runFunctions: Readonly<Record<string, MakeFunction>> = {
  shell: (application) => shellOutput(application.run, onlyArgument(application)),
  eval: (application) => {
    evaluateGiven(application);
    return '';
  },
  info: (application) => silent(application),
  warning: (application) => silent(application),
  // Where it stands under a condition, it is a check that its author means to pass.
  error: (application) => {
    const { run } = application;
    const text = onlyArgument(application);
    run.errors += 1;
    if (run.conditions.length > 0 || run.guesses > 0) return '';
    run.isStopped = true;
    doubt(run, `it stops with \`$(error ${shown(run.table, text)})\``);
    return '';
  },
  file: (application) => silent(application),
  guile: (application) => unknownResult(application, 'guile', [onlyArgument(application)]),
};

/** Expands the argument for its effects. */
function silent(application: Application): string {
  onlyArgument(application);
  return '';
}

/**
 * What a command prints, line breaks made blanks. The same command is taken to print the same within a run.
 * Source: gnu.org/software/make/manual, 8.14 The shell Function.
 */
export function shellOutput(run: Run, command: string): string {
  const { table, outputs, call, options } = run;
  const key = keyOf(table, command);
  const before = outputs.get(key);
  if (before !== undefined) return before;
  const code = { text: EmbeddedText.opaque(command, run.at), holes: table.holes };
  const text = call.outputOf(code, options.directory);
  const parts = text.parts.map((part) =>
    typeof part === 'string' ? withoutMarks(part) : { ...part, shown: shownCommand(part.shown, shown(table, command)) },
  );
  const value = parts
    .map((part) => (typeof part === 'string' ? part.replace(/\n/g, ' ') : markOf(table, part)))
    .join('');
  outputs.set(key, value);
  return value;
}

/** An output is shown as the reference that reads it. */
const shownCommand = (written: string, command: string): string =>
  written.startsWith('$(') ? `$(shell ${command.length > 60 ? `${command.slice(0, 59)}…` : command})` : written;

function evaluateGiven({ run, body, scope }: Application): void {
  const text = expandPlaced(run, EmbeddedText.opaque(body, run.at), scope);
  const read = text.text.trim();
  if (isHole(read)) doubt(run, `\`$(eval ${shown(run.table, read)})\` reads what is not known`);
  else evaluateText(run, text);
}
