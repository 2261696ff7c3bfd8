/** A text as a YAML scalar: plain where that is safe in any place, in double quotes otherwise. */
export const scalar = (text: string): string => (isPlain(text) ? text : JSON.stringify(text));

const isPlain = (text: string): boolean =>
  /^[A-Za-z$_./][\w$./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n|\.nan|\.inf)$/i.test(text);

/** A comment of one line, whatever the text holds. */
export const comment = (text: string): string => `# ${text.replaceAll(/[\p{C}\s]+/gu, ' ').trim()}`;

/** Lines of a proposal: everything that is not in force stands behind a `#` without a blank. */
export const proposed = (lines: readonly string[]): readonly string[] => lines.map((line) => `#${line}`);
