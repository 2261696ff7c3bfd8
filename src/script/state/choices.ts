import type { ChoiceWay, ShellChoice } from '../../model/index.ts';
import type {
  Case,
  Command,
  CompoundList,
  If,
  PipelineNode,
  Statement,
  TestExpression,
  Word,
} from '../../syntax/shell.ts';
import { causesIn, type Field, hidden, knownString, set, type Text, unset } from '../../value/index.ts';
import { listEnds } from '../run/ends-script.ts';
import { expandText } from '../words/expand-word.ts';
import { matchesPattern } from '../words/pattern.ts';
import { limits, placeOf, type Shell } from './shell.ts';

/** Notes a `case` and which of its ways is taken. */
export function noteCase(shell: Shell, { word, items, ...node }: Case, subject: Text): void {
  const ways = items.map(({ pattern, body, ...item }): ChoiceWay => {
    const words = pattern.map(({ value }) => value);
    return {
      words: words.filter((one) => one !== '*'),
      takesRest: words.includes('*'),
      ...wayOf(shell, body),
      span: placeOf(shell, item),
    };
  });
  note(shell, {
    isCase: true,
    subject,
    written: bare(word),
    ways,
    taken: takenOf(subject, ways),
    span: placeOf(shell, node),
  });
}

/** Notes `if … elif … else` where all conditions compare one value with words. */
export function noteIf(shell: Shell, { clause, then, elif, else: rest, pos, end }: If): void {
  const branches = [{ clause, then }, ...elif].map((one) => ({ ...one, asked: comparison(one.clause) }));
  const [first] = branches;
  const subject = first?.asked?.subject;
  if (subject === undefined || !branches.every(({ asked }) => asked !== undefined && isSame(asked.subject, subject)))
    return;
  const named = branches.map(
    ({ asked, then: body }): ChoiceWay => ({
      words: asked?.words ?? [],
      takesRest: false,
      ...wayOf(shell, body),
      span: placeOf(shell, body),
    }),
  );
  const others: readonly ChoiceWay[] =
    rest === undefined ? [] : [{ words: [], takesRest: true, ...wayOf(shell, rest), span: placeOf(shell, rest) }];
  const value = valueOf(shell, subject);
  const ways = [...named, ...others];
  const span = placeOf(shell, { pos, end });
  note(shell, { isCase: false, subject: value, written: bare(subject), ways, taken: takenOf(value, ways), span });
}

function note({ found }: Shell, choice: ShellChoice): void {
  const isNoted = found.choices.some(({ span }) => span.start === choice.span.start && span.end === choice.span.end);
  if (!isNoted && found.choices.length < limits.causes) found.choices.push(choice);
}

const wayOf = (shell: Shell, body: CompoundList): Pick<ChoiceWay, 'sets' | 'endsScript'> => ({
  sets: body.commands.flatMap(setBy),
  endsScript: listEnds(shell, body.commands),
});

/** The variables that a statement sets by itself. */
function setBy({ command }: Statement): readonly string[] {
  const parts = command.type === 'AndOr' ? command.commands : [command];
  return parts.flatMap((part) => (part.type === 'Command' ? setByCommand(part) : []));
}

function setByCommand({ name, prefix, args }: Command): readonly string[] {
  const words =
    name === undefined ? prefix : ['export', 'declare', 'local', 'readonly'].includes(name.value) ? args : [];
  return words.flatMap((word) => (word.type === 'Assignment' ? [word.name] : []));
}

/** The first way whose words fit a known value. */
function takenOf(subject: Text, ways: readonly ChoiceWay[]): Field<ChoiceWay> {
  const value = knownString(subject);
  if (value === undefined) return hidden(...causesIn(subject));
  for (const way of ways) {
    const fits = way.words.map((word) => matchesPattern(value, word));
    if (way.takesRest || fits.includes(true)) return set(way);
    if (fits.includes(undefined))
      return hidden({ kind: 'expression', because: `\`${way.words.join('|')}\` may match`, at: way.span });
  }
  return unset;
}

/** The value of a word, read without a trace: it is read again where it stands. */
function valueOf(shell: Shell, word: Word): Text {
  const { state, found } = shell;
  const before = found.commands.length;
  const value = expandText(shell, word);
  found.commands.length = before;
  shell.state = state;
  return value;
}

/** Whether two words are one but for quotes and braces. */
const isSame = (one: Word, other: Word): boolean => bare(one) === bare(other);

const bare = ({ text }: Word): string => text.replaceAll(/["{}]/g, '');

interface Comparison {
  readonly subject: Word;
  readonly words: readonly string[];
}

/** `[ "$X" = word ]`, `[[ $X == word ]]`, and several of them about one value with `||` in between. */
function comparison({ commands }: CompoundList): Comparison | undefined {
  const [only, ...more] = commands;
  if (only === undefined || more.length > 0) return undefined;
  const { command } = only;
  if (command.type !== 'AndOr') return singleComparison(command);
  if (command.operators.some((operator) => operator !== '||')) return undefined;
  return joined(command.commands.map(singleComparison));
}

function singleComparison(node: PipelineNode): Comparison | undefined {
  if (node.type === 'TestCommand') return inBrackets(node.expression);
  if (node.type !== 'Command' || !['[', 'test'].includes(node.name?.value ?? '')) return undefined;
  const words = node.args.flatMap((word) => (word.type === 'Word' && word.value !== ']' ? [word] : []));
  const [left, operator, right] = words;
  if (left === undefined || operator === undefined || right === undefined || words.length !== 3) return undefined;
  return compared(left, operator.value, right);
}

function inBrackets(node: TestExpression): Comparison | undefined {
  if (node.type === 'TestGroup') return inBrackets(node.expression);
  if (node.type === 'TestBinary') return compared(node.left, node.operator, node.right);
  return node.type === 'TestLogical' && node.operator === '||' ? joined(node.operands.map(inBrackets)) : undefined;
}

function compared(left: Word, operator: string, right: Word): Comparison | undefined {
  const isComparison = operator === '=' || operator === '==';
  const isOfValue = /[$`]/.test(left.text) && !/[$`]/.test(right.text);
  return isComparison && isOfValue ? { subject: left, words: [right.value] } : undefined;
}

function joined(parts: readonly (Comparison | undefined)[]): Comparison | undefined {
  const found = parts.flatMap((part) => part ?? []);
  const [first] = found;
  if (first === undefined || found.length !== parts.length) return undefined;
  if (!found.every(({ subject }) => isSame(subject, first.subject))) return undefined;
  return { subject: first.subject, words: found.flatMap(({ words }) => words) };
}
