import type { Destination } from '../../model/build/build-step.ts';
import type { JobCommand } from '../../model/command/shell-command.ts';
import type { MergeEntry, MergeStep } from '../../model/merge/merge-step.ts';
import { type ImageReference, parseReference, sameReference } from '../../oci/index.ts';
import { all, any, type Cause, hidden, no, type Truth, unknown, yes } from '../../value/index.ts';
import type { ListAction, ListChange } from './list-change.ts';
import { destinationOf } from './source-words.ts';

/** A list while the commands of a job build it up. */
interface ListDraft {
  readonly begin: ListChange;
  readonly reference: ImageReference;
  entries: MergeEntry[];
  readonly openTo: Cause[];
  readonly targets: Destination[];
  readonly pushes: Truth[];
  readonly keepsOld: Truth[];
  readonly purges: Truth[];
  isGone: boolean;
}

/**
 * Turns the commands that create, fill, annotate and push lists into one merge step per list, in the order in which
 * the lists begin. `moreCommands` are the reasons why the job may run commands that are not among the changes.
 */
export function mergeLists(changes: readonly ListChange[], moreCommands: readonly Cause[]): readonly MergeStep[] {
  const drafts: ListDraft[] = [];
  for (const change of changes) apply(drafts, change);
  return drafts.filter(({ begin }) => begin.does.is !== 'remove').map((draft) => stepOf(draft, moreCommands));
}

function apply(drafts: ListDraft[], change: ListChange): void {
  const { does } = change;
  const { certain, possible } = findDrafts(drafts, change);
  switch (does.is) {
    case 'create':
      amend(drafts, does.amends.is === 'no' ? begin(drafts, change) : (certain ?? begin(drafts, change)), does);
      return;
    case 'add':
      fill(certain ?? beginUnseen(drafts, change, does), does);
      return;
    case 'annotate':
      if (certain !== undefined) certain.entries = certain.entries.map((entry) => annotated(entry, does));
      return;
    case 'push':
      if (certain !== undefined) push(certain, change, does);
      else for (const { draft, causes } of possible) draft.pushes.push(unknown(...causes));
      return;
    case 'remove':
      (certain ?? begin(drafts, change)).isGone = true;
  }
}

interface FoundDrafts {
  readonly certain: ListDraft | undefined;
  readonly possible: readonly { readonly draft: ListDraft; readonly causes: readonly Cause[] }[];
}

/** The latest list of that name, and those that may have it. */
function findDrafts(drafts: readonly ListDraft[], { store, list }: ListChange): FoundDrafts {
  const reference = parseReference(list);
  const possible: { draft: ListDraft; causes: readonly Cause[] }[] = [];
  for (const draft of drafts.toReversed()) {
    if (draft.isGone || draft.begin.store !== store) continue;
    const same = sameReference(draft.reference, reference);
    if (same.is === 'yes') return { certain: draft, possible };
    if (same.is === 'unknown') possible.push({ draft, causes: same.causes });
  }
  return { certain: undefined, possible };
}

function begin(drafts: ListDraft[], change: ListChange): ListDraft {
  const reference = parseReference(change.list);
  const draft: ListDraft = {
    begin: change,
    reference,
    entries: [],
    openTo: [],
    targets: [],
    pushes: [],
    keepsOld: [],
    purges: [],
    isGone: false,
  };
  drafts.push(draft);
  return draft;
}

function beginUnseen(drafts: ListDraft[], change: ListChange, does: ListAction & { is: 'add' }): ListDraft {
  const draft = begin(drafts, change);
  if (does.whenNew !== undefined) {
    draft.openTo.push(does.whenNew);
    draft.keepsOld.push(yes);
  }
  return draft;
}

/** Only what begins a list can take up one that was there before, and none that the job has removed. */
function amend(drafts: readonly ListDraft[], draft: ListDraft, does: ListAction & { is: 'create' }): void {
  const isNew = drafts.some((other) => other.isGone && sameReference(other.reference, draft.reference).is === 'yes');
  if (draft.keepsOld.length === 0) draft.keepsOld.push(isNew ? no : does.amends);
  fill(draft, does);
}

function fill(draft: ListDraft, { entries }: ListAction & { is: 'create' | 'add' }): void {
  draft.entries.push(...entries.items);
  draft.openTo.push(...entries.openTo);
}

function push(draft: ListDraft, { command }: ListChange, { target, purges }: ListAction & { is: 'push' }): void {
  draft.targets.push(destinationOf(target));
  draft.purges.push(purges);
  draft.pushes.push(runsWhere(command, draft.begin.command));
}

/** Whether a command runs in every run in which another one does: what hides both is no doubt. */
function runsWhere(command: JobCommand, other: JobCommand): Truth {
  if (command.runs.is !== 'unknown' || other.runs.is !== 'unknown') return command.runs;
  const shared = new Set(other.runs.causes.map(causeKey));
  const rest = command.runs.causes.filter((cause) => !shared.has(causeKey(cause)));
  return rest.length === 0 ? yes : unknown(...rest);
}

const causeKey = ({ because, at }: Cause): string => `${at.file.path}\0${String(at.start)}\0${because}`;

function annotated(entry: MergeEntry, { source, platform, declared }: ListAction & { is: 'annotate' }): MergeEntry {
  if (platform.is === 'unset') return entry;
  const same = sameReference(entry.source, parseReference(source));
  if (same.is === 'no') return entry;
  if (same.is === 'unknown') return { ...entry, platform: hidden(...same.causes) };
  return { ...entry, platform, ...(declared && { declared }) };
}

function stepOf(draft: ListDraft, moreCommands: readonly Cause[]): MergeStep {
  const { tool, version, command, store, list } = draft.begin;
  const unseen = moreCommands.length > 0 ? unknown(...moreCommands) : no;
  const isWritten = store === 'registry';
  return {
    tool,
    job: command.job,
    command,
    version,
    runs: command.runs,
    targets: { items: draft.targets.length > 0 ? draft.targets : [destinationOf(list)], openTo: [] },
    entries: { items: draft.entries, openTo: draft.openTo },
    pushed: isWritten ? all([]) : any([...draft.pushes, unseen]),
    ignoresMissing: no,
    keepsOld: any(draft.keepsOld),
    purges: any(draft.purges),
    span: command.span,
  };
}
