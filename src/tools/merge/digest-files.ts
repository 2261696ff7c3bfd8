import type { JobCommand } from '../../model/command/shell-command.ts';
import type { MergeStep } from '../../model/merge/merge-step.ts';
import type { Span } from '../../source/source-file.ts';
import { type Hole, holesOf, knownString, showText, type Text, textKey } from '../../value/index.ts';
import type { MergeCommand } from './merge-context.ts';

/**
 * A call in which sources that a shell makes of the names of files, `$(printf 'app@sha256:%s ' *)`, are what they are: any number
 * of images. The word that stands for them has a value of the run for the digest.
 */
export function withDigestFiles(call: MergeCommand, commands: readonly JobCommand[]): MergeCommand {
  if (!call.args.items.some(isGlobbed)) return withLines(call);
  const folder = folderOf(call.command, commands);
  const hole = digestHole(folder, call.command.span);
  const items = call.args.items.map((word) => (isGlobbed(word) ? withHole(word, hole) : word));
  return { ...call, args: { items, openTo: call.args.openTo }, digestFolder: { hole, folder } };
}

/** A call with a word that `xargs` makes of each line of its input: how many lines there are is not known. */
function withLines(call: MergeCommand): MergeCommand {
  const { items, openTo } = call.args;
  const causes = items
    .flatMap(holesOf)
    .filter(({ symbol }) => symbol.startsWith(lineOfInput))
    .map(({ cause }) => cause);
  return causes.length === 0 ? call : { ...call, args: { items, openTo: [...openTo, ...causes] } };
}

/** How a line begins that `xargs` reads. */
const lineOfInput = 'one word line';

/** The steps of a call, each entry that comes from the names of files with the folder in which they lie. */
export const withFolder = (step: MergeStep, { digestFolder }: MergeCommand): MergeStep =>
  digestFolder === undefined ? step : { ...step, entries: foldersIn(step.entries, digestFolder) };

function foldersIn(
  { items, openTo }: MergeStep['entries'],
  { hole, folder }: NonNullable<MergeCommand['digestFolder']>,
): MergeStep['entries'] {
  const isOf = (text: Text): boolean => holesOf(text).some(({ symbol }) => symbol === hole.symbol);
  return {
    items: items.map((entry) => (isOf(entry.source.text) ? { ...entry, digestFolder: folder } : entry)),
    openTo,
  };
}

const pattern = /@sha256:[^/@:]*[*?[]/;

/** A digest has no such characters, so that the word can only be one that the shell makes of several names. */
const isGlobbed = ({ parts }: Text): boolean => {
  const last = parts.at(-1);
  const before = parts.at(-2);
  if (typeof last === 'string') return pattern.test(last);
  return typeof before === 'string' && before.endsWith('@sha256:') && last?.symbol.startsWith(fileName) === true;
};

/** How the name of a file begins that a loop of the shell goes through. */
const fileName = 'one word file name ';

function withHole({ parts, span }: Text, hole: Hole): Text {
  const last = parts.at(-1);
  if (typeof last !== 'string') return { parts: [...parts.slice(0, -1), hole], span };
  const end = last.indexOf('@sha256:') + '@sha256:'.length;
  return { parts: [...parts.slice(0, -1), last.slice(0, end), hole], span };
}

/** The folder of the command inside of this one that is given the names, or else of this one. */
function folderOf({ span, directory }: JobCommand, commands: readonly JobCommand[]): Text {
  const inner = commands.find(
    (command) =>
      isInside(command.span, span) && command.args.items.some((word) => /^[^/]*[*?]/.test(knownString(word) ?? '')),
  );
  return inner?.directory ?? directory;
}

const isInside = (inner: Span, outer: Span): boolean =>
  inner.file === outer.file && inner.start > outer.start && inner.end <= outer.end;

function digestHole(folder: Text, at: Span): Hole {
  const shown = folder.parts.length === 0 ? 'the working directory' : `\`${showText(folder)}\``;
  const because = `the names of the files in ${shown} are known at run time`;
  return {
    symbol: `digest files ${textKey(folder)} ${String(at.start)}`,
    shown: '*',
    cause: { kind: 'expression', because, at },
  };
}
