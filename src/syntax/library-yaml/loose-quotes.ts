import { CST } from 'yaml';

/**
 * Stands for a line break inside a quoted scalar while the library reads the text. A private-use character: it
 * occurs in no CI file, and a text that holds it is left as it is.
 */
export const bridge = '\uE000';

/**
 * The text with the line breaks bridged in quoted scalars that go on at their parent's indentation or left of it.
 * libyaml, and so GitLab, reads them; the library ends the scalar there. Offsets stay what they are. `undefined` if
 * there is none.
 *
 * Source: libyaml `scanner.c` yaml_parser_scan_flow_scalar: only document markers end a quoted scalar early.
 */
export function bridgeLooseQuotes(text: string, tokens: readonly CST.Token[]): string | undefined {
  let bridged = text;
  for (const { offset, source } of unclosedScalars(tokens)) {
    const end = endOfQuoted(text, offset, source[0] === '"');
    if (end === -1) continue;
    const scalar = text.slice(offset, end);
    if (scalar.includes('\\\n') || /\n(?:---|\.\.\.)(?:\s|$)/.test(scalar)) continue;
    bridged = bridged.slice(0, offset) + scalar.replaceAll('\n', bridge) + bridged.slice(end);
  }
  return bridged === text ? undefined : bridged;
}

/** The value of a bridged scalar: its line breaks folded as YAML folds them in quotes. */
export const foldBridges = (value: string): string =>
  value.includes(bridge)
    ? value.replaceAll(/[ \t]*\uE000[ \t\uE000]*/g, (gap) => {
        const breaks = gap.split(bridge).length - 1;
        return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
      })
    : value;

interface QuotedToken {
  readonly offset: number;
  readonly source: string;
}

function unclosedScalars(tokens: readonly CST.Token[]): readonly QuotedToken[] {
  const found: QuotedToken[] = [];
  for (const token of tokens) {
    if (token.type !== 'document') continue;
    CST.visit(token, ({ key, value }) => {
      for (const scalar of [key, value]) {
        if (scalar?.type !== 'single-quoted-scalar' && scalar?.type !== 'double-quoted-scalar') continue;
        if (endOfQuoted(scalar.source, 0, scalar.type === 'double-quoted-scalar') === -1) found.push(scalar);
      }
    });
  }
  return found;
}

/** The offset behind the closing quote of the scalar that begins at `start`; -1 if it is never closed. */
function endOfQuoted(text: string, start: number, isDouble: boolean): number {
  const quoted = isDouble ? /"(?:[^"\\]|\\[\s\S])*"/y : /'(?:[^']|'')*'/y;
  quoted.lastIndex = start;
  return quoted.test(text) ? quoted.lastIndex : -1;
}
