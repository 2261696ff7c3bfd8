import { noDefaultAttestations, optOutRemedy, whyVariableFails } from '../../facts/attestation-variable.ts';
import { attestsByDefault, type BuilderDriver, type EngineStore, type Explained } from '../../facts/attestations.ts';
import { parseGoBool } from '../../facts/go-bool.ts';
import type { AttestationOptOut, IndexOutcome, JobCommand } from '../../model/index.ts';
import { sourceText } from '../../source/source-file.ts';
import {
  all,
  any,
  causesIn,
  known,
  knownString,
  no,
  not,
  showText,
  type Truth,
  unknown,
  yes,
} from '../../value/index.ts';
import type { ReadFlags } from '../flags.ts';
import { overruledVariable, whyActionAttests, writtenInput } from './action-attests.ts';
import { type AttestationFlag, asksForAttestations, attestationFlags } from './attestation-flags.ts';
import { toolVariable } from './environment.ts';
import type { Scene } from './image-event.ts';
import { strayOptOuts } from './stray-opt-outs.ts';

/** What decides about attestations of a Docker build. */
export interface DockerBuilder {
  readonly driver: BuilderDriver;
  readonly store: EngineStore;
  readonly buildxVersion: string | undefined;
  /** Whether the build itself pushes, rather than to load the image into the Engine or to write a file. */
  readonly pushes: Truth;
}

/**
 * Whether a Docker build of one platform ends as an index, and what is set against it. Where the author has turned attestations
 * off, arguments that are not seen are not believed to ask for some.
 */
export function dockerIndex(scene: Scene, flags: ReadFlags, builder: DockerBuilder): IndexOutcome {
  const found = attestationFlags(flags);
  const asks = asksForAttestations(found, flags.openTo);
  const byDefault = outcomeByDefault(scene.command, builder);
  // A flag about provenance takes the place of the default, whatever it says, and buildx does not ask the variable.
  const hasProvenance = found.some(({ kind }) => kind === 'provenance');
  const optOuts = [
    ...flagOptOuts(scene.command, found, builder),
    ...(hasProvenance ? [] : variableOptOuts(scene.command, builder, asks)),
    ...strayOptOuts(scene),
  ];
  if (builder.driver.is === 'classic') return { ...byDefault, optOuts };
  const variable = toolVariable(scene.command, noDefaultAttestations);
  const hiding = [...(variable.is === 'unknown' ? variable.causes : []), ...flags.openTo];
  const stopped = any([
    ...optOuts.map(({ effective }) => effective),
    known(hasProvenance),
    ...(hiding.length > 0 ? [unknown(...hiding)] : []),
  ]);
  const byAuthor = stopped.is === 'yes' ? any(found.map(({ asks: own }) => own)) : asks;
  const truth = any([byAuthor, all([byDefault.truth, not(stopped)])]);
  const asking = found.find((flag) => flag.asks.is === 'yes');
  if (asking === undefined)
    return { truth, because: whyPerhaps(scene.command, { found, stopped }) ?? byDefault.because, optOuts };
  const because = `\`${writtenFlag(scene.command, asking)}\` asks for attestations`;
  return { truth, because, asked: asking.span, optOuts };
}

/** Why the answer may be "yes" although the defaults do not count: a flag whose value is not known. */
function whyPerhaps(
  command: JobCommand,
  { found, stopped }: { readonly found: readonly AttestationFlag[]; readonly stopped: Truth },
): string | undefined {
  const doubtful = found.find(({ asks }) => asks.is === 'unknown');
  if (doubtful !== undefined) return `\`${writtenFlag(command, doubtful)}\` may ask for attestations`;
  return stopped.is === 'yes' ? 'its attestations are turned off' : undefined;
}

/**
 * What happens without a word about attestations. Default provenance is for images that BuildKit pushes or puts into
 * the Engine's own store, not for those that it writes to a file or loads from one.
 *
 * Source: buildx build/opt.go (`mode=min,inline-only=true`); buildkit exporter/containerimage/writer.go.
 */
function outcomeByDefault(command: JobCommand, { driver, store, buildxVersion, pushes }: DockerBuilder): Explained {
  const version = buildxVersion === undefined ? {} : { buildxVersion };
  const { truth, because: byBuildx } = attestsByDefault({ tool: 'docker', driver, store, ...version });
  const because = (truth.is === 'no' || driver.is === 'docker' ? undefined : whyActionAttests(command)) ?? byBuildx;
  return { truth: driver.is === 'docker' ? truth : all([truth, pushes]), because };
}

/** `--provenance=false` and its long form. It ends default provenance whatever else is asked for. */
function flagOptOuts(
  command: JobCommand,
  found: readonly AttestationFlag[],
  { driver }: DockerBuilder,
): readonly AttestationOptOut[] {
  const isKnown = driver.is !== 'classic';
  return found
    .filter(({ kind, asks }) => kind === 'provenance' && asks.is === 'no')
    .map((flag) => ({
      written: writtenFlag(command, flag),
      span: flag.span,
      effective: isKnown ? yes : no,
      because: isKnown ? '' : 'the classic builder does not have the flag',
      endsBuild: !isKnown,
      remedy: isKnown ? '' : 'drop the flag, or `DOCKER_BUILDKIT=0`',
    }));
}

const writtenFlag = (command: JobCommand, flag: AttestationFlag): string =>
  writtenInput(command, flag.span) ?? (writtenAt(flag.span) || shownFlag(flag));

/** An attestation as written: a flag of the command, or an entry of a bake file. */
const shownFlag = ({ flag, value, span }: AttestationFlag): string =>
  flag === '--attest' && sourceText(span) === showText(value) ? showText(value) : `${flag}=${showText(value)}`;

const writtenAt = (span: AttestationOptOut['span']): string => /^--[\w-]+[= ]\S+$/.exec(sourceText(span))?.[0] ?? '';

/** The variable in the command's own environment. */
function variableOptOuts(command: JobCommand, builder: DockerBuilder, asks: Truth): readonly AttestationOptOut[] {
  const field = toolVariable(command, noDefaultAttestations);
  if (field.is === 'unset') return [];
  if (field.is === 'unknown') return [];
  const value = knownString(field.value);
  const written = `${noDefaultAttestations}=${showText(field.value)}`;
  const { span } = field.value;
  const overruled = overruledVariable(command, written, span);
  if (overruled !== undefined) return [overruled];
  const shared = { written, span, endsBuild: false, remedy: optOutRemedy(command.action !== undefined) };
  if (value === undefined) return [{ ...shared, effective: unknown(...causesIn(field.value)), because: mayBeOther }];
  const why = whyVariableFails(value, builder.buildxVersion);
  if (why !== '') return [{ ...shared, effective: no, because: why, endsBuild: parseGoBool(value) === undefined }];
  if (asks.is === 'yes') return [{ ...shared, effective: no, because: asked, remedy: 'take out that flag' }];
  return [{ ...shared, effective: yes, because: '', remedy: '' }];
}

const mayBeOther = 'Go does not read its value as true';
const asked = 'it only removes the default attestations, and a flag of the build asks for some';
