import { groupBy } from '../value/index.ts';
import type { PlannedImage } from './plan.ts';

/** An image of two plans, or of one of them. */
export interface ImagePair {
  readonly before?: PlannedImage;
  readonly after?: PlannedImage;
}

/**
 * The images of two plans side by side: of one name, or else of one repository, or else built by one job. Several that are
 * alike are paired in their order. What has no counterpart stands alone; what is gone stands at the end.
 */
export function pairImages(before: readonly PlannedImage[], after: readonly PlannedImage[]): readonly ImagePair[] {
  const counterparts = new Map<PlannedImage, PlannedImage>();
  const left = new Set(before);
  for (const keysOf of [nameKeys, repositoryKeys, jobKeys]) {
    const byKey = groupBy(
      [...left].flatMap((image) => keysOf(image).map((key) => ({ image, key }))),
      ({ key }) => key,
    );
    for (const image of after) {
      if (counterparts.has(image)) continue;
      const alike = keysOf(image).flatMap((key) => byKey.get(key) ?? []);
      const found = alike.find((one) => left.has(one.image))?.image;
      if (found === undefined) continue;
      counterparts.set(image, found);
      left.delete(found);
    }
  }
  return [
    ...after.map((image): ImagePair => {
      const counterpart = counterparts.get(image);
      return counterpart === undefined ? { after: image } : { before: counterpart, after: image };
    }),
    ...[...left].map((image): ImagePair => ({ before: image })),
  ];
}

const nameKeys = ({ name }: PlannedImage): readonly string[] => [name];

/** The name without its tag: what follows the last colon behind the last slash. */
const repositoryKeys = ({ name }: PlannedImage): readonly string[] => [name.replace(/:[^/]*$/, '')];

/** Names of jobs without the cell of their matrix. */
const jobKeys = ({ parts }: PlannedImage): readonly string[] => [
  ...new Set(parts.map(({ job }) => job.name.replace(/: \[.*\]$/, ''))),
];
