import type { JobCommand } from '../model/command/shell-command.ts';
import { knownString, type OpenList, type Text } from '../value/index.ts';
import { literalHead } from './word-parts.ts';

/** A command without what only wraps it. */
export interface Invocation {
  /** The program's name without its folder; `undefined` if a hole hides it. */
  readonly program: string | undefined;
  /** The program as written. */
  readonly word: Text;
  readonly args: OpenList<Text>;
}

/** Programs that run the command in their arguments, with those of their short flags that take a value. */
const wrappers: ReadonlyMap<string, string> = new Map([
  ['sudo', 'ughpCcDrtTU'],
  ['doas', 'uC'],
  ['env', 'uCS'],
  ['time', 'fo'],
  ['nice', 'n'],
  ['ionice', 'cnp'],
  ['nohup', ''],
  ['exec', 'a'],
  ['command', ''],
  ['stdbuf', 'ioe'],
  ['setsid', ''],
  ['timeout', 'ks'],
  ['retry', 'tsmd'],
  ['travis_retry', ''],
  ['unbuffer', ''],
  ['xvfb-run', 'nfesp'],
]);

/** Wrappers behind whose flags one word of their own stands: `timeout 10m docker push …`. */
const withOperand: ReadonlySet<string> = new Set(['timeout']);

/** The command that really runs: `sudo -E docker push x` is `docker push x`. Wrappers may be nested, up to eight. */
export function invocationOf({ program, args }: Pick<JobCommand, 'program' | 'args'>): Invocation {
  let word = program;
  let rest = args.items;
  for (let depth = 0; depth < 8; depth += 1) {
    const name = baseName(word);
    const flags = name === undefined ? undefined : wrappers.get(name);
    if (name === undefined || flags === undefined) break;
    const at = wrappedAt(rest, flags) + (withOperand.has(name) ? 1 : 0);
    const inner = rest[at];
    if (inner === undefined) break;
    word = inner;
    rest = rest.slice(at + 1);
  }
  return { program: baseName(word), word, args: { items: rest, openTo: args.openTo } };
}

/** The name behind the last slash; of `$BIN/docker` as well. */
function baseName(word: Text): string | undefined {
  const last = word.parts.at(-1);
  if (typeof last !== 'string') return undefined;
  if (last.includes('/')) return last.slice(last.lastIndexOf('/') + 1);
  return word.parts.length === 1 ? last : undefined;
}

/** Index of the first word that is neither a flag, a flag's value nor an assignment. */
function wrappedAt(words: readonly Text[], withValue: string): number {
  let at = 0;
  for (let word = words[at]; word !== undefined; word = words[at]) {
    const head = literalHead(word);
    if (head.startsWith('-')) {
      const isAlone = knownString(word)?.length === 2;
      at += isAlone && withValue.includes(head.charAt(1)) ? 2 : 1;
    } else if (/^[A-Za-z_]\w*=/.test(head)) at += 1;
    else break;
  }
  return at;
}
