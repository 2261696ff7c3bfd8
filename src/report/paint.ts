import type { Finding } from '../engine/finding.ts';
import { styles } from './styles.ts';
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
  const style = styles(color);
  const bold = style('bold');
  const tones = { error: style('red'), warning: style('yellow'), note: style('blue'), undecided: style('magenta') };
  return {
    label: (finding, text) => tones[labelOf(finding)](bold(text)),
    strong: bold,
    frame: style('dim'),
    mark: (finding, text) => tones[labelOf(finding)](text),
    related: style('cyan'),
    good: style('green'),
  };
}
