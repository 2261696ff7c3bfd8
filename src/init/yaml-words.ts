/** A text as a YAML scalar: plain where that is safe in any place, in double quotes otherwise. */
export const scalar = (text: string): string => (isPlain(text) ? text : quoted(text));

/** A text in double quotes, without characters that cannot be seen. Source: yaml.org/spec/1.2.2, "Escaped Characters". */
export const quoted = (text: string): string => JSON.stringify(text).replace(/\p{C}/gu, escaped);

const escaped = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

const isPlain = (text: string): boolean =>
  /^[A-Za-z$_./][\w$./-]*$/.test(text) && !/^(?:true|false|yes|no|on|off|null|y|n|\.nan|\.inf)$/i.test(text);

/** A comment of one line, whatever the text holds. */
export const comment = (text: string): string => `# ${text.replaceAll(/[\p{C}\s]+/gu, ' ').trim()}`;

/** Lines of a proposal: everything that is not in force stands behind a `#` without a blank. */
export const proposed = (lines: readonly string[]): readonly string[] => lines.map((line) => `#${line}`);
