import type { Misuse } from '../../model/index.ts';
import { sourceText } from '../../source/source-file.ts';
import { knownString } from '../../value/index.ts';
import type { Call } from './misuses.ts';

/**
 * `--cache false`: pflag takes a boolean's value behind `=` only, so the flag is on and `false` is an operand. Kaniko's
 * executor takes any operands and ignores them; `docker build` takes one.
 *
 * Source: github.com/spf13/pflag README, "Command line flag syntax"; kaniko root.go, which declares no `Args`; docker/buildx
 * commands/build.go `cli.ExactArgs(1)`.
 */
export function strayValues({ row, command, invocation, flags }: Call): readonly Misuse[] {
  if (row.grammar.style !== 'pflag') return [];
  const { items } = invocation.args;
  const values = flags.positionals.items.filter((word) => /^(?:true|false)$/.test(knownString(word) ?? ''));
  if (values.length === 0) return [];
  const indices = new Map(items.map((word, index) => [word, index] as const).toReversed());
  return values.flatMap((word): Misuse[] => {
    const value = knownString(word) ?? '';
    const flag = items[(indices.get(word) ?? 0) - 1];
    const name = flag === undefined ? undefined : knownString(flag);
    if (flag === undefined || name === undefined || !/^--[a-z-]+$/.test(name) || flags.has(name).is !== 'yes')
      return [];
    const { file } = flag.span;
    const isWritten = word.span.file === file && sourceText(flag.span) === name && flag.span.end < word.span.start;
    return [
      {
        call: row.call,
        command,
        span: isWritten ? file.span(flag.span.start, word.span.end) : word.span,
        what: { is: 'stray-value', flag: name, value, endsTool: row.call !== 'Kaniko' },
        remedy: `write \`${name}=${value}\``,
        ...(isWritten ? { rewrite: [{ at: file.span(flag.span.end, word.span.start), text: '=' }] } : {}),
      },
    ];
  });
}
