import { Chalk } from 'chalk';
import type { StyleName } from '../styles.ts';

const chalk = new Chalk({ level: 1 });

/** Text in colour, whatever the terminal could show. */
export const inStyle = (name: StyleName, text: string): string => chalk[name](text);
