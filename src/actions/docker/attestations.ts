import { refusesProvenance } from '../../facts/action-attestations.ts';
import { type ActionUse, actionVersion } from '../../model/index.ts';
import { joinTexts, knownString, literal, type Text } from '../../value/index.ts';
import { inputList, inputText, inputTruth, placeOf } from '../inputs.ts';
import { flagged, word } from '../words.ts';

/**
 * The attestations that the inputs of a build ask for: `provenance` and `sbom`, which stand in front of those of `attests`.
 *
 * Source: docker/build-push-action src/context.ts getAttestArgs; docker/actions-toolkit src/buildx/build.ts getProvenanceInput,
 * resolveAttestationAttrs.
 */
export function attestationsOf(use: ActionUse): readonly Text[] {
  const provenance = attestation(use, 'provenance') ?? refusal(use);
  const sbom = attestation(use, 'sbom');
  const others = inputList(use, 'attests', { commas: false }).filter((attest) => {
    const type = /(?:^|,)type=(\w+)/.exec(knownString(attest) ?? '')?.[1];
    return !(type === 'provenance' && provenance !== undefined) && !(type === 'sbom' && sbom !== undefined);
  });
  const asked = [provenance, sbom].flatMap((value) => (value === undefined ? [] : [value]));
  return [...asked, ...others].flatMap((value) => flagged('--attest', value));
}

/** What some releases say where nobody asks, unless the image goes into the Engine. */
function refusal(use: ActionUse): Text | undefined {
  const release = actionVersion(use);
  const isRefused = release.is === 'set' && refusesProvenance(use.action, release.value);
  return isRefused && inputTruth(use, 'load', false).is === 'no'
    ? word('type=provenance,disabled=true', use)
    : undefined;
}

/** An input as the attestation that it asks for: `type=provenance,mode=max`, `type=sbom,disabled=true`. */
export function attestation(use: ActionUse, name: 'provenance' | 'sbom'): Text | undefined {
  const input = inputText(use, name);
  if (input === undefined) return undefined;
  const at = placeOf(use, name);
  const written = knownString(input);
  if (written !== undefined && /^(?:true|True|TRUE)$/.test(written)) return literal(`type=${name}`, at);
  if (written !== undefined && /^(?:false|False|FALSE)$/.test(written))
    return literal(`type=${name},disabled=true`, at);
  return joinTexts([literal(`type=${name},`, at), input], at);
}
