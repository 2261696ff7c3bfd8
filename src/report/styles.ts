import { Chalk } from 'chalk';

/** The name of a look; sixteen colours only, so that they fit every theme. */
export type StyleName = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan';

/** Text of a look, or as it is where colours are not wanted, whatever the terminal could show. */
export function styles(isColored: boolean): (name: StyleName) => (text: string) => string {
  const chalk = new Chalk({ level: isColored ? 1 : 0 });
  return (name) => (text) => chalk[name](text);
}
