import type { ShadowedScript } from '../../model/pipeline/job.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlEntry } from '../../syntax/yaml-value.ts';
import type { OpenList } from '../../value/index.ts';
import { readItems } from '../fields/read-field.ts';
import { flatItems, isString } from '../yaml-access.ts';
import type { JobEntry } from './job-entry.ts';

const keyword = 'before_script';

/**
 * The `before_script`s that a job would run if it, or a template nearer to it, had none of its own; the nearest first.
 * An empty list is there to run nothing, and items that the script in force holds, too, do run.
 * Source: GitLab `lib/gitlab/ci/config/extendable/entry.rb` (deep_merge replaces lists), `entry/inheritable.rb`.
 */
export function shadowedScriptsOf(job: JobEntry): readonly ShadowedScript[] {
  const inForce = job.kind === 'job' ? job.inForce.get(keyword) : undefined;
  if (inForce === undefined) return [];
  const own = itemsOf(inForce);
  if (own.items.length === 0) return [];
  const runs = new Set(own.items.map(placeOf));
  const byDefault = job.unusedDefaults.get(keyword);
  return [...shadowsOf(inForce), ...(byDefault === undefined ? [] : [byDefault])].flatMap((entry) => {
    const { items, openTo } = itemsOf(entry);
    const lost = items.filter((item) => !runs.has(placeOf(item)));
    if (lost.length === 0) return [];
    const holder = holderOf(job, entry.key.span);
    const named = holder === undefined ? {} : { holder };
    return [
      {
        items: { items: lost, openTo },
        ...named,
        isDefault: entry === byDefault,
        span: entry.key.span,
        by: inForce.key.span,
      },
    ];
  });
}

/** The top-level key below which a place lies. */
function holderOf({ root }: JobEntry, { file, start }: Span): string | undefined {
  const contains = ({ span }: YamlEntry['value']): boolean =>
    span.file === file && span.start <= start && start < span.end;
  return [...root.entries].find(([, { value }]) => contains(value))?.[0];
}

/** Templates below templates, each once. */
function shadowsOf(entry: YamlEntry): readonly YamlEntry[] {
  const found = new Set<YamlEntry>();
  for (let at = entry.shadows; at !== undefined && !found.has(at); at = at.shadows) found.add(at);
  return [...found];
}

const itemsOf = ({ value }: YamlEntry): OpenList<EmbeddedText> =>
  value.kind === 'reference'
    ? { items: [], openTo: [] }
    : readItems(flatItems(value), keyword, (item) => (isString(item) ? item.text : undefined));

const placeOf = ({ span }: EmbeddedText): string => `${span.file.path} ${String(span.start)}`;
