import type { Span } from '../../source/source-file.ts';
import type { YamlEntry, YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { normalForm } from '../normal-form.ts';
import { type ConditionalPart, notePart } from './conditional-parts.ts';
import { deepMerge, mergeAll } from './deep-merge.ts';
import { type FileContext, filesOfInclude, type IncludedFile } from './include-files.ts';
import { decideIncludeRules } from './include-rules.ts';
import { readIncludedFile } from './included-file.ts';
import { reject, type Session } from './session.ts';

/** So many files may be included, nested and repeated ones counted. Source: docs.gitlab.com/ci/yaml/includes. */
const maxIncludes = 150;

/**
 * The content with its includes merged under it, in order; the `include` key goes if a file was included.
 * Source: GitLab `lib/gitlab/ci/config/external/processor.rb` (19.3).
 */
export function withIncludes(content: YamlMapping, context: FileContext, session: Session): YamlMapping {
  const { definitions } = session;
  for (const name of content.entries.keys()) definitions.set(name, (definitions.get(name) ?? 0) + 1);
  const entry = content.entries.get('include');
  if (entry === undefined || entry.value.kind === 'null') return content;
  const { merged, hasUnread } = mergeIncludes(entry.value, context, session);
  if (merged === undefined && !hasUnread) {
    refuseLeftOver(entry, session);
    return content;
  }
  const own = new Map(content.entries);
  own.delete('include');
  const rest: YamlMapping = { ...content, entries: own };
  return merged === undefined ? rest : { ...deepMerge(merged, rest), span: content.span };
}

/** GitLab forgets to take an `include` away that included nothing, and then finds fault with its form. */
function refuseLeftOver({ key, value }: YamlEntry, session: Session): void {
  if (value.kind === 'mapping') reject(session, 'entry', 'include config should be an array or a string', key.span);
  if (value.kind !== 'sequence') return;
  const project = value.items.find((item) => item.kind === 'mapping' && item.entries.has('project'));
  const message = 'include:include config must specify the file where to fetch the config from';
  if (project?.kind === 'mapping' && !project.entries.has('file')) reject(session, 'include', message, project.span);
}

/** What includes came to. */
export interface MergedIncludes {
  readonly merged: YamlMapping | undefined;
  /** Whether an include lives elsewhere, so that something is included though nothing was read. */
  readonly hasUnread: boolean;
}

/** All files of an `include` value, or of `trigger:include`, merged in order. */
export function mergeIncludes(value: YamlValue, context: FileContext, session: Session): MergedIncludes {
  const contents: YamlMapping[] = [];
  let hasUnread = false;
  for (const item of value.kind === 'sequence' ? value.items : [value]) {
    const decision = decideIncludeRules(item, context, session);
    if (decision.is === 'no') continue;
    for (const included of filesOfInclude(item, context, session)) {
      if (session.includeCount >= maxIncludes) {
        refuseMore(item.span, session);
        return { merged: merged(contents), hasUnread };
      }
      session.includeCount += 1;
      const content = readOrOpen(included, session);
      hasUnread ||= included.is === 'elsewhere';
      if (content === undefined) continue;
      if (decision.is === 'unknown') note(content, { condition: conditionOf(item), causes: decision.causes }, session);
      contents.push(content);
    }
  }
  return { merged: merged(contents), hasUnread };
}

/** How the conditions of an include are written. */
const conditionOf = (item: YamlValue): string =>
  item.kind === 'mapping' ? normalForm(item.entries.get('rules')?.value) : '';

function merged([first, ...others]: readonly YamlMapping[]): YamlMapping | undefined {
  return first === undefined ? undefined : mergeAll([first, ...others]);
}

function refuseMore(at: Span, session: Session): void {
  const message = 'Maximum of 150 nested includes are allowed!';
  if (!session.rejections.some((earlier) => earlier.message === message)) reject(session, 'limit', message, at);
}

function readOrOpen(included: IncludedFile, session: Session): YamlMapping | undefined {
  if (included.is === 'elsewhere') {
    session.openTo.push(included.cause);
    return undefined;
  }
  const content = readIncludedFile(included, session);
  return content && withIncludes(content, included.context, session);
}

/** Content that only some pipelines include: it is analysed, with the reason why it may be absent. */
function note(content: YamlMapping, part: ConditionalPart, session: Session): void {
  const { causes } = part;
  notePart(content, part, session.conditionalParts);
  session.conditional.push(...causes);
  for (const name of content.entries.keys()) {
    session.conditionalKeys.set(name, [...(session.conditionalKeys.get(name) ?? []), ...causes]);
  }
}
