import type { ActionUse } from '../../model/index.ts';
import { joinTexts, knownString, literal, type Text } from '../../value/index.ts';
import { inputList, inputText, placeOf } from '../inputs.ts';
import { flagged } from '../words.ts';

/**
 * The attestations that the inputs of a build ask for: `provenance` and `sbom`, which stand in front of those of `attests`.
 *
 * Source: docker/build-push-action src/context.ts getAttestArgs; docker/actions-toolkit src/buildx/build.ts getProvenanceInput,
 * resolveAttestationAttrs.
 */
export function attestationsOf(use: ActionUse): readonly Text[] {
  const provenance = attestation(use, 'provenance');
  const sbom = attestation(use, 'sbom');
  const others = inputList(use, 'attests', { commas: false }).filter((attest) => {
    const type = /(?:^|,)type=(\w+)/.exec(knownString(attest) ?? '')?.[1];
    return !(type === 'provenance' && provenance !== undefined) && !(type === 'sbom' && sbom !== undefined);
  });
  const asked = [provenance, sbom].flatMap((value) => (value === undefined ? [] : [value]));
  return [...asked, ...others].flatMap((value) => flagged('--attest', value));
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
