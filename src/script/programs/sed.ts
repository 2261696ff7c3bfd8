import { joinTexts, knownString, literal, type Text, textKey } from '../../value/index.ts';
import { derivedHole, symbolOf } from '../state/symbols.ts';
import { isCostly, quoted } from '../words/pattern.ts';
import { withoutLastBreaks } from '../words/substitution.ts';

/**
 * `sed` as a filter with simple `s` commands: computed for a known input, otherwise one hole made of the commands
 * and the input. `undefined` where it reads files or does more.
 */
export function runSed(args: readonly Text[], stdin: Text | undefined): Text | undefined {
  const script = scriptOf(args);
  if (script === undefined || stdin === undefined) return undefined;
  const substitutions = script.text.split(/[;\n]/).map((command) => substitutionOf(command.trim(), script.isExtended));
  const known = substitutions.filter((one) => one !== undefined);
  if (known.length < substitutions.length) return undefined;
  const value = knownString(stdin);
  if (value !== undefined && !known.some(({ search }) => isCostly(search.source, value))) {
    return literal(
      value.replace(/[^\n]*\n|[^\n]+$/g, (line) => {
        const end = line.endsWith('\n') ? '\n' : '';
        return known.reduce(substituted, end === '' ? line : line.slice(0, -1)) + end;
      }),
      stdin.span,
    );
  }
  const input = withoutLastBreaks(stdin);
  const hole = derivedHole(
    symbolOf('output', 'sed', script.text, textKey(input)),
    `$(sed ${script.text})`,
    [stdin],
    stdin.span,
  );
  return joinTexts([hole, literal('\n', stdin.span)], stdin.span);
}

/** A line after one command. Nothing is not found right behind what was found, other than in JavaScript. */
function substituted(line: string, { search, by }: Substitution): string {
  let last = -1;
  return line.replace(search, (found: string, at: number) => {
    if (found === '' && at === last) return '';
    last = at + found.length;
    return by;
  });
}

interface SedScript {
  readonly text: string;
  readonly isExtended: boolean;
}

function scriptOf(args: readonly Text[]): SedScript | undefined {
  const scripts: string[] = [];
  let isExtended = false;
  for (let index = 0; index < args.length; index += 1) {
    const word = args[index];
    const known = word === undefined ? undefined : knownString(word);
    const next = args[index + 1];
    if (known === '-E' || known === '-r') isExtended = true;
    else if (known === '-e' && next !== undefined) {
      scripts.push(knownString(next) ?? '\0');
      index += 1;
    } else if (known !== undefined && !known.startsWith('-') && scripts.length === 0) scripts.push(known);
    else return undefined;
  }
  return scripts.length === 0 ? undefined : { text: scripts.join(';'), isExtended };
}

interface Substitution {
  readonly search: RegExp;
  readonly by: string;
}

/** `s/search/by/g` of letters, dots, anchors, stars and classes; `undefined` for anything else. */
function substitutionOf(command: string, isExtended: boolean): Substitution | undefined {
  const delimiter = /^s([/|,#:@!_])/.exec(command)?.[1];
  if (delimiter === undefined) return undefined;
  const [, search, by, flags, ...rest] = command.split(delimiter);
  if (search === undefined || by === undefined || !/^g?$/.test(flags ?? '\0') || rest.length > 0) return undefined;
  if (/[&\\]/.test(by) || (isExtended && /[+?(){}|]/.test(search))) return undefined;
  const source = regularExpression(search);
  if (source === undefined) return undefined;
  try {
    return { search: new RegExp(source, flags), by };
  } catch {
    // `[z-a]`, which sed refuses, too.
    return undefined;
  }
}

/** A basic regular expression as JavaScript's. */
function regularExpression(search: string): string | undefined {
  const tokens = search.match(/\\.|\[\^?[\w .:/@-]+\]|[^\\]/gs) ?? [];
  const source = tokens.map((token) => {
    if (token.length > 1 && token.startsWith('[')) return token;
    // A class in a set, or a set that holds a bracket.
    if (token === '[') return undefined;
    if (token.startsWith('\\')) return /^\\[.*/[\]$^-]$/.test(token) ? quoted(token.slice(1)) : undefined;
    return /^[.*^$]$/.test(token) ? token : quoted(token);
  });
  const whole = source.every((token) => token !== undefined) ? source.join('') : undefined;
  return whole === undefined || whole.startsWith('*') || /\*\*|\^\*|.\^|\$./.test(whole.replace(/\[\^/g, '['))
    ? undefined
    : whole;
}
