const yesWords: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const noWords: ReadonlySet<string> = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/**
 * The boolean that Go reads from a string; `undefined` if Go rejects it.
 *
 * Source: pkg.go.dev/strconv#ParseBool.
 */
export function parseGoBool(written: string): boolean | undefined {
  if (yesWords.has(written)) return true;
  return noWords.has(written) ? false : undefined;
}
