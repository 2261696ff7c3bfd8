import type { ActionUse } from '../../../model/index.ts';
import { knownString, literal, type Text } from '../../../value/index.ts';
import { findInText, sliceText } from '../../../value/text.ts';
import { csvRecords, isBlank, trimText } from '../../csv-records.ts';
import { inputList } from '../../inputs.ts';

/** The kinds of tags that docker/metadata-action makes. */
export type TagType = keyof typeof priorities;

/** One line of `tags`: a tag that the action makes, or does not. */
export interface TagRule {
  /** Absent where a hole hides it. */
  readonly type: TagType | undefined;
  /** By name in lower case. */
  readonly attributes: ReadonlyMap<string, Text>;
  readonly priority: number;
  /** The line as written. */
  readonly written: Text;
}

/** Which tag comes first where no rule says so. Source: docker/metadata-action src/tag.ts DefaultPriorities. */
const priorities = {
  schedule: 1000,
  semver: 900,
  pep440: 900,
  match: 800,
  edge: 700,
  ref: 600,
  raw: 200,
  sha: 100,
} as const;

const isTagType = (type: string): type is TagType => Object.hasOwn(priorities, type);

/** The rules where none are written. Source: docker/metadata-action README, "tags input". */
const defaultRules = ['type=schedule', 'type=ref,event=branch', 'type=ref,event=tag', 'type=ref,event=pr'];

/**
 * The rules of the input `tags`, the first ones first.
 *
 * Source: docker/metadata-action src/tag.ts; lines that begin with `#` are comments.
 */
export function tagRules(use: ActionUse): readonly TagRule[] {
  const lines = inputList(use, 'tags', { commas: false, quote: false }).filter((line) => !isComment(line));
  const written = lines.length > 0 ? lines : defaultRules.map((rule) => literal(rule, use.span));
  return written.flatMap(readRule).toSorted((a, b) => b.priority - a.priority);
}

const isComment = ({ parts: [first] }: Text): boolean => typeof first === 'string' && first.startsWith('#');

/** A rule of a kind that does not exist ends the action. */
function readRule(written: Text): readonly TagRule[] {
  const attributes = attributesOf(written);
  const type = attributes.get('type');
  const known = type === undefined ? 'raw' : knownString(type);
  const isHidden = written.parts.length === 1 && typeof written.parts[0] !== 'string';
  if (isHidden || known === undefined) return [{ type: undefined, attributes, priority: 0, written }];
  if (!isTagType(known)) return [];
  const priority = attributes.get('priority');
  const own = priority === undefined ? Number.NaN : Number(knownString(priority));
  return [{ type: known, attributes, priority: Number.isNaN(own) ? priorities[known] : own, written }];
}

/** `key=value` pairs of a line; a field without `=` is `value`. */
export function attributesOf(line: Text): ReadonlyMap<string, Text> {
  const attributes = new Map<string, Text>();
  for (const field of csvRecords(line).flatMap(({ fields }) => fields)) {
    const equals = findInText(field, '=');
    const name = equals === -1 ? 'value' : knownString(sliceText(field, 0, equals));
    if (name === undefined || isBlank(field)) continue;
    const value = trimText(equals === -1 ? field : sliceText(field, equals + 1));
    attributes.set(name.trim().toLowerCase(), { ...value, span: line.span });
  }
  return attributes;
}
