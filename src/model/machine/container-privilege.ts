import { causesIn, known, knownString, someItem, type Truth, unknown, yes } from '../../value/index.ts';
import type { ContainerOption } from '../command/container-command.ts';
import type { JobImage } from '../pipeline/job.ts';

/** The container of a job of GitHub, or one beside it, with what it is started with. */
type Container = Pick<JobImage, 'options'>;

/** Whether a job of GitHub starts a container with `--privileged`. */
export const isStartedPrivileged = ({ options }: Container): Truth =>
  options === undefined ? known(false) : someItem(options, isPrivileged);

function isPrivileged({ name, value }: ContainerOption): Truth {
  if (name !== '--privileged') return known(false);
  if (value === undefined) return yes;
  const written = knownString(value);
  return written === undefined ? unknown(...causesIn(value)) : known(/^(?:true|1|t)$/i.test(written));
}

/** Whether some value of an option, by any of its names, begins with a word: `--device /dev/fuse`. */
export const isStartedWith = ({ options }: Container, names: readonly string[], beginning: string): Truth =>
  options === undefined
    ? known(false)
    : someItem(options, ({ name, value }) => {
        if (!names.includes(name) || value === undefined) return known(false);
        const [first] = value.parts;
        return typeof first === 'string' ? known(first.startsWith(beginning)) : unknown(...causesIn(value));
      });
