import { parseGoBool } from './go-bool.ts';
import { isAtLeast } from './version.ts';

/** The variable with which buildx leaves its default attestations away. */
export const noDefaultAttestations = 'BUILDX_NO_DEFAULT_ATTESTATIONS';

/** What turns the attestations of a build off for certain: of one that an action runs by its inputs, of others by flags. */
export const optOutRemedy = (isOfAction: boolean): string =>
  isOfAction
    ? `write \`provenance: false\` among the inputs of the step that builds, or \`${noDefaultAttestations}: "1"\` in its \`env\``
    : `write \`--provenance=false\` on the build, or \`${noDefaultAttestations}: "1"\` in the variables of its job`;

/**
 * Why a value of `BUILDX_NO_DEFAULT_ATTESTATIONS` does nothing: completes "has no effect, because …". Empty if it works.
 *
 * A value that Go does not read as a boolean ends the build: `invalid BUILDX_NO_DEFAULT_ATTESTATIONS`.
 *
 * Source: buildx build/opt.go since v0.10.4; pkg.go.dev/strconv#ParseBool.
 */
export function whyVariableFails(value: string, buildxVersion: string | undefined): string {
  const read = parseGoBool(value);
  if (read === undefined) return `buildx accepts only Go's booleans such as \`1\` and \`true\`, not \`${value}\``;
  if (!read) return `\`${value}\` means that the default attestations stay`;
  if (buildxVersion !== undefined && !isAtLeast(buildxVersion, '0.10.4')) {
    return `buildx reads it since 0.10.4, and this is ${buildxVersion}`;
  }
  return '';
}
