import {
  type Cause,
  causesIn,
  type Field,
  hidden,
  knownString,
  type OpenList,
  onceFor,
  open,
  set,
  sliceText,
  type Text,
  unset,
} from '../../value/index.ts';
import type { JobCommand } from './shell-command.ts';

/** A command that starts a container: `docker run`, `podman create` and their like. */
export interface ContainerCommand {
  readonly command: JobCommand;
  /** The options in front of the image; those behind it are the container's own. */
  readonly options: readonly ContainerOption[];
  /** The image; unset if no word can be it, unknown if words are out of sight. */
  readonly image: Field<Text>;
  /** The words behind the image; if that is unknown, all words behind the options. */
  readonly inner: readonly Text[];
}

/** One option: `--privileged`, `-v a:b`, `--cap-add=ALL`. */
export interface ContainerOption {
  /** With its dashes. */
  readonly name: string;
  /** Absent for an option that stands alone. */
  readonly value?: Text;
  /** The word that names it. */
  readonly word: Text;
}

/**
 * Reads a command as one that starts a container; `undefined` if it is none.
 *
 * Source: docs.docker.com/reference/cli/docker/container/run; podman-run(1); nerdctl's command reference.
 */
export function containerCommand(command: JobCommand): ContainerCommand | undefined {
  const program = knownString(command.program);
  return program !== undefined && engines.test(program) ? readContainer(command) : undefined;
}

const readContainer = onceFor((command: JobCommand): ContainerCommand | undefined => {
  const { items, openTo } = command.args;
  const general = optionsFrom(items, 0, generalValues);
  const start = wordAt(items, general.end) === 'container' ? general.end + 1 : general.end;
  if (!starters.has(wordAt(items, start) ?? '')) return undefined;
  const { options, end } = optionsFrom(items, start + 1, runValues);
  const image = items[end];
  if (openTo.length > 0 && (image === undefined || isHidden(image))) {
    return { command, options, image: hidden(...openTo), inner: items.slice(end) };
  }
  return { command, options, image: image === undefined ? unset : set(image), inner: items.slice(end + 1) };
});

/**
 * The options among words that are handed to `docker create` as they are. A word that cannot be read may be some more of
 * them.
 */
export function containerOptions(words: readonly Text[]): OpenList<ContainerOption> {
  const found: ContainerOption[] = [];
  const causes: Cause[] = [];
  for (let start = 0; start < words.length; ) {
    const { options, end } = optionsFrom(words, start, runValues);
    const other = words[end];
    found.push(...options);
    if (other !== undefined) causes.push(...causesIn(other));
    start = end + 1;
  }
  return open(found, ...causes);
}

/** Options that are known. */
interface Options {
  readonly options: readonly ContainerOption[];
}

/** The values of an option, by any of its names. */
export const optionValues = ({ options }: Options, ...names: readonly string[]): readonly Text[] =>
  options.flatMap(({ name, value }) => (names.includes(name) && value !== undefined ? [value] : []));

/** The word that turns on a switch such as `--privileged`; `--privileged=false` does not count. */
export const hasOption = ({ options }: Options, name: string): Text | undefined =>
  options.find((option) => option.name === name && isOn(option))?.word;

const isOn = ({ value }: ContainerOption): boolean =>
  value === undefined || /^(?:true|1|t)$/i.test(knownString(value) ?? '');

const engines = /(?:^|\/)(?:docker|podman|nerdctl)$/;
const starters: ReadonlySet<string> = new Set(['run', 'create']);

const wordAt = (words: readonly Text[], index: number): string | undefined => {
  const word = words[index];
  return word === undefined ? undefined : knownString(word);
};

/** A word of which nothing is known, so that it may be several or none. */
const isHidden = ({ parts }: Text): boolean => parts.every((part) => typeof part !== 'string');

/** Options in front of `run` that take the next word. Source: docs.docker.com/reference/cli/docker. */
const generalValues: ReadonlySet<string> = new Set(
  '-H --host -c --context --config -l --log-level --tlscacert --tlscert --tlskey --root --url --connection -n --namespace'.split(
    ' ',
  ),
);

/** Options of `run` that take the next word. */
const runValues: ReadonlySet<string> = new Set(
  (
    '-a -c -e -h -l -m -p -u -v -w --add-host --annotation --arch --authfile --blkio-weight --cap-add --cap-drop --cgroup-parent ' +
    '--cgroupns --cidfile --cpu-period --cpu-quota --cpu-shares --cpus --cpuset-cpus --cpuset-mems --detach-keys --device ' +
    '--device-cgroup-rule --dns --dns-option --dns-search --domainname --entrypoint --env --env-file --expose --gpus --group-add ' +
    '--health-cmd --health-interval --health-retries --health-timeout --hostname --ip --ip6 --ipc --isolation --label --label-file ' +
    '--link --log-driver --log-opt --mac-address --memory --memory-reservation --memory-swap --mount --name --network --net ' +
    '--network-alias --net-alias --oom-score-adj --os --pid --pids-limit --platform --pod --publish --pull --restart --runtime --secret ' +
    '--security-opt --shm-size --stop-signal --stop-timeout --storage-opt --sysctl --tmpfs --ulimit --umask --user --userns --uts ' +
    '--volume --volume-driver --volumes-from --workdir'
  ).split(' '),
);

/** The options that stand in `words` from `start` on, and the index of the first word that is none. */
function optionsFrom(
  words: readonly Text[],
  start: number,
  takesValue: ReadonlySet<string>,
): { readonly options: readonly ContainerOption[]; readonly end: number } {
  const options: ContainerOption[] = [];
  let index = start;
  for (let word = words[index]; word !== undefined; word = words[index]) {
    const head = headOf(word);
    if (head === '--') return { options, end: index + 1 };
    if (!head.startsWith('-') || head === '-') break;
    const read = head.startsWith('--') ? [longOption(word, head)] : shortOptions(word, head, takesValue);
    const last = read.at(-1);
    const next = words[index + 1];
    const isSplit = last !== undefined && last.value === undefined && takesValue.has(last.name) && next !== undefined;
    options.push(...(isSplit ? [...read.slice(0, -1), { ...last, value: next }] : read));
    index += isSplit ? 2 : 1;
  }
  return { options, end: index };
}

/** The literal text with which a word begins. */
const headOf = ({ parts }: Text): string => (typeof parts[0] === 'string' ? parts[0] : '');

function longOption(word: Text, head: string): ContainerOption {
  const sign = head.indexOf('=');
  if (sign === -1) return { name: head, word };
  return { name: head.slice(0, sign), value: sliceText(word, sign + 1), word };
}

/** `-it` is two options, `-v/a:/b` one with its value, `-itv` three of which the last takes the next word. */
function shortOptions(word: Text, head: string, takesValue: ReadonlySet<string>): readonly ContainerOption[] {
  const options: ContainerOption[] = [];
  for (let at = 1; at < head.length; at += 1) {
    const name = `-${head.charAt(at)}`;
    const isLast = at === head.length - 1 && word.parts.length === 1;
    if (takesValue.has(name) && !isLast) {
      return [...options, { name, value: sliceText(word, head.charAt(at + 1) === '=' ? at + 2 : at + 1), word }];
    }
    options.push({ name, word });
  }
  return options;
}
