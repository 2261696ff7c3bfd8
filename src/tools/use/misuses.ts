import { type JobCommand, type Misuse, toolVariable } from '../../model/index.ts';
import { type Span, sourceText } from '../../source/source-file.ts';
import { knownString, type Text } from '../../value/index.ts';
import { type ReadFlags, readFlags } from '../flags.ts';
import { type Invocation, invocationOf } from '../program.ts';
import { literalHead } from '../word-parts.ts';
import { type CallRow, callRows } from './call-table.ts';
import { daemonMisuses, firstDaemon } from './daemon-misuse.ts';
import { foreignFlags } from './foreign-flags.ts';
import { misplacedFlags } from './misplaced-flags.ts';
import { outputMisuses } from './output-misuse.ts';
import { strayValues } from './stray-values.ts';

/** A call of a tool whose mistakes are known. */
export interface Call {
  readonly row: CallRow;
  readonly command: JobCommand;
  readonly invocation: Invocation;
  readonly flags: ReadFlags;
}

/** The calls of a job that their tools refuse, or understand otherwise than they look, in the order of its commands. */
export function readMisuses(commands: readonly JobCommand[]): readonly Misuse[] {
  const daemon = firstDaemon(commands);
  return commands.flatMap((command, index) => {
    if (command.runs.is === 'no') return [];
    const invocation = invocationOf(command);
    return [
      ...misplacedFlags(command, invocation),
      ...callsOf(command, invocation).flatMap((call) => misusesOf(call, () => daemon() < index)),
    ];
  });
}

/** The call by its row; a command whose subcommand is hidden is none. */
function callsOf(command: JobCommand, invocation: Invocation): readonly Call[] {
  const program = (invocation.program ?? '').replace(/^manifest-tool-.*$/, 'manifest-tool');
  if (program === 'executor' && !literalHead(invocation.word).endsWith('/kaniko/executor')) return [];
  return callRows.flatMap((row) => {
    if (!row.programs.includes(program)) return [];
    const flags = readFlags(invocation.args, row.grammar);
    const isCalled = flags.path.is === 'set' && row.paths.includes(flags.path.value);
    if (!isCalled || isOtherCommand(row, flags)) return [];
    const call = row.call.startsWith('docker ') ? `docker ${flags.path.value}` : row.call;
    return [{ row: { ...row, call }, command, invocation, flags }];
  });
}

/** `executor version`, `docker buildx build --help`. */
const isOtherCommand = ({ call }: CallRow, flags: ReadFlags): boolean => {
  const [first] = flags.positionals.items;
  const word = first === undefined ? '' : (knownString(first) ?? '');
  return call === 'Kaniko' && /^(?:login|push|version|help)$/.test(word);
};

function misusesOf(call: Call, mayHaveDaemon: () => boolean): readonly Misuse[] {
  const wrong = [
    ...foreignFlags(call),
    ...strayValues(call),
    ...joinedReferences(call),
    ...outputMisuses(call),
    ...daemonMisuses(call, mayHaveDaemon),
  ];
  // What is missing may have been meant by a word that was taken otherwise.
  return wrong.length > 0 ? wrong : missing(call);
}

/** A reference with a blank in it: two of them in one pair of quotes. */
function joinedReferences({ row, command, flags }: Call): readonly Misuse[] {
  const words = row.references.flatMap((name) =>
    name === '' ? flags.positionals.items : flags.flags(name).items.map(({ value }) => value),
  );
  return words.filter(holdsBlank).map((word) => ({
    call: row.call,
    command,
    span: word.span,
    what: { is: 'joined-references', written: writtenWord(word) },
    remedy: 'put each reference into quotes of its own',
    ...quotedApart(word.span),
  }));
}

const holdsBlank = ({ parts }: Text): boolean =>
  parts.some((part, index) => {
    if (typeof part !== 'string') return false;
    const behindHead = index === 0 ? part.trimStart() : part;
    return /\s/.test(index === parts.length - 1 ? behindHead.trimEnd() : behindHead);
  });

/** The quotes that end the one reference and begin the other, where it is one blank that does both. */
function quotedApart({ file, start, end }: Span): Pick<Misuse, 'rewrite'> {
  const [, quote = '', head = '', blank = ''] =
    /^(["'])([^\s"'\\]+)([ \t]+)[^\s"'\\]+\1$/.exec(file.text.slice(start, end)) ?? [];
  const from = start + quote.length + head.length;
  return blank === '' ? {} : { rewrite: [{ at: file.span(from, from + blank.length), text: `${quote} ${quote}` }] };
}

/** As its author wrote it, where the blank stands there too and does not come with a variable. */
function writtenWord(word: Text): string {
  const source = unquoted(sourceText(word.span));
  return /\S[ \t]+\S/.test(source) && !source.includes('\n') ? source : shownText(word);
}

const unquoted = (source: string): string => /^(["'])(.*)\1$/.exec(source)?.[2] ?? source;

const shownText = ({ parts }: Text): string =>
  parts.map((part) => (typeof part === 'string' ? part : part.shown)).join('');

/** Nothing is missing for certain where words are hidden or not understood. */
function missing({ row, command, invocation, flags }: Call): readonly Misuse[] {
  const isClear = flags.openTo.length + flags.unknown.length + flags.incomplete.length === 0;
  if (!isClear || invocation.args.openTo.length > 0) return [];
  const without = (names: readonly string[]): boolean => names.every((name) => flags.has(name).is === 'no');
  const shared = { call: row.call, command, span: command.span };
  const absent = row.required.filter(
    ({ flag, unless }) => without([flag, ...unless]) && !isSetByVariable(flag, command),
  );
  const operands = row.operands;
  const lacks =
    operands !== undefined && without(operands.unless) && flags.positionals.items.length < operands.count
      ? [operands.name]
      : [];
  return [
    ...absent.map(
      ({ flag, remedy }): Misuse => ({ ...shared, what: { is: 'missing', wanted: `\`${flag}\`` }, remedy }),
    ),
    ...lacks.map(
      (wanted): Misuse => ({ ...shared, what: { is: 'missing', wanted }, remedy: `name ${wanted} behind the flags` }),
    ),
  ];
}

/** `KANIKO_NO_PUSH` stands for `--no-push`, which makes `--destination` optional. Source: kaniko root.go. */
const isSetByVariable = (flag: string, command: JobCommand): boolean =>
  flag === '--destination' && toolVariable(command, 'KANIKO_NO_PUSH').is !== 'unset';
