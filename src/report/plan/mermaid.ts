import type { PlannedImage, PlannedMerge, PlannedPart } from '../../plan/index.ts';
import { inert } from '../inert.ts';
import { showable } from '../showable.ts';
import { toolName } from './part-rows.ts';
import type { PlannedProject } from './planned-project.ts';
import { shortReference } from './short-reference.ts';
import { namelessPlatform } from './text.ts';

/**
 * The plan as a flowchart of Mermaid: builds, the references that they push, the merges and the images. Labels come from
 * the repository, so everything in them but letters, digits and harmless signs is written as a character code.
 *
 * Source: mermaid.js.org/syntax/flowchart (entity codes in quoted labels).
 */
export function planMermaid(projects: readonly PlannedProject[]): string {
  const images = projects.flatMap(({ plan }) => plan.images);
  const lines = ['flowchart LR', ...images.flatMap(imageLines), ...classes];
  return inert(`${lines.join('\n')}\n`);
}

const classes = [
  '  classDef image fill:#dcfce7,stroke:#15803d,color:#14532d',
  '  classDef gap fill:#fee2e2,stroke:#b91c1c,color:#7f1d1d',
  '  classDef risk fill:#fef3c7,stroke:#b45309,color:#78350f',
  '  classDef doubt fill:#ede9fe,stroke:#6d28d9,color:#4c1d95',
];

function imageLines(image: PlannedImage, index: number): readonly string[] {
  const id = `i${String(index)}`;
  return [
    `  subgraph ${id}[${quoted(image.name)}]`,
    ...[
      ...image.parts.map(
        (part, place) => `${id}p${String(place)}[${quoted(partLabel(part), true)}]${classOfPart(part)}`,
      ),
      ...image.merges.map(
        (merge, place) => `${id}m${String(place)}{{${quoted(mergeLabel(merge), true)}}}${classOfMerge(merge)}`,
      ),
      `${id}x([${quoted(platformsLabel(image), true)}])${image.notes.some(({ kind }) => kind === 'gap') ? ':::gap' : ':::image'}`,
      ...missingLines(image, id),
      ...image.parts.flatMap((part, place) => partEdges(part, image, { id, from: `${id}p${String(place)}` })),
      ...image.merges.map((_, place) => `${id}m${String(place)} --> ${id}x`),
    ].map((line) => `    ${line}`),
    '  end',
  ];
}

const partLabel = ({ platform, job, builder, runner }: PlannedPart): readonly string[] => [
  platform.is === 'set' ? platform.value : platform.is === 'unset' ? "the runner's platform" : 'unknown platform',
  job.name,
  toolName(builder),
  ...(runner.labels.length === 0 ? [] : [`on ${runner.labels.join(', ')}`]),
];

function classOfPart({ platform, runner, joined }: PlannedPart): string {
  if (joined.by === 'no') return ':::gap';
  if (runner.isNative.is === 'no') return ':::risk';
  return platform.is === 'unknown' || joined.by === 'unknown' ? ':::doubt' : '';
}

const mergeLabel = ({ job, tool }: PlannedMerge): readonly string[] => [job.name, toolName(tool)];

const classOfMerge = ({ waits, pushed }: PlannedMerge): string =>
  waits.is === 'no' || pushed.is === 'no'
    ? ':::gap'
    : waits.is === 'unknown' || pushed.is === 'unknown'
      ? ':::doubt'
      : '';

function platformsLabel(image: PlannedImage): readonly string[] {
  if (image.platforms.length === 0) return [namelessPlatform(image)];
  return image.platforms.map(({ platform, state }) => {
    const name = platform ?? namelessPlatform(image);
    return state === 'published' ? name : `${name} (${state})`;
  });
}

/** Platforms that nobody builds, in front of the merges that ask for them. */
const missingLines = ({ platforms, merges }: PlannedImage, id: string): readonly string[] =>
  platforms
    .filter(({ state }) => state === 'missing')
    .flatMap(({ platform }, index) => {
      const from = `${id}g${String(index)}`;
      const askers = merges.flatMap(({ entries }, place) =>
        entries.some((entry) => entry.platform.is === 'set' && entry.platform.value === platform) ? [place] : [],
      );
      const targets = askers.length === 0 ? [`${id}x`] : askers.map((place) => `${id}m${String(place)}`);
      return [
        `${from}[${quoted([platform ?? 'unknown platform', 'nobody builds it'], true)}]:::gap`,
        ...targets.map((target) => `${from} -.-x ${target}`),
      ];
    });

function partEdges(
  { joined, references }: PlannedPart,
  { name }: PlannedImage,
  { id, from }: { readonly id: string; readonly from: string },
): readonly string[] {
  const [reference] = references;
  const label = reference === undefined ? '' : `|${quoted(shortReference(reference.reference, name))}|`;
  switch (joined.by) {
    case 'merge':
      return joined.merges.map((merge) => `${from} -->${label} ${id}m${String(merge)}`);
    case 'unknown':
      return joined.merges.length === 0
        ? [`${from} -.->${label} ${id}x`]
        : joined.merges.map((merge) => `${from} -.->${label} ${id}m${String(merge)}`);
    case 'no':
      return [`${from} -.-x${label} ${id}x`];
    case 'build':
    case 'none-needed':
      return [`${from} -->${label} ${id}x`];
  }
}

/** A label in quotes; several lines one below the other. */
function quoted(label: string | readonly string[], hasLines = false): string {
  const lines = hasLines && typeof label !== 'string' ? label : [String(label)];
  // Mermaid takes no empty label.
  return `"${lines.map(escaped).join('<br/>').trim() || '-'}"`;
}

const longest = 200;

/** Everything but letters, digits and signs that mean nothing to Mermaid, Markdown or HTML as a character code. */
const escaped = (text: string): string =>
  showable(text.slice(0, longest))
    .replace(/[^A-Za-z0-9 .,:/=+@$_()-]/gu, (character) => `#${String(character.codePointAt(0))};`)
    // Two of them begin a formula.
    .replaceAll('$$', () => '$#36;');
