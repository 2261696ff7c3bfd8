import type { FileWrite } from '../../model/index.ts';
import type { Span } from '../../source/source-file.ts';
import { knownString, type Text } from '../../value/index.ts';
import { fromCheckout } from '../paths.ts';
import { writeFiles } from '../run/redirections.ts';
import { programName } from '../run/run-command.ts';
import { freshHole, type Shell } from '../state/shell.ts';

/**
 * `sed -i`, `perl -pi` and `yq -i`: the files that they change in place hold from there on what only the run tells.
 * Source: GNU sed, perlrun(1), mikefarah/yq, "In-place edit".
 */
export function editFiles(shell: Shell, words: readonly Text[], at: Span): readonly FileWrite[] {
  const name = programName(words[0]);
  const flag = inPlace.get(name);
  if (flag === undefined) return [];
  const written = words.slice(1).map((word) => knownString(word) ?? '');
  if (!written.some((word) => flag.test(word))) return [];
  const hasScript = written.some((word) => /^(?:-\w*e|-f|--expression|--file)/.test(word));
  const operands = words.slice(1).filter((_, index) => !isOption(written, index));
  const files = (hasScript ? operands : operands.slice(1)).filter((word) => word.parts.length > 0);
  if (files.length === 0) return [];
  const content = freshHole(shell, `$(${name} -i)`, `\`${name}\` changes the file at run time`, at);
  const outputs = files.map((path) => ({ path: fromCheckout(shell.state.directory, path), appends: false }));
  return writeFiles(shell, outputs, content);
}

/** The flag by which a program edits in place. */
const inPlace: ReadonlyMap<string, RegExp> = new Map([
  ['sed', /^(?:-[a-zA-Z]*i|--in-place)/],
  ['gsed', /^(?:-[a-zA-Z]*i|--in-place)/],
  ['perl', /^-[a-zA-Z]*i/],
  ['yq', /^(?:-[a-zA-Z]*i$|--inplace$|--in-place$)/],
]);

/** A flag, or the script that `-e` is given as a word of its own. */
const isOption = (words: readonly string[], index: number): boolean =>
  (words[index] ?? '').startsWith('-') || /^(?:-\w*e|-f|--expression|--file)$/.test(words[index - 1] ?? '');
