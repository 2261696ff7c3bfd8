import { type ShellCommand } from '../model/index.ts';
import { knownString } from '../value/index.ts';

/** Programs that write to the runner's files only where the script sends their output there. */
const quiet: ReadonlySet<string> = new Set(
  [
    ': [ awk basename break cat cd chmod command continue cp curl cut date declare dirname docker echo egrep exit export',
    'expr false fgrep find git grep head jq local ls mkdir mv openssl printf pwd read readlink readonly realpath return rm',
    'sed set sha256sum shift sleep sort sudo tail tee test touch tr true uname uniq unset wc wget xargs yq skopeo crane',
  ].flatMap((line) => line.split(' ')),
);

/** Whether a command sets no output of its step by itself. */
export const setsNothing = ({ program }: ShellCommand): boolean =>
  quiet.has(knownString(program)?.replace(/^.*\/(?=[^/]+$)/, '') ?? '');
