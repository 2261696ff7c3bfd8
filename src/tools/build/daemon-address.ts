import type { JobService } from '../../model/index.ts';
import {
  any,
  causesIn,
  type Field,
  known,
  knownString,
  not,
  orElse,
  type Text,
  type Truth,
  unknown,
} from '../../value/index.ts';
import { literalHead } from '../word-parts.ts';
import { toolVariable } from './environment.ts';
import type { Scene } from './image-event.ts';

/**
 * Whether the daemon that builds for `buildctl` is on another machine than the job, by its address. Nobody can tell from here which
 * one that is, or whether it hands the platforms to several. A service of the job is on the job's machine.
 *
 * Source: buildkit cmd/buildctl/main.go (`--addr`, `BUILDKIT_HOST`, the socket by default), client/connhelper.
 */
export function isBuiltElsewhere({ command, invocation }: Scene, flag: Field<Text>): Truth {
  const address = orElse(flag, toolVariable(command, 'BUILDKIT_HOST'));
  if (invocation.program !== 'buildctl' || address.is === 'unset') return known(false);
  if (address.is === 'unknown') return unknown(...address.causes);
  const head = literalHead(address.value);
  if (head === '') return unknown(...causesIn(address.value));
  if (!/^(?:tcp|kube-pod|ssh):\/\/(?!localhost\b|127\.|\[::1\]|0\.0\.0\.0)/.test(head)) return known(false);
  const host = /^[\w-]+:\/\/([^:/]*)/.exec(head)?.[1] ?? '';
  const { items, openTo } = command.job.services;
  return not(
    any([...items.map((service) => isNamed(service, host)), ...(openTo.length > 0 ? [unknown(...openTo)] : [])]),
  );
}

/** Source: docs.gitlab.com/ci/services/#accessing-the-services (the alias, or the image with `-` or `__` for each slash). */
function isNamed({ alias, reference }: JobService, host: string): Truth {
  if (alias.is === 'unknown') return unknown(...alias.causes);
  const written = knownString(alias.is === 'set' ? alias.value : reference);
  if (written === undefined) return unknown(...causesIn(alias.is === 'set' ? alias.value : reference));
  if (alias.is === 'set') return known(written.split(/[ ,]+/).includes(host));
  const path = written.replace(/[:@].*$/, '');
  return known([path.replaceAll('/', '-'), path.replaceAll('/', '__')].includes(host));
}
