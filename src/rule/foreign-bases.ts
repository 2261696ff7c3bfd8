import { archWordsInImage } from '../facts/arch-images.ts';
import type { BuildArg } from '../model/build/build-step.ts';
import type { Dockerfile, DockerfileArg, DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import { type DockerfileReading, distinctPlatforms, stagePlatform } from '../model/dockerfile/dockerfile-readings.ts';
import { stageChain } from '../model/dockerfile/dockerfile-stages.ts';
import { type ImageReference, type Platform, runsNatively, soleArchIn } from '../oci/index.ts';
import { type Span, sourceText } from '../source/source-file.ts';
import { all, holesOf, showText, type Truth, unknown, yes } from '../value/index.ts';
import type { Severity } from './rule.ts';

/** An image that is used in the build for a platform which it may not have. */
export interface ForeignBase {
  readonly reference: ImageReference;
  /** The one platform that it names; absent for an image by digest. */
  readonly names: Platform | undefined;
  readonly reading: DockerfileReading;
  readonly at: Span;
  readonly matters: Truth;
  readonly severity: Severity | undefined;
  /** Whether only files of it are copied. */
  readonly isCopied: boolean;
}

/** The images that a reading starts from or copies from, and that may lack its platform, in order. */
export function foreignBases(dockerfile: Dockerfile, reading: DockerfileReading): readonly ForeignBase[] {
  return reading.stages.flatMap((stage) => {
    const named = soleArchIn(stage.name ?? '');
    const isForAnother = named !== undefined && named.architecture !== reading.platform.architecture;
    if (stagePlatform(stage, reading.platform).is !== 'target' || isForAnother) return [];
    const copied = stage.copies.flatMap(({ from }) =>
      from.is === 'set' && from.value.is === 'image'
        ? [{ base: from.value, severity: 'warning' as const, isCopied: true }]
        : [],
    );
    const own =
      stage.from.is === 'image' ? [{ base: stage.from, severity: severityOf(reading, stage), isCopied: false }] : [];
    return [...own, ...copied].flatMap(({ base, ...how }) => baseAt(dockerfile, reading, base, how));
  });
}

/** Less than an error for a stage of which only files are taken, and that runs nothing. */
function severityOf({ target }: DockerfileReading, stage: DockerfileStage): Severity | undefined {
  const isBelow = target === undefined || stageChain(target).includes(stage);
  return isBelow || stage.runs.length > 0 ? undefined : 'warning';
}

function baseAt(
  { globalArgs }: Dockerfile,
  reading: DockerfileReading,
  { reference, span }: { readonly reference: ImageReference; readonly span: Span },
  how: Pick<ForeignBase, 'severity' | 'isCopied'>,
): readonly ForeignBase[] {
  const base = { reference, reading, ...how };
  const names = platformNamed(reference);
  if (names === undefined) {
    const isBare = reference.digest.is === 'set' && reference.tag.is === 'unset';
    if (!isBare || reading.builds.length === 0) return [];
    return [{ ...base, names, at: span, matters: all([reading.isBuilt, unknown(untold(span))]), severity: 'info' }];
  }
  if (runsNatively(reading.platform, { ...names, os: reading.platform.os })) return [];
  const namesIt = ({ name, value }: DockerfileArg | BuildArg): boolean =>
    /^\w+$/.test(name) &&
    new RegExp(`\\$\\{?${name}\\b`).test(sourceText(span)) &&
    value.is === 'set' &&
    archWordsInImage(showText(value.value)).length > 0;
  const given = reading.builds.flatMap(({ buildArgs }) => buildArgs.items).findLast(namesIt);
  const used = given === undefined ? globalArgs.find(namesIt) : undefined;
  const mayDiffer = used === undefined || reading.openArgs.length === 0 ? yes : unknown(...reading.openArgs);
  const at = given?.span ?? used?.span ?? span;
  return [{ ...base, names, at, matters: all([reading.isBuilt, mayDiffer]) }];
}

const untold = (at: Span) =>
  ({
    kind: 'include',
    because: 'only the registry tells whether the digest names an image index or the image of one platform',
    at,
  }) as const;

/** The one platform that the literal parts of a reference name. */
function platformNamed({ text }: ImageReference): Platform | undefined {
  if (holesOf(text).some(({ shown }) => /arch|platform|machine|cpu/i.test(shown))) return undefined;
  const words = archWordsInImage(text.parts.map((part) => (typeof part === 'string' ? part : '\0')).join(''));
  const platforms = distinctPlatforms(words.map(({ platform }) => platform));
  return platforms.length === 1 ? platforms[0] : undefined;
}
