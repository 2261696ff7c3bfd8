import type { JobCommand, Misuse } from '../../model/index.ts';
import { type Span, sourceText } from '../../source/source-file.ts';
import { knownString, type Text } from '../../value/index.ts';
import type { Invocation } from '../program.ts';
import { literalHead } from '../word-parts.ts';

/** Flags of manifest-tool itself, which stand in front of `push`; those of the second row take no value. */
const globals = ['--username', '--password', '--docker-cfg'];
const switches = ['--debug', '--insecure', '--plain-http'];

/**
 * Flags of manifest-tool on the wrong side of a subcommand: its command line knows a flag only right behind the word that
 * has it.
 *
 * Source: estesp/manifest-tool v2/cmd/manifest-tool/main.go and push.go (urfave/cli), v2.0.0 to v2.2.1; main.go of v1.0.3.
 */
export function misplacedFlags(command: JobCommand, { program, args }: Invocation): readonly Misuse[] {
  if (!/^manifest-tool(?:-[a-z0-9]+){0,3}$/.test(program ?? '')) return [];
  const words = args.items.map((word) => knownString(word) ?? literalHead(word));
  const push = words.indexOf('push');
  const sub = words.findIndex((word, index) => index > push && (word === 'from-args' || word === 'from-spec'));
  const pushWord = args.items[push];
  if (push === -1 || pushWord === undefined) return [];
  const found = (name: string, side: 'behind' | 'in front of', word: string, index: number): Misuse => {
    const rewrite = side === 'behind' && word === 'push' ? moved(args.items, index, pushWord.span) : undefined;
    return {
      call: 'manifest-tool',
      command,
      span: args.items[index]?.span ?? command.span,
      what: { is: 'misplaced-flag', flag: name, side, word },
      remedy: side === 'behind' ? `put it in front of \`${word}\`` : `put it behind \`${word}\``,
      ...(rewrite === undefined ? {} : { rewrite }),
    };
  };
  return words.flatMap((written, index): Misuse[] => {
    const name = nameOf(written);
    if (index > push && [...globals, ...switches].includes(name)) return [found(name, 'behind', 'push', index)];
    if (name !== '--type') return [];
    if (index < push) return [found(name, 'in front of', 'push', index)];
    return sub !== -1 && index > sub ? [found(name, 'behind', words[sub] ?? '', index)] : [];
  });
}

/** The name of a flag with two dashes, which one dash stands for, too. */
const nameOf = (word: string): string => word.replace(/^-(?=[a-z])/, '--').replace(/=.*$/s, '');

/** The flag with its value taken out and put in front of `push`. */
function moved(words: readonly Text[], index: number, push: Span): Misuse['rewrite'] {
  const flag = words[index]?.span;
  const before = words[index - 1]?.span;
  if (flag === undefined || before === undefined) return undefined;
  const takesNext = globals.includes(nameOf(sourceText(flag)));
  const last = takesNext ? words[index + 1]?.span : flag;
  if (last === undefined) return undefined;
  const { file } = push;
  const isOneLine =
    [flag, before, last].every((span) => span.file === file) && before.end <= flag.start && flag.end <= last.end;
  const text = isOneLine ? file.text.slice(flag.start, last.end) : '\n';
  if (text.includes('\n') || !text.startsWith('-')) return undefined;
  return [
    { at: file.span(push.start, push.start), text: `${text} ` },
    { at: file.span(before.end, last.end), text: '' },
  ];
}
