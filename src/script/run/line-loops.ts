import type { Command, CompoundList, PipelineNode } from '../../syntax/shell.ts';
import { knownString, literal } from '../../value/index.ts';
import { limits, placeOf, type Shell, type Stream } from '../state/shell.ts';

/**
 * The lines that `while read … ; do` goes through, each as the input of its `read`, and behind them what is left, where they are known.
 * `while read -r A || [ -n "$A" ]` goes through a last line without a line break, too. `undefined` for other conditions and options, for
 * backslashes that `read` takes away, and for more lines than are followed.
 */
export function linesRead(shell: Shell, clause: CompoundList): readonly Stream[] | undefined {
  const { stdin } = shell.frame;
  const input = stdin?.isFollowed === true && !shell.found.begun.has(stdin) ? knownString(stdin.text) : undefined;
  const condition = conditionOf(clause);
  if (stdin === undefined || input === undefined || condition === undefined) return undefined;
  if (!condition.isRaw && input.includes('\\')) return undefined;
  const rest = input.slice(input.lastIndexOf('\n') + 1);
  // Of other ends it depends on IFS what is read.
  if (condition.takesRest && rest !== '' && !/\w$/.test(rest)) return undefined;
  const lines = (condition.takesRest && rest !== '' ? `${input}\n` : input).split('\n');
  if (lines.length > limits.rounds) return undefined;
  shell.found.begun.add(stdin);
  const at = placeOf(shell, clause);
  return lines.map((line, index) => ({
    text: literal(index === lines.length - 1 ? line : `${line}\n`, at),
    isFollowed: true,
  }));
}

interface ReadCondition {
  /** `read -r`. */
  readonly isRaw: boolean;
  /** Whether a last line without a line break counts. */
  readonly takesRest: boolean;
}

/** `read …` that redirects nothing, perhaps with a question behind it whether something was read. */
function conditionOf({ commands: [only, ...others] }: CompoundList): ReadCondition | undefined {
  if (only === undefined || only.background === true || others.length > 0) return undefined;
  const { command } = only;
  if (command.type !== 'AndOr') return readOf(command);
  const [first, second, ...more] = command.commands;
  const condition = first === undefined || command.operators[0] !== '||' ? undefined : readOf(first);
  if (condition === undefined || second === undefined || more.length > 0) return undefined;
  return asksFor(second, condition.name) ? { ...condition, takesRest: true } : undefined;
}

/** A `read` with no other option than `-r`, and the first variable that it sets. */
function readOf(command: PipelineNode): (ReadCondition & { readonly name: string | undefined }) | undefined {
  if (command.type !== 'Command' || command.name?.value !== 'read' || command.redirects.length > 0) return undefined;
  const words = wordsOf(command);
  const options = words.filter((word) => word.startsWith('-'));
  if (options.some((option) => option !== '-r' && option !== '-a' && option !== '-ra')) return undefined;
  const name = words.find((word) => !word.startsWith('-'));
  return { isRaw: options.some((option) => option.includes('r')), takesRest: false, name };
}

/** `[ -n "$NAME" ]`, `[[ -n $NAME ]]`. */
function asksFor(command: PipelineNode, name: string | undefined): boolean {
  const words = command.type === 'Command' && command.redirects.length === 0 ? wordsOf(command) : [];
  const [program, operator, operand] = command.type === 'Command' ? [command.name?.value, ...words] : testOf(command);
  const asks = program === '[' || program === 'test' || program === '[[';
  return asks && operator === '-n' && name === /^"?\$\{?(\w+)\}?"?$/.exec(operand ?? '')?.[1];
}

function testOf(command: PipelineNode): readonly string[] {
  if (command.type !== 'TestCommand' || command.expression.type !== 'TestUnary') return [];
  const { operator, operand } = command.expression;
  return ['[[', operator, operand.text];
}

const wordsOf = ({ args }: Command): readonly string[] => args.map(({ text }) => text);
