import { noDefaultAttestations, whyVariableFails } from '../../facts/attestation-variable.ts';
import { attestsByDefault, type BuilderDriver, type EngineStore } from '../../facts/attestations.ts';
import type { AttestationOptOut, IndexOutcome, JobCommand } from '../../model/index.ts';
import { all, any, knownString, no, not, showText, type Truth, unknown, yes } from '../../value/index.ts';
import type { ReadFlags } from '../flags.ts';
import { type AttestationFlag, asksForAttestations, attestationFlags } from './attestation-flags.ts';
import { toolVariable } from './environment.ts';
import type { Scene } from './image-event.ts';
import { strayOptOuts } from './stray-opt-outs.ts';
import { causesIn } from './written-parts.ts';

/** What decides about attestations of a Docker build. */
export interface DockerBuilder {
  readonly driver: BuilderDriver;
  readonly store: EngineStore;
  readonly buildxVersion: string | undefined;
}

/** Whether a Docker build of one platform ends as an index, and what is set against it. */
export function dockerIndex(scene: Scene, flags: ReadFlags, builder: DockerBuilder): IndexOutcome {
  const found = attestationFlags(flags);
  const asks = asksForAttestations(found, flags.openTo);
  const version = builder.buildxVersion;
  const byDefault = attestsByDefault({
    tool: 'docker',
    driver: builder.driver,
    store: builder.store,
    ...(version === undefined ? {} : { buildxVersion: version }),
  });
  const optOuts = [
    ...flagOptOuts(found, builder),
    ...variableOptOuts(scene.command, builder, asks),
    ...strayOptOuts(scene),
  ];
  if (builder.driver.is === 'classic') return { ...byDefault, optOuts };
  const variable = toolVariable(scene.command, noDefaultAttestations);
  const hiding = variable.is === 'unknown' ? [unknown(...variable.causes)] : [];
  const stopped = any([...optOuts.map(({ effective }) => effective), ...hiding]);
  const truth = any([asks, all([byDefault.truth, not(stopped)])]);
  return { truth, because: because(found, asks, stopped, byDefault.because), optOuts };
}

function because(found: readonly AttestationFlag[], asks: Truth, stopped: Truth, byDefault: string): string {
  const asking = found.find((flag) => flag.asks.is === 'yes');
  if (asks.is === 'yes' && asking !== undefined) {
    return `\`${asking.flag} ${showText(asking.value)}\` asks for attestations`;
  }
  return stopped.is === 'yes' ? 'its attestations are turned off' : byDefault;
}

/** `--provenance=false` and its long form. It ends default provenance whatever else is asked for. */
function flagOptOuts(found: readonly AttestationFlag[], { driver }: DockerBuilder): readonly AttestationOptOut[] {
  return found
    .filter(({ asks, kind }) => asks.is === 'no' && kind !== 'sbom')
    .map(({ flag, value, span }) => ({
      written: writtenAt(span) || `${flag}=${showText(value)}`,
      span,
      effective: driver.is === 'classic' ? no : yes,
      because: driver.is === 'classic' ? 'the classic builder does not have the flag' : '',
    }));
}

const writtenAt = ({ file, start, end }: AttestationOptOut['span']): string =>
  /^--[\w-]+[= ]\S+$/.exec(file.text.slice(start, end))?.[0] ?? '';

/** The variable in the command's own environment. */
function variableOptOuts(command: JobCommand, builder: DockerBuilder, asks: Truth): readonly AttestationOptOut[] {
  const field = toolVariable(command, noDefaultAttestations);
  if (field.is === 'unset') return [];
  if (field.is === 'unknown') return [];
  const value = knownString(field.value);
  const written = `${noDefaultAttestations}=${showText(field.value)}`;
  const { span } = field.value;
  if (value === undefined) return [{ written, span, effective: unknown(...causesIn(field.value)), because: '' }];
  const why = whyVariableFails(value, builder.buildxVersion) || (asks.is === 'yes' ? asked : '');
  return [{ written, span, effective: why === '' ? yes : no, because: why }];
}

const asked = 'it only removes the default attestations, and a flag of the build asks for some';
