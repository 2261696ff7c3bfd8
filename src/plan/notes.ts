import { groupBy } from '../value/index.ts';
import type { ImageParts } from './joining.ts';
import { listed } from './listed.ts';
import type { Doubt, PlanNote, PlannedImage, PlannedMerge, PlannedPart } from './plan.ts';
import { askedByPolicy } from './platforms.ts';
import { doubtsAbout, type Remark } from './remark.ts';
import { sourceRemarks } from './source-remarks.ts';

/** An image but for its notes. */
export type BareImage = Omit<PlannedImage, 'notes'>;

/** What is wrong with an image or cannot be told: gaps, then risks, then doubts; doubts of one cause are one note. */
export function notesOf(context: ImageParts, image: BareImage): readonly PlanNote[] {
  const all: readonly Remark[] = [
    ...sourceRemarks(context, image),
    ...policyRemarks(context, image),
    ...joiningRemarks(image),
    ...image.merges.flatMap((merge) => [...waitRemarks(merge), ...mergeRemarks(merge)]),
    ...image.parts.flatMap((part) => [...machineRemarks(part), ...partRemarks(part)]),
  ];
  const said = all.flatMap((one) => (one.kind === 'doubt' ? [] : [one]));
  const doubts = all.flatMap((one) => (one.kind === 'doubt' ? [one] : []));
  return [
    ...distinct(said.filter(({ kind }) => kind === 'gap')),
    ...distinct(said.filter(({ kind }) => kind === 'risk')),
    ...distinct([...groupBy(doubts, ({ cause }) => cause?.because ?? '').values()].flatMap(joinedDoubt)),
  ];
}

const distinct = (notes: readonly PlanNote[]): readonly PlanNote[] =>
  notes.filter(({ text }, index) => notes.findIndex((other) => other.text === text) === index);

type DoubtRemark = Extract<Remark, { readonly kind: 'doubt' }>;

/** Doubts with one cause as one note, at the place of the cause. */
function joinedDoubt(doubts: readonly DoubtRemark[]): readonly PlanNote[] {
  const [first] = doubts;
  if (first === undefined) return [];
  const claims = listed([...new Set(doubts.map(({ claim }) => claim))]);
  const because = first.cause === undefined ? '' : `, because ${first.cause.because}`;
  return [{ kind: 'doubt', text: `cannot tell ${claims}${because}`, at: first.cause?.at ?? first.at }];
}

/** Platforms that the policy asks for. */
function policyRemarks({ project, image }: ImageParts, { platforms, parts }: BareImage): readonly Remark[] {
  const [first] = parts;
  if (first === undefined) return [];
  return askedByPolicy(project, image).flatMap((platform): readonly Remark[] => {
    const state = platforms.find((one) => one.platform === platform)?.state;
    const isBuilt = parts.some((part) => part.platform.is === 'set' && part.platform.value === platform);
    if (isBuilt || state === undefined) return [];
    const text = `no job builds ${platform}, which the policy asks for`;
    if (state === 'missing') return [{ kind: 'gap', text, at: first.at }];
    return [{ kind: 'doubt', claim: `who builds ${platform}, which the policy asks for`, at: first.at }];
  });
}

/** Parts that nothing joins, or of which that is not known. */
function joiningRemarks({ parts, merges }: BareImage): readonly Remark[] {
  return parts.flatMap((part): readonly Remark[] => {
    const { by, causes } = part.joined;
    if (by === 'unknown') return doubtsAbout(causes, `whether ${namedPart(part)} is joined`, part.at);
    if (by !== 'no') return [];
    const mergers = listed([...new Set(merges.map(({ job }) => `\`${job.name}\``))]);
    const nobody = mergers === '' ? 'no job joins' : `${mergers} ${merges.length === 1 ? 'leaves' : 'leave'} out`;
    return [{ kind: 'gap', text: `${nobody} ${namedPart(part)}`, at: part.at }];
  });
}

const namedPart = ({ platform, job }: PlannedPart): string =>
  platform.is === 'set' ? `${platform.value} of \`${job.name}\`` : `what \`${job.name}\` builds`;

/** Merges that may start too early. */
function waitRemarks({ job, waits, early, at }: PlannedMerge): readonly Remark[] {
  if (waits.is === 'yes') return [];
  const jobs = listed(early.map(({ name }) => `\`${name}\``));
  return waits.is === 'no'
    ? [{ kind: 'gap', text: `\`${job.name}\` does not wait for ${jobs}`, at }]
    : doubtsAbout(waits.causes, `whether \`${job.name}\` waits for ${jobs}`, at);
}

function mergeRemarks({ job, pushed, runs, entriesOpenTo, at }: PlannedMerge): readonly Remark[] {
  const unpushed: Remark = { kind: 'gap', text: `\`${job.name}\` joins the image and pushes no index`, at };
  return [
    ...(pushed.is === 'no' ? [unpushed] : []),
    ...doubtsAbout(causesOf(runs), `whether \`${job.name}\` joins the image`, at),
    ...doubtsAbout(causesOf(pushed), `whether \`${job.name}\` pushes the index`, at),
    ...doubtsAbout(entriesOpenTo, `all that \`${job.name}\` joins`, at),
  ];
}

const causesOf = (verdict: PlannedMerge['runs']): readonly Doubt[] => (verdict.is === 'unknown' ? verdict.causes : []);

/** Parts that are built on a machine of another architecture. */
function machineRemarks({ platform, runner, job, at }: PlannedPart): readonly Remark[] {
  if (platform.is !== 'set' || runner.isNative.is !== 'no' || runner.platform.is !== 'set') return [];
  const text = `\`${job.name}\` builds ${platform.value} on a machine of ${runner.platform.value}`;
  return [{ kind: 'risk', text, at: runner.platformBy?.at ?? at }];
}

function partRemarks({ job, platform, runs, pushed, at, referencesOpenTo }: PlannedPart): readonly Remark[] {
  const hidden = platform.is === 'unknown' ? platform.causes : [];
  return [
    ...doubtsAbout(hidden, `for which platforms \`${job.name}\` builds`, at),
    ...doubtsAbout(causesOf(runs), `whether \`${job.name}\` builds it`, at),
    ...(runs.is === 'unknown' ? [] : doubtsAbout(causesOf(pushed), `whether \`${job.name}\` pushes it`, at)),
    ...doubtsAbout(referencesOpenTo, `all names under which \`${job.name}\` pushes`, at),
  ];
}
