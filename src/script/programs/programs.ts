import { holesOf, knownString, type Text, textKey } from '../../value/index.ts';
import { fromCheckout } from '../paths.ts';
import { programName } from '../run/run-command.ts';
import { lookUp } from '../state/persistent-map.ts';
import type { Shell } from '../state/shell.ts';

/** Commands that ask something, so that their failure is an answer, by the beginning of their line. */
const questions =
  /^(?:(?:\S*\/)?(?:grep|egrep|fgrep|which|type|hash|cmp|diff|pgrep|getent|id)(?: |$)|command -[vV] |git diff(?: |$)|git (?:show-ref|ls-remote|merge-base)(?: |$)|docker (?:image |manifest |buildx |network |volume )?inspect |docker buildx imagetools inspect |(?:crane|regctl|skopeo) (?:manifest|digest|inspect|image) )/;

/** The programs at which such a line can begin. */
const asking: ReadonlySet<string> = new Set(
  'grep egrep fgrep which type hash cmp diff pgrep getent id command git docker crane regctl skopeo'.split(' '),
);

/** Whether the status of a command is an answer and not a success or a failure. */
export const isQuestion = (words: readonly Text[]): boolean =>
  asking.has(programName(words[0])) && questions.test(words.map((word) => knownString(word) ?? '').join(' '));

/** Programs whose output follows from their arguments, their input and the files they name. */
const filters: ReadonlySet<string> = new Set(
  'awk basename cat cut dirname egrep expr fgrep grep gsub head jq md5sum mawk gawk rev sed seq sha1sum sha256sum sort tac tail tr uniq wc xmllint yq'.split(
    ' ',
  ),
);

/** Questions about the history of the checkout. Source: git(1). */
const gitQuestions: ReadonlySet<string> = new Set([
  'rev-parse',
  'describe',
  'log',
  'show',
  'rev-list',
  'ls-files',
  'ls-tree',
]);

/**
 * Whether a command prints the same wherever it runs in the pipeline: a question to git, or a filter whose files all
 * lie in the repository and were not written by the script.
 */
export function isRepeatable(shell: Shell, words: readonly Text[]): boolean {
  const name = programName(words[0]);
  if (name !== 'git' && name !== 'node' && !filters.has(name)) return false;
  const args = words.slice(1);
  if (name === 'git')
    return gitQuestions.has(args.map((word) => knownString(word) ?? '').find((word) => /^[a-z]/.test(word)) ?? '');
  if (name === 'node')
    return /^-[pe]$/.test(args[0] === undefined ? '' : (knownString(args[0]) ?? '')) && namedFilesAreOurs(shell, words);
  return filesAreOurs(shell, args);
}

/** Whether every argument that may name a file names one of the repository, as far as it is not a pattern or a program. */
function filesAreOurs(shell: Shell, args: readonly Text[]): boolean {
  const words = args.filter((word) => !(knownString(word)?.startsWith('-') ?? false));
  return words.every((word) => isOurFile(shell, word) || !mayBeFile(shell, word));
}

const looksLikeFile = (word: Text): boolean => {
  const known = knownString(word);
  return known === undefined
    ? holesOf(word).length > 0
    : /^[\w./~-]*[./][\w.-]+$/.test(known) && !/^\.[\w.[\]]*$/.test(known);
};

function mayBeFile(shell: Shell, word: Text): boolean {
  return (
    looksLikeFile(word) || lookUp(shell.state.files, textKey(fromCheckout(shell.state.directory, word))) !== undefined
  );
}

function isOurFile(shell: Shell, word: Text): boolean {
  const path = fromCheckout(shell.state.directory, word);
  if (lookUp(shell.state.files, textKey(path)) !== undefined) return false;
  const known = knownString(path);
  return known !== undefined && shell.input.readFile?.(known) !== undefined;
}

/** `node -p "require('./package.json').version"`. */
function namedFilesAreOurs(shell: Shell, words: readonly Text[]): boolean {
  const code = words.map((word) => knownString(word) ?? '').join(' ');
  const named = [...code.matchAll(/require\(['"]([^'"]+)['"]\)/g)].map((match) => match[1] ?? '');
  return (
    named.length > 0 &&
    named.every((path) => isOurFile(shell, { parts: [path], span: words[0]?.span ?? shell.input.place }))
  );
}
