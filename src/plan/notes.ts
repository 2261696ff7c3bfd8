import type { ImageParts } from './joining.ts';
import { originOf } from './origins.ts';
import { jobOf, placeOf } from './plain.ts';
import type { Doubt, PlanNote, PlannedImage, PlannedMerge, PlannedPart, Verdict } from './plan.ts';
import { askedByPolicy } from './platforms.ts';

/** An image but for its notes. */
export type BareImage = Omit<PlannedImage, 'notes'>;

/** What is wrong with an image or cannot be told: gaps, then risks, then doubts, each once. */
export function notesOf(context: ImageParts, image: BareImage): readonly PlanNote[] {
  const all = [
    ...sourceNotes(context, image),
    ...policyNotes(context, image),
    ...joiningNotes(image),
    ...image.merges.flatMap((merge) => [...waitNotes(merge), ...mergeNotes(merge)]),
    ...image.parts.flatMap((part) => [...machineNotes(part), ...partNotes(part)]),
  ];
  const distinct = all.filter(({ text }, index) => all.findIndex((other) => other.text === text) === index);
  return (['gap', 'risk', 'doubt'] as const).flatMap((kind) => distinct.filter((note) => note.kind === kind));
}

/** Sources of merges that no part of the image is. */
function sourceNotes({ project, image }: ImageParts, { merges, platforms }: BareImage): readonly PlanNote[] {
  return image.merges.flatMap((merge, index) =>
    merge.entries.items.flatMap((entry, place): readonly PlanNote[] => {
      const { from, meant } = originOf(project, merge, entry);
      const at = placeOf(entry.span);
      const planned = merges[index]?.entries[place];
      if (planned === undefined || from === 'built' || from === 'perhaps') return [];
      const forPlatform = planned.platform.is === 'set' ? ` for ${planned.platform.value}` : '';
      const takes = `\`${merge.job.name}\` joins \`${planned.source}\`${forPlatform}`;
      if (meant !== undefined) {
        const pushed = meant.destinations.items[0];
        const other = pushed === undefined ? '' : `; \`${jobOf(meant.job).name}\` pushes another name`;
        return [{ kind: 'gap', text: `${takes}, which no job pushes${other}`, at }];
      }
      const isMissing = platforms.some(
        ({ platform, state }) =>
          planned.platform.is === 'set' && platform === planned.platform.value && state === 'missing',
      );
      if (from === 'nobody') return [{ kind: isMissing ? 'gap' : 'doubt', text: `${takes}, which no job builds`, at }];
      return [{ kind: 'doubt', text: `${takes}, which is not built here`, at }];
    }),
  );
}

/** Platforms that the policy asks for. */
function policyNotes({ project, image }: ImageParts, { platforms, parts }: BareImage): readonly PlanNote[] {
  const [first] = parts;
  if (first === undefined) return [];
  return askedByPolicy(project, image).flatMap((platform): readonly PlanNote[] => {
    const state = platforms.find((one) => one.platform === platform)?.state;
    const isBuilt = parts.some((part) => part.platform.is === 'set' && part.platform.value === platform);
    if (isBuilt || state === undefined) return [];
    const text = `no job builds ${platform}, which the policy asks for`;
    return [{ kind: state === 'missing' ? 'gap' : 'doubt', text, at: first.at }];
  });
}

/** Parts that nothing joins, or of which that is not known. */
function joiningNotes({ parts, merges }: BareImage): readonly PlanNote[] {
  return parts.flatMap((part): readonly PlanNote[] => {
    const { by, causes } = part.joined;
    if (by !== 'no' && by !== 'unknown') return [];
    const mergers = [...new Set(merges.map(({ job }) => `\`${job.name}\``))].join(' and ');
    const nobody = merges.length === 0 ? 'no job joins' : `${mergers} ${merges.length === 1 ? 'leaves' : 'leave'} out`;
    if (by === 'no') return [{ kind: 'gap', text: `${nobody} ${namedPart(part)}`, at: part.at }];
    return [
      { kind: 'doubt', text: `cannot tell whether ${namedPart(part)} is joined${becauseOf(causes)}`, at: part.at },
    ];
  });
}

const namedPart = ({ platform, job }: PlannedPart): string =>
  platform.is === 'set' ? `${platform.value} of \`${job.name}\`` : `what \`${job.name}\` builds`;

/** Merges that may start too early. */
function waitNotes({ job, waits, early, at }: PlannedMerge): readonly PlanNote[] {
  const jobs = early.map(({ name }) => `\`${name}\``).join(', ');
  if (waits.is === 'yes') return [];
  return waits.is === 'no'
    ? [{ kind: 'gap', text: `\`${job.name}\` does not wait for ${jobs}`, at }]
    : [{ kind: 'doubt', text: `cannot tell whether \`${job.name}\` waits for ${jobs}${becauseOf(waits.causes)}`, at }];
}

function mergeNotes({ job, pushed, runs, entriesOpenTo, at }: PlannedMerge): readonly PlanNote[] {
  const doubts: readonly (readonly [Verdict, string])[] = [
    [runs, `\`${job.name}\` joins the image`],
    [pushed, `\`${job.name}\` pushes the index`],
  ];
  return [
    ...(pushed.is === 'no'
      ? [{ kind: 'gap' as const, text: `\`${job.name}\` joins the image and pushes no index`, at }]
      : []),
    ...doubts.flatMap(([verdict, claim]) => doubtAbout(verdict, claim, at)),
    ...(entriesOpenTo.length > 0
      ? [{ kind: 'doubt' as const, text: `cannot tell all that \`${job.name}\` joins${becauseOf(entriesOpenTo)}`, at }]
      : []),
  ];
}

/** Parts that are built on a machine of another architecture. */
function machineNotes({ platform, runner, job, at }: PlannedPart): readonly PlanNote[] {
  if (platform.is !== 'set' || runner.isNative.is !== 'no' || runner.platform.is !== 'set') return [];
  const text = `\`${job.name}\` builds ${platform.value} on a machine of ${runner.platform.value}`;
  return [{ kind: 'risk', text, at: runner.platformBy?.at ?? at }];
}

function partNotes(part: PlannedPart): readonly PlanNote[] {
  const { job, platform, runs, pushed, at, referencesOpenTo } = part;
  const hidden = platform.is === 'unknown' ? platform.causes : [];
  return [
    ...(hidden.length > 0
      ? [
          {
            kind: 'doubt' as const,
            text: `cannot tell for which platforms \`${job.name}\` builds${becauseOf(hidden)}`,
            at,
          },
        ]
      : []),
    ...doubtAbout(runs, `\`${job.name}\` builds it`, at),
    ...(runs.is === 'unknown' ? [] : doubtAbout(pushed, `\`${job.name}\` pushes it`, at)),
    ...(referencesOpenTo.length > 0
      ? [
          {
            kind: 'doubt' as const,
            text: `cannot tell all names under which \`${job.name}\` pushes${becauseOf(referencesOpenTo)}`,
            at,
          },
        ]
      : []),
  ];
}

const doubtAbout = (verdict: Verdict, claim: string, at: PlanNote['at']): readonly PlanNote[] =>
  verdict.is === 'unknown'
    ? [{ kind: 'doubt', text: `cannot tell whether ${claim}${becauseOf(verdict.causes)}`, at }]
    : [];

/** The first reason, and where it stands. */
function becauseOf([first]: readonly Doubt[]): string {
  return first === undefined ? '' : `, because ${first.because} (${first.at.path}:${String(first.at.line)})`;
}
