import { type BuildStep, builtPlatforms, type Expectations } from '../model/index.ts';
import { archWordsIn, type Platform } from '../oci/index.ts';
import { joinTexts, literal, type Text } from '../value/index.ts';

/** What stands for the architecture in the name of an image family. */
export const archPlaceholder = 'ARCH';

/**
 * A reference with the words taken out that name a platform which its build makes: `app:1.2-arm64` of the arm64 job
 * and `app:1.2-amd64` of the amd64 job are one family, `app:1.2-ARCH`. Other architecture words stay: an image
 * that is named after a cross compiler's target is not one part of an image.
 */
export function familyOf(reference: Text, build: BuildStep, expectations: Expectations): Text {
  const platforms = builtPlatforms(build, expectations);
  const parts = reference.parts.flatMap((part): Text['parts'] =>
    typeof part === 'string' ? [withoutArch(part, platforms)] : [part],
  );
  return joinTexts([{ parts, span: reference.span }, literal('', reference.span)], reference.span);
}

function withoutArch(part: string, platforms: readonly Platform[]): string {
  return archWordsIn(part)
    .filter(({ platform }) => platforms.some(({ architecture }) => architecture === platform.architecture))
    .reduceRight((text, { start, end }) => text.slice(0, start) + archPlaceholder + text.slice(end), part);
}
