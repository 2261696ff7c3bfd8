import { type Field, hidden, knownString, set, type Text, unset } from '../value/index.ts';
import type { JobCommand } from './shell-command.ts';

/** A command that starts a container: `docker run`, `podman create` and their like. */
export interface ContainerCommand {
  readonly command: JobCommand;
  /** The words in front of the image. */
  readonly options: readonly Text[];
  /** The image; unset if no word can be it, unknown if words are out of sight. */
  readonly image: Field<Text>;
  /** The words behind the image. */
  readonly inner: readonly Text[];
}

const engines = /(?:^|\/)(?:docker|podman|nerdctl)$/;
const starters: ReadonlySet<string> = new Set(['run', 'create']);

/**
 * Options of `docker run` that take the next word as their value, as far as pipelines use them; those written with
 * `=` need no table. Source: docs.docker.com/reference/cli/docker/container/run.
 */
const takesValue: ReadonlySet<string> = new Set(
  (
    '-a -c -e -h -l -m -p -u -v -w --add-host --annotation --blkio-weight --cap-add --cap-drop --cgroupns --cidfile --cpus --device ' +
    '--dns --entrypoint --env --env-file --expose --gpus --group-add --health-cmd --hostname --init-path --ip --ipc --isolation ' +
    '--label --link --log-driver --log-opt --mac-address --memory --mount --name --network --net --network-alias --pid ' +
    '--platform --publish --pull --restart --runtime --security-opt --shm-size --stop-signal --storage-opt --sysctl --tmpfs ' +
    '--ulimit --user --userns --uts --volume --volume-driver --volumes-from --workdir'
  ).split(' '),
);

/** Reads a command as one that starts a container; `undefined` if it is none. */
export function containerCommand(command: JobCommand): ContainerCommand | undefined {
  const program = knownString(command.program);
  if (program === undefined || !engines.test(program)) return undefined;
  const words = command.args.items;
  const first = words[0] === undefined ? undefined : knownString(words[0]);
  const start = first === 'container' ? 1 : 0;
  const verb = words[start] === undefined ? undefined : knownString(words[start]);
  if (verb === undefined || !starters.has(verb)) return undefined;
  return split(command, words.slice(start + 1));
}

function split(command: JobCommand, words: readonly Text[]): ContainerCommand {
  let index = 0;
  for (let word = words[index]; word !== undefined; word = words[index]) {
    const written = knownString(word);
    const first = word.parts[0];
    if (typeof first !== 'string' || !first.startsWith('-')) break;
    index += written !== undefined && takesValue.has(written) ? 2 : 1;
  }
  const image = words[index];
  return {
    command,
    options: words.slice(0, index),
    image: image !== undefined ? set(image) : command.args.openTo.length > 0 ? hidden(...command.args.openTo) : unset,
    inner: words.slice(index + 1),
  };
}

/** The values of an option, written with a blank or with `=`. */
export function optionValues({ options }: ContainerCommand, ...names: readonly string[]): readonly Text[] {
  return options.flatMap((word, index): readonly Text[] => {
    const written = knownString(word);
    if (written !== undefined && names.includes(written))
      return options[index + 1] === undefined ? [] : [options[index + 1] ?? word];
    const [first, ...rest] = word.parts;
    const name = typeof first === 'string' ? names.find((one) => first.startsWith(`${one}=`)) : undefined;
    if (name === undefined || typeof first !== 'string') return [];
    return [{ parts: [first.slice(name.length + 1), ...rest], span: word.span }];
  });
}

/** An option without value, such as `--privileged`; `--privileged=false` does not count. */
export const hasOption = ({ options }: ContainerCommand, name: string): Text | undefined =>
  options.find((word) => {
    const written = knownString(word);
    return written === name || written === `${name}=true`;
  });
