import type { DockerfileFlag } from '../model/dockerfile/dockerfile.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';

/** `--mount=type=cache` as name and value; the value of a flag without `=` is empty. */
export function readFlag(word: EmbeddedText): DockerfileFlag {
  const equals = word.text.indexOf('=');
  const end = equals === -1 ? word.text.length : equals;
  return { name: word.text.slice(2, end), value: word.text.slice(end + 1), span: word.span };
}

/** The value of the last flag of that name, as a text in the file; `undefined` if there is none. */
export function flagValue(flags: readonly EmbeddedText[], name: string): EmbeddedText | undefined {
  const prefix = `--${name}=`;
  const flag = flags.findLast(({ text }) => text.startsWith(prefix));
  return flag?.slice(prefix.length, flag.text.length);
}
