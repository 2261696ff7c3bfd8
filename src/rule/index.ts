/** Everything a rule may use: the kit, the model and its questions, the values that know what they do not know. */

export { officialForAll } from '../facts/arch-images.ts';
export { neutralFile, outputFolder } from '../facts/build-output.ts';
export { dockerRefusal, isRefusedBySome, type Refusal, refusesOldClients } from '../facts/docker-api.ts';
export type { DockerfileFeature, FeatureRow } from '../facts/dockerfile-features.ts';
export type { PlatformArgs } from '../facts/dockerfile-readers.ts';
export { parseGoDuration } from '../facts/go-duration.ts';
export { twinOfLabel } from '../facts/hosted-runners.ts';
export { writesVariant } from '../facts/image-variant.ts';
export { foreignPlatform, listedVariants } from '../facts/listed-platforms.ts';
export { isMovingOfficialImage } from '../facts/official-images.ts';
export { type OutdatedAction, outdatedAction } from '../facts/outdated-actions.ts';
export {
  type AbandonedTool,
  abandonedCommand,
  abandonedImage,
  type OutdatedReleases,
  outdatedRelease,
} from '../facts/outdated-tools.ts';
export { type ImageVersion, type ToolImage, toolImageOf } from '../facts/tool-images.ts';
export { toolNames } from '../facts/tool-names.ts';
export { type DeprecatedOption, deprecatedOptions, experimentalCliSince } from '../facts/tool-options.ts';
export { addsLatest } from '../facts/untagged-target.ts';
export { isAtLeast } from '../facts/version.ts';
export * from '../model/index.ts';
export * from '../oci/index.ts';
export { type Position, type SourceFile, type Span, sourceText } from '../source/source-file.ts';
export * from '../value/index.ts';
export * from './action-pin.ts';
export * from './arch-tags.ts';
export * from './arch-variable.ts';
export * from './artifact-problems.ts';
export * from './at-home.ts';
export { optOutsOf } from './attestation-opt-outs.ts';
export * from './build-arg-fix.ts';
export * from './built-here.ts';
export * from './dockerfile-features.ts';
export * from './dockerfile-reader.ts';
export * from './drop-flag.ts';
export * from './fix.ts';
export * from './foreign-bases.ts';
export * from './foreign-words.ts';
export { goTargetFix } from './go-target-fix.ts';
export * from './hard-coded-words.ts';
export { installedIn } from './installed-files.ts';
export * from './job-fixes.ts';
export * from './lent-machine.ts';
export * from './lost-outputs.ts';
export * from './lost-values.ts';
export { machinePrograms } from './machine-programs.ts';
export { takenFiles } from './made-files.ts';
export * from './merge-job.ts';
export * from './native-assumptions.ts';
export * from './policy-builder.ts';
export * from './registry-cleanup.ts';
export { isLoginFor } from './registry-host.ts';
export {
  hasBuiltInHelper,
  isLoggedIn,
  loginElsewhere,
  ownLogins,
  type RegistryUpload,
  registryUploads,
  type UploadTool,
} from './registry-upload.ts';
export * from './rule.ts';
export * from './shared-cache-mounts.ts';
export * from './show.ts';
export * from './subject.ts';
export * from './surprises.ts';
export * from './target-arch-fix.ts';
export * from './token-permissions.ts';
export * from './tool-image-uses.ts';
export * from './unread-logins.ts';
export * from './unswallow.ts';
export * from './written.ts';
