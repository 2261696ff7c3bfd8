import type { ShellCommand } from '../model/index.ts';
import { joinTexts, knownString, literal, type Text } from '../value/index.ts';
import type { Setting } from './written-settings.ts';

/**
 * What a step sets by printing `::set-output name=NAME::value`. GitHub still reads `set-output`; `set-env` it refuses.
 *
 * Source: github.blog/changelog/2022-10-11 (deprecating save-state and set-output).
 */
export const printedSettings = (commands: readonly ShellCommand[]): readonly Setting[] =>
  commands.flatMap((command) => {
    const setting = settingOf(command);
    return setting === undefined ? [] : [setting];
  });

function settingOf({ program, args, writes, runs, span }: ShellCommand): Setting | undefined {
  if (knownString(program) !== 'echo' || writes.length > 0) return undefined;
  const words = args.items.filter((word) => !/^-[neE]+$/.test(knownString(word) ?? ''));
  const line = joinTexts(
    words.flatMap((word, index) => (index === 0 ? [word] : [literal(' ', span), word])),
    span,
  );
  const [first, ...rest] = line.parts;
  const head = typeof first === 'string' ? /^::set-output name=([\w-]+)::/.exec(first) : null;
  if (typeof first !== 'string' || head === null) return undefined;
  return { name: head[1] ?? '', value: valueOf(line, [first.slice(head[0].length), ...rest]), runs };
}

const valueOf = ({ span }: Text, parts: Text['parts']): Text => joinTexts([{ parts, span }], span);
