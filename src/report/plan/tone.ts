import { showable } from '../showable.ts';
import { styles } from '../styles.ts';

/** How the output is looked at. */
export interface Look {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

/** What a piece of text in a plan means, from which its colour follows. */
export type Tone = 'plain' | 'strong' | 'quiet' | 'good' | 'gap' | 'risk' | 'doubt';

/** A text with its meaning. */
export interface Toned {
  readonly text: string;
  readonly tone: Tone;
}

/** Colours a text by its tone, or leaves it as it is. */
export type ToneOf = (toned: Toned) => string;

/** The colours, or none; the same sixteen as for findings. */
export function tonesWith(color: boolean): ToneOf {
  const style = styles(color);
  const tones: Readonly<Record<Tone, (text: string) => string>> = {
    plain: (text) => text,
    strong: style('bold'),
    quiet: style('dim'),
    good: style('green'),
    gap: style('red'),
    risk: style('yellow'),
    doubt: style('magenta'),
  };
  return ({ text, tone }) => tones[tone](text);
}

/** The sign in front of what is good, broken, risky or doubtful. */
export const signs = { good: '✓', gap: '✗', risk: '!', doubt: '?' } as const;

/** A text that takes one line and has no signs that control a terminal; a tab is a blank, so that columns stay columns. */
export const inOneLine = (text: string): string => showable(text).replaceAll('\t', ' ');
