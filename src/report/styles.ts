import { inStyle } from './color/in-style.ts';

/** The name of a look; sixteen colours only, so that they fit every theme. */
export type StyleName = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';

/** Text of a look, or as it is where colours are not wanted. */
export const styles = (isColored: boolean): ((name: StyleName) => (text: string) => string) =>
  isColored ? (name) => (text) => inStyle(name, text) : () => (text) => text;
