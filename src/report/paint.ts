import { Chalk } from 'chalk';
import type { Finding } from '../engine/finding.ts';
import { labelOf } from './wording.ts';

/** How the terminal report looks: every entry colours a text, or leaves it as it is. */
export interface Paint {
  readonly label: (finding: Finding, text: string) => string;
  readonly strong: (text: string) => string;
  /** The frame around code: rulers, line numbers, places. */
  readonly frame: (text: string) => string;
  readonly mark: (finding: Finding, text: string) => string;
  readonly related: (text: string) => string;
  readonly good: (text: string) => string;
}

/** The colours, or none. Sixteen colours only, so that they fit every theme. */
export function paintWith(color: boolean): Paint {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  const tones = { error: chalk.red, warning: chalk.yellow, note: chalk.blue, undecided: chalk.magenta };
  return {
    label: (finding, text) => tones[labelOf(finding)].bold(text),
    strong: (text) => chalk.bold(text),
    frame: (text) => chalk.dim(text),
    mark: (finding, text) => tones[labelOf(finding)](text),
    related: (text) => chalk.cyan(text),
    good: (text) => chalk.green(text),
  };
}
