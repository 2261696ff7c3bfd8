import type { Misuse } from '../../model/index.ts';
import { type Span, sourceText } from '../../source/source-file.ts';
import type { UnknownFlag } from '../flags.ts';
import type { ForeignFlag } from './call-table.ts';
import type { Call } from './misuses.ts';

/** Flags that belong to another tool. */
export const foreignFlags = (call: Call): readonly Misuse[] =>
  [...call.flags.unknown, ...readAnyway(call)].flatMap((flag): readonly Misuse[] => {
    const name = call.row.grammar.style === 'go' ? flag.name.replace(/^-(?=[^-])/, '--') : flag.name;
    const foreign = Object.hasOwn(call.row.foreign, name) ? call.row.foreign[name] : undefined;
    if (foreign === undefined) return [];
    const rewrite = rewriteOf(call, flag, foreign);
    return [
      {
        call: call.row.call,
        command: call.command,
        span: flag.span,
        what: { is: 'unknown-flag', flag: flag.name },
        remedy: foreign.remedy,
        ...(rewrite === undefined ? {} : { rewrite }),
      },
    ];
  });

/** Flags that the grammar has although the tool has not, so that what stands behind them is read as it was meant. */
const readAnyway = ({ row, flags }: Call): readonly UnknownFlag[] =>
  Object.keys(row.foreign).flatMap((name) => {
    const span = flags.spanOf(name);
    return span === undefined ? [] : [{ name, span }];
  });

/** The flag in the tool's own words, where flag and value stand in the source as the tool sees them. */
function rewriteOf(
  { invocation }: Call,
  { name, span }: UnknownFlag,
  { becomes, isDropped }: ForeignFlag,
): Misuse['rewrite'] {
  const { items } = invocation.args;
  const index = items.findIndex((word) => word.span === span);
  const text = sourceText(span);
  if (index === -1 || !text.startsWith(name)) return undefined;
  if (isDropped === true) {
    const before = items[index - 1]?.span;
    const isAlone = text === name && before !== undefined && isInFront(before, span);
    return isAlone ? [{ at: span.file.span(before.end, span.end), text: '' }] : undefined;
  }
  if (becomes === undefined) return undefined;
  if (text.startsWith(`${name}=`))
    return [{ at: span.file.span(span.start, span.start + name.length + 1), text: becomes }];
  const value = items[index + 1]?.span;
  if (!becomes.includes('=') && !becomes.includes(':')) return [{ at: span, text: becomes.trimEnd() }];
  if (value === undefined || text !== name || !isInFront(span, value)) return undefined;
  const [flag = '', prefix = ''] = becomes.split(' ');
  return [
    { at: span, text: flag },
    { at: value.file.span(value.start, value.start), text: prefix },
  ];
}

const isInFront = (one: Span, other: Span): boolean => one.file === other.file && one.end <= other.start;
