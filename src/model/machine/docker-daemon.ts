import { parseReference } from '../../oci/index.ts';
import {
  causesIn,
  holesOf,
  known,
  knownString,
  showText,
  someItem,
  type Text,
  type Truth,
  unknown,
} from '../../value/index.ts';
import type { Job, JobService } from '../pipeline/job.ts';

/**
 * Whether a service is a Docker daemon (Docker-in-Docker). A plain `docker:28` is one, because it is the image of
 * `docker:28-dind`; `docker:28-cli` is not. A name that hides behind a variable is taken for another service unless the
 * variable or the alias speaks of Docker.
 *
 * Source: the tag list of docker-library/docker.
 */
export function isDockerDaemon({ reference, alias }: JobService): Truth {
  const { name, tag } = parseReference(reference);
  const repository = lastComponent(name);
  const label = tag.is === 'set' ? tag.value : undefined;
  if (saysDind(repository) || (label !== undefined && saysDind(literals(label)))) return known(true);
  if (repository === 'docker') return isDaemonTag(label);
  const isHidden = typeof name.parts.at(-1) !== 'string' && name.parts.length > 0;
  const asDocker = alias.is === 'set' && knownString(alias.value) === 'docker';
  return isHidden && (asDocker || /dind|docker/i.test(showText(reference))) ? hiddenIn(reference) : known(false);
}

/** Whether a job has a Docker daemon beside it. */
export const hasDockerDaemon = (job: Job): Truth => someItem(job.services, isDockerDaemon);

const saysDind = (words: string): boolean => /(?:^|[^a-z])dind(?:$|[^a-z])/i.test(words);

const isDaemonTag = (tag: Text | undefined): Truth =>
  tag === undefined || holesOf(tag).length === 0
    ? known(!/(?:^|-)(?:cli|git|windowsservercore)(?:$|-)/.test(tag === undefined ? '' : showText(tag)))
    : hiddenIn(tag);

/** The literals of a text, with a gap for every hole. */
const literals = ({ parts }: Text): string => parts.map((part) => (typeof part === 'string' ? part : '\0')).join('');

/** What stands behind the last slash of a name; a hole in front of a slash is a registry. */
const lastComponent = (name: Text): string => literals(name).split('/').at(-1) ?? '';

const hiddenIn = (text: Text): Truth => unknown(...causesIn(text));
