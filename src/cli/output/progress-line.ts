import { characterWidth, displayWidth } from '../../report/display-width.ts';
import { showable } from '../../report/showable.ts';
import type { Surroundings } from '../surroundings.ts';

/** A line on a terminal that says how far the work is. */
export interface ProgressLine {
  /** Says that the project `name` is next. */
  readonly show: (done: number, name: string) => void;
  /** Takes the line away, so that something else can be written. */
  readonly clear: () => void;
}

/** Short work shows nothing: it would only flicker. In milliseconds. */
const patience = 300;
/** So long a text stands before the next one, in milliseconds. */
const interval = 100;

/**
 * A progress line for `total` projects on standard error, if that is a terminal of a person: never in the log of a job, in a
 * file, for a single project, or where only findings are wanted.
 */
export function progressLine(
  total: number,
  isQuiet: boolean,
  { stderr, environment }: Pick<Surroundings, 'stderr' | 'environment'>,
  now: () => number = Date.now,
): ProgressLine {
  const isJob = (environment['CI'] ?? '') !== '' && environment['CI'] !== 'false';
  // A terminal is asked for last, because that loads the modules of its stream.
  if (total < 2 || isQuiet || isJob || environment['TERM'] === 'dumb' || stderr.isTTY !== true) return silent;
  let next = now() + patience;
  let isShown = false;
  const write = (text: string): void => {
    stderr.write(text, ignore);
  };
  return {
    show(done, name) {
      if (now() < next) return;
      const text = `multiarch-lint: ${String(done + 1)} of ${String(total)} projects: ${showable(name)}`;
      write(`${eraseLine}${fitting(text, (stderr.columns ?? usualWidth) - 1)}`);
      next = now() + interval;
      isShown = true;
    },
    clear() {
      if (isShown) write(eraseLine);
      isShown = false;
    },
  };
}

/** Back to the first column, and nothing in the line. Source: ECMA-48, CR and EL. */
const eraseLine = '\r\u001B[2K';

const usualWidth = 80;

/** A line that is too long would wrap, and could not be erased. */
function fitting(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let fits = '';
  let left = width - 1;
  for (const character of text) {
    left -= characterWidth(character);
    if (left < 0) break;
    fits += character;
  }
  return `${fits}…`;
}

const ignore = (): void => undefined;

const silent: ProgressLine = { show: ignore, clear: ignore };
