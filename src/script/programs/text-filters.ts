import { joinTexts, knownString, literal, splitText, type Text } from '../../value/index.ts';
import { changeCase } from '../words/string-operation.ts';

/** `tr` with two sets or `-d`; `undefined` where it does more. Source: POSIX tr(1). */
export function translate(args: readonly Text[], stdin: Text | undefined): Text | undefined {
  const words = args.map((word) => knownString(word) ?? '\0');
  if (stdin === undefined || words.includes('\0')) return undefined;
  const [first = '', second = ''] = words;
  if (args.length !== 2) return undefined;
  if (first === '-d') return deleted(stdin, setOf(second));
  if (isUpper(first) && isLower(second)) return changeCase(stdin, ',,');
  if (isLower(first) && isUpper(second)) return changeCase(stdin, '^^');
  const known = knownString(stdin);
  const [from, to] = [setOf(first), setOf(second)];
  if (known === undefined || from === undefined || to === undefined || to === '' || first.startsWith('-'))
    return undefined;
  const changed = Array.from(known, (char) => {
    const index = from.lastIndexOf(char);
    return index === -1 ? char : (to[Math.min(index, to.length - 1)] ?? char);
  });
  return literal(changed.join(''), stdin.span);
}

const isUpper = (set: string): boolean => set === '[:upper:]' || set === 'A-Z' || set === '[A-Z]';
const isLower = (set: string): boolean => set === '[:lower:]' || set === 'a-z' || set === '[a-z]';

/** Line breaks can be taken off a value that is not known: an output has no others than its last. */
function deleted(stdin: Text, set: string | undefined): Text | undefined {
  if (set === undefined) return undefined;
  const isKnown = knownString(stdin) !== undefined;
  if (!isKnown && !/^[\r\n]+$/.test(set)) return undefined;
  const parts = stdin.parts.map((part) =>
    typeof part === 'string'
      ? Array.from(part)
          .filter((char) => !set.includes(char))
          .join('')
      : part,
  );
  return { ...stdin, parts: parts.filter((part) => part !== '') };
}

/** The characters of a set without ranges, classes and repetitions; `undefined` for others. */
function setOf(set: string): string | undefined {
  const plain = set.replace(/\\n/g, '\n').replace(/\\r/g, '\r').replace(/\\t/g, '\t');
  return /\\|\[[:=]|\[.\*|.-./s.test(plain) ? undefined : plain;
}

/** `cut -d X -f N` and `cut -c A-B` of one line; `undefined` where it does more. Source: POSIX cut(1). */
export function cut(args: readonly Text[], stdin: Text | undefined): Text | undefined {
  const words = args.map((word) => knownString(word) ?? '\0').join('\u0001');
  const input = stdin === undefined ? undefined : oneLine(stdin);
  if (input === undefined) return undefined;
  const characters = /^-c\u0001?(\d*)-(\d*)$/.exec(words);
  const known = knownString(input);
  if (characters !== null && known !== undefined) {
    const [, from = '', to = ''] = characters;
    return ended(
      literal(known.slice(from === '' ? 0 : Number(from) - 1, to === '' ? undefined : Number(to)), input.span),
    );
  }
  const fields = /^(?:-d\u0001?(.)\u0001-f\u0001?(\d+)|-f\u0001?(\d+)\u0001-d\u0001?(.))$/s.exec(words);
  const delimiter = fields?.[1] ?? fields?.[4];
  const index = Number(fields?.[2] ?? fields?.[3] ?? 0);
  if (known === undefined || delimiter === undefined || index < 1) return undefined;
  const pieces = splitText(input, delimiter);
  return ended(pieces.length === 1 ? input : (pieces[index - 1] ?? literal('', input.span)));
}

/** `head -n 1`, `tail -1`: some lines of a known input. */
export function lines(
  args: readonly Text[],
  stdin: Text | undefined,
  pick: (all: readonly string[], count: number) => readonly string[],
): Text | undefined {
  const count = /^(?:-n\u0001?|-)(\d{1,6})$/.exec(args.map((word) => knownString(word) ?? '\0').join('\u0001'))?.[1];
  const known = stdin === undefined ? undefined : knownString(stdin);
  if (stdin === undefined || known === undefined || count === undefined) return undefined;
  const picked = pick(known.match(/[^\n]*\n|[^\n]+$/g) ?? [], Number(count));
  return literal(picked.join(''), stdin.span);
}

/** A text of one line, without its end. */
function oneLine(text: Text): Text | undefined {
  const last = text.parts.at(-1);
  const body =
    typeof last === 'string' ? { ...text, parts: [...text.parts.slice(0, -1), last.replace(/\n$/, '')] } : text;
  return body.parts.some((part) => typeof part === 'string' && part.includes('\n')) ? undefined : body;
}

const ended = (text: Text): Text => joinTexts([text, literal('\n', text.span)], text.span);
