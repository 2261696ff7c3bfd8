import type { BuilderDriver } from '../../facts/attestations.ts';
import { isOfficialImage } from '../../facts/official-images.ts';
import { isVersion } from '../../facts/version.ts';
import { hostedMachineOf, type Job, type JobCommand, type ToolVersion } from '../../model/index.ts';
import {
  all,
  areAmong,
  type Cause,
  causesIn,
  type Field,
  hidden,
  knownString,
  no,
  set,
  type Text,
  type Truth,
  unknown,
  yes,
} from '../../value/index.ts';
import { textKey } from '../../value/text.ts';
import type { ReadFlags } from '../flags.ts';
import { literalHead } from '../word-parts.ts';
import { builderFlags } from './builder-flags.ts';

/** A builder of buildx. */
export interface Builder {
  readonly driver: BuilderDriver;
  /** Whether several machines share it. */
  readonly isSpread: Truth;
  /** Where it is told to run an image other than moby/buildkit. */
  readonly customImage?: Cause;
}

/** The builders of a job between two of its commands. */
export interface Builders {
  readonly named: ReadonlyMap<string, Builder>;
  /** The one that `docker buildx build` uses. */
  readonly current: Field<Builder>;
  /** Where it may be one that a step under a condition has made: that one, and what hides whether it has. */
  readonly madeIf?: { readonly builder: Builder; readonly causes: readonly Cause[] };
  /** Whether `docker buildx install` made it that of plain `docker build` as well. */
  readonly isInstalled: boolean;
  /** The release of buildx that an action has put in the place of the machine's own. */
  readonly buildx?: ToolVersion;
}

/** The builder that every Docker context has: the Engine's own. */
export const engineBuilder: Builder = { driver: { is: 'docker' }, isSpread: no };

/**
 * The builders before the first command of a job: the Engine's own. Official images and GitHub's own machines bring no other; an
 * image of somebody's making and a machine without one may have a builder set up and in use, which several machines may share.
 */
export function buildersAtStart(job: Job): Builders {
  const { image, definition } = job;
  const isBare =
    image.is === 'set' ? isOfficialImage(image.value.reference) : hostedMachineOf(job)?.lender === 'GitHub';
  const because = `${image.is === 'set' ? 'the image' : 'the machine'} may come with a builder that several machines share`;
  const at = image.is === 'set' ? image.value.span : definition.span;
  const isSpread = isBare ? no : unknown({ kind: 'runner', because, at });
  return { named: new Map(), current: set({ ...engineBuilder, isSpread }), isInstalled: false };
}

/**
 * The builders after a command.
 *
 * Source: docs.docker.com/reference/cli/docker/buildx/create, /use, /install.
 */
export function buildersAfter(builders: Builders, command: JobCommand): Builders {
  const read = builderFlags(command);
  switch (read?.does) {
    case 'buildx create':
      return { ...afterCreate(builders, read.flags, command), ...buildxOf(command) };
    case 'buildx use':
      return { ...builders, current: used(builders, read.flags, command) };
    case 'buildx install':
      return { ...builders, isInstalled: true };
    case undefined:
      return builders;
  }
}

/** The input `version` of docker/setup-buildx-action; its newest release has a name of its own. */
function buildxOf({ action }: JobCommand): Pick<Builders, 'buildx'> {
  const input = action?.inputs.get('version');
  const written = input === undefined ? undefined : knownString(input.value)?.trim();
  if (input === undefined || written === undefined) return {};
  const { span } = input;
  if (written === 'latest') return { buildx: { is: 'newest', variant: '', span } };
  return isVersion(written) ? { buildx: { is: 'exact', version: written.replace(/^v/, ''), variant: '', span } } : {};
}

/**
 * The builder in use for a command that names none. What hides whether a builder has been made may hide whether the command runs,
 * too: then the one is there for the other.
 */
export function currentBuilder({ current, madeIf }: Builders, { runs }: JobCommand): Field<Builder> {
  if (current.is !== 'unknown' || runs.is !== 'unknown' || madeIf === undefined) return current;
  return areAmong(madeIf.causes, runs.causes) ? set(madeIf.builder) : current;
}

/** The builder by a name that `--builder` or `BUILDX_BUILDER` gives. */
export function namedBuilder({ named }: Builders, name: Text): Field<Builder> {
  const builder = named.get(textKey(name));
  if (builder !== undefined) return set(builder);
  const written = knownString(name);
  if (written === 'default') return set(engineBuilder);
  const because = `the builder \`${written ?? 'named here'}\` is made out of sight`;
  return hidden(...causesIn(name), { kind: 'indirection', because, at: name.span });
}

function afterCreate(before: Builders, flags: ReadFlags, { runs, action }: JobCommand): Builders {
  const { madeIf: _, ...builders } = before;
  const name = flags.flag('--name');
  const created = createdBy(flags);
  const named = new Map(builders.named);
  const existing = name.is === 'set' ? named.get(textKey(name.value)) : undefined;
  const isAppended = flags.isOn('--append').is === 'yes';
  const builder: Builder = isAppended ? { ...(existing ?? created), isSpread: yes } : created;
  if (name.is === 'set') named.set(textKey(name.value), builder);
  const uses = flags.isOn('--use');
  if (uses.is === 'no') {
    // Nodes that are appended to the builder in use change it.
    const isCurrent = existing !== undefined && builders.current.is === 'set' && builders.current.value === existing;
    return { ...before, named, current: isCurrent ? set(builder) : builders.current };
  }
  // A script that makes a builder with a name only if there is none has it in any case.
  const isThere = name.is === 'set' && action === undefined;
  const isSure = isThere ? uses : all([uses, runs]);
  if (isSure.is !== 'unknown') return { ...builders, named, current: set(builder) };
  const madeIf = uses.is === 'yes' ? { madeIf: { builder, causes: isSure.causes } } : {};
  return { ...builders, named, current: hidden(...isSure.causes), ...madeIf };
}

function used(builders: Builders, flags: ReadFlags, { runs }: JobCommand): Field<Builder> {
  const name = flags.operand(0);
  if (name.is === 'unset') return builders.current;
  const builder = name.is === 'set' ? namedBuilder(builders, name.value) : name;
  return runs.is === 'unknown' && builder.is === 'set' && builders.current.is !== 'set'
    ? hidden(...runs.causes)
    : builder;
}

function createdBy(flags: ReadFlags): Builder {
  const driver = driverOf(flags.flag('--driver'));
  const isSpread: Truth = driver.is === 'cloud' || driver.is === 'remote' ? yes : no;
  const customImage = flags
    .flags('--driver-opt')
    .items.flatMap(({ value, span }) => customImageOf(value, span))
    .at(-1);
  return {
    driver,
    isSpread: driver.is === 'unknown' ? unknown(...driver.causes) : isSpread,
    ...(customImage && { customImage }),
  };
}

const drivers = ['docker', 'docker-container', 'kubernetes', 'remote', 'cloud'] as const;

function driverOf(written: Field<Text>): BuilderDriver {
  if (written.is === 'unknown') return written;
  if (written.is === 'unset') return { is: 'docker-container' };
  const name = knownString(written.value);
  const driver = drivers.find((known) => known === name);
  if (driver !== undefined) return { is: driver };
  if (name === undefined) return { is: 'unknown', causes: causesIn(written.value) };
  const because = `\`${name}\` is no driver that is known here`;
  return { is: 'unknown', causes: [{ kind: 'variable', because, at: written.value.span }] };
}

function customImageOf(option: Text, at: Text['span']): readonly Cause[] {
  const head = literalHead(option);
  if (!head.startsWith('image=') || /(?:^|\/)moby\/buildkit(?::|$|,)/.test(head.slice('image='.length))) return [];
  return [{ kind: 'runner', because: 'the builder runs an image of its own, whose emulators are not known', at }];
}
