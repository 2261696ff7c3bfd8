import { groupBy } from '../value/index.ts';
import type { Place, PlannedImage, PlannedPart, PlannedTool } from './plan.ts';

/** Something about an image that can be compared. */
export interface Trait {
  /** How a sentence about it begins: "linux/arm64: built by". */
  readonly what: string;
  /** Everything that is so, in backticks; never empty. */
  readonly value: string;
  readonly at: Place;
}

/** The traits of an image by a key that is the same in all its plans. */
export function traitsOf(image: PlannedImage): ReadonlyMap<string, Trait> {
  const byPlatform = groupBy(image.parts, ({ platform }) => (platform.is === 'set' ? platform.value : ''));
  const ofParts = [...byPlatform].flatMap(([platform, parts]) =>
    aspects.flatMap(({ what, valuesOf }) =>
      traitOf(`${platform === '' ? 'a platform that nothing names' : platform}: ${what}`, parts, valuesOf),
    ),
  );
  const ofMerges = [
    ...traitOf('joined by', image.merges, ({ job }) => [job.name]),
    ...traitOf('joined with', image.merges, ({ tool }) => [toolName(tool)]),
    ...traitOf('published as', image.merges, ({ targets }) => targets.map(({ reference }) => reference)),
  ];
  return new Map([...ofParts, ...ofMerges].map((trait) => [trait.what, trait]));
}

interface Aspect {
  readonly what: string;
  readonly valuesOf: (part: PlannedPart) => readonly string[];
}

const aspects: readonly Aspect[] = [
  { what: 'built by', valuesOf: ({ job }) => [job.name] },
  { what: 'built with', valuesOf: ({ builder }) => [toolName(builder)] },
  { what: 'built from', valuesOf: ({ dockerfile }) => (dockerfile.is === 'set' ? [dockerfile.value] : []) },
  { what: 'runs on', valuesOf: ({ runner }) => runner.labels },
  { what: 'pushed as', valuesOf: ({ references }) => references.map(({ reference }) => reference) },
  { what: 'caches', valuesOf: ({ caches }) => caches.map(({ shown }) => shown) },
  { what: 'attested:', valuesOf: ({ attested }) => [attested.is] },
];

const toolName = ({ name, version }: PlannedTool): string => (version === null ? name : `${name} ${version}`);

function traitOf<T extends { readonly at: Place }>(
  what: string,
  steps: readonly T[],
  valuesOf: (step: T) => readonly string[],
): readonly Trait[] {
  const [first] = steps;
  if (first === undefined) return [];
  const values = [...new Set(steps.flatMap(valuesOf))].sort();
  return [
    { what, value: values.length === 0 ? 'nothing' : values.map((one) => `\`${one}\``).join(', '), at: first.at },
  ];
}
