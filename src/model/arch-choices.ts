import { archWordsIn } from '../oci/index.ts';
import type { ShellChoice } from './shell-command.ts';

/** Whether a choice is one between architectures: by what it compares, or by the words that it compares with. */
export const isByArchitecture = ({ written, ways }: ShellChoice): boolean =>
  /arch|platform|uname|machine|cpu/i.test(written) ||
  ways.some(({ words }) => words.some((word) => archWordsIn(word).length > 0));
