import type { Span } from '../../source/source-file.ts';
import type { YamlEntry, YamlMapping } from '../../syntax/yaml-value.ts';
import { type Cause, type Field, hidden, set, unset } from '../../value/index.ts';
import { inheritedByBridges, inheritedByJobs } from '../keywords.ts';
import { entryAt, isScalar, isSequence, scalarText } from '../yaml-access.ts';

/** A top-level key that is a job, with its keywords after `default:` and the deprecated global ones. */
export interface JobEntry {
  readonly name: string;
  /** The job's key. */
  readonly span: Span;
  /** A job that runs a script, or one that starts another pipeline or mirrors it. */
  readonly kind: 'job' | 'bridge';
  /** What is written under its key, after `extends`; defaults are not in it. */
  readonly own: YamlMapping;
  /** Files that were not read and that hold templates of this job. Empty if all of it was read. */
  readonly hiddenBy: readonly Cause[];
  /** The configuration it is a part of. */
  readonly root: YamlMapping;
  /** What decides whether the file that defines it is included; empty if it always is. */
  readonly includedIf: readonly Cause[];
  /** The keywords in force. */
  readonly inForce: ReadonlyMap<string, YamlEntry>;
  /** Defaults that the job would inherit if it did not set the keyword itself. */
  readonly unusedDefaults: ReadonlyMap<string, YamlEntry>;
  /** One keyword: unset if it is certainly not in force, unknown if a file that was not read may hold it. */
  keyword(name: string): Field<YamlEntry>;
}

/** What jobs inherit from the top level. */
export interface Defaults {
  readonly entries: ReadonlyMap<string, YamlEntry>;
  /** Files that were not read and may hold more. */
  readonly openTo: readonly Cause[];
}

/** What is known of a job before its defaults. */
type WrittenJob = Pick<JobEntry, 'name' | 'span' | 'kind' | 'own' | 'hiddenBy' | 'root' | 'includedIf'>;

/**
 * A job with the keywords it inherits. A default replaces a keyword that is absent or null, and only whole.
 * Source: GitLab `lib/gitlab/config/entry/inheritable.rb`, `lib/gitlab/ci/config/entry/inherit/default.rb`.
 */
export function jobEntry(written: WrittenJob, defaults: Defaults): JobEntry {
  const inherits = inheritedKeywords(written);
  const inForce = new Map<string, YamlEntry>();
  for (const [name, entry] of written.own.entries) if (entry.value.kind !== 'null') inForce.set(name, entry);
  const unusedDefaults = new Map<string, YamlEntry>();
  for (const [name, entry] of defaults.entries) {
    if (inherits(name)) (inForce.has(name) ? unusedDefaults : inForce).set(name, entry);
  }
  return {
    ...written,
    inForce,
    unusedDefaults,
    keyword(name) {
      const own = entryAt(written.own, name);
      if (own !== undefined) return set(own);
      if (written.hiddenBy.length > 0) return hidden(...written.hiddenBy);
      const inherited = inForce.get(name);
      if (inherited !== undefined) return set(inherited);
      return defaults.openTo.length > 0 && inherits(name) ? hidden(...defaults.openTo) : unset;
    },
  };
}

/** Whether a job takes a keyword from the defaults. */
function inheritedKeywords({ kind, own }: WrittenJob): (name: string) => boolean {
  const inheritable = kind === 'job' ? inheritedByJobs : inheritedByBridges;
  const inherit = entryAt(own, 'inherit')?.value;
  const choice = inherit?.kind === 'mapping' ? entryAt(inherit, 'default')?.value : undefined;
  if (choice?.kind === 'boolean' && !choice.value) return () => false;
  if (!isSequence(choice)) return (name) => inheritable.has(name);
  const chosen = new Set(choice.items.filter(isScalar).map((item) => scalarText(item).text));
  return (name) => inheritable.has(name) && chosen.has(name);
}
