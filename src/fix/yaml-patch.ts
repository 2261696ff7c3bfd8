import type { Patch, YamlValue } from '../rule/fix.ts';
import { SourceFile, type Span } from '../source/source-file.ts';
import { applyEdits, type TextEdit } from '../source/text-edit.ts';
import { readYamlLayout, type YamlLayout } from '../syntax/yaml-layout.ts';
import { onceFor } from '../value/index.ts';
import { type Refusal, refused } from './refusal.ts';
import { addLine } from './yaml-add-line.ts';
import { addItem, addKey } from './yaml-collections.ts';
import { addComment } from './yaml-comment.ts';
import type { YamlEdit } from './yaml-edit.ts';
import { type FoundNode, nameOf, scalarAround, taggedAt, valueAt } from './yaml-find.ts';
import { outlineOf, sameOutline } from './yaml-outline.ts';
import { removeItem, removeKey, removeLine } from './yaml-remove.ts';
import { replaceInScalar } from './yaml-replace.ts';
import { styleOf, type YamlStyle } from './yaml-style.ts';
import { setTagged, setValue } from './yaml-values.ts';

/** What a patch is applied to. */
interface YamlText {
  readonly file: SourceFile;
  readonly layout: YamlLayout;
  readonly style: YamlStyle;
}

/** Edits of a text, or why there are none. */
export type PatchEdits = { readonly is: 'edits'; readonly edits: readonly TextEdit[] } | Refusal;

/**
 * A patch of a YAML file as edits of its text. The edited text was read again: it says what the text said before with
 * exactly the change that was asked for, and every comment is still there. Otherwise the patch is refused.
 */
export function patchYaml(file: SourceFile, patch: Patch): PatchEdits {
  const layout = layoutOf(file);
  if (layout === undefined) return refused('the file cannot be read as YAML');
  const text = { file, layout, style: styleOf(layout, file) };
  const found = editOf(patch, text);
  if (found.is === 'refused') return found;
  const edits = found.ways.find((way) => isRight(way, found, text));
  return edits === undefined
    ? refused('the change does not fit the way in which the file is written')
    : { is: 'edits', edits };
}

const layoutOf = onceFor(readYamlLayout);

function editOf(patch: Patch, text: YamlText): YamlEdit | Refusal {
  switch (patch.op) {
    case 'replace':
      return replace(patch.at, patch.text, text);
    case 'set-key':
      return setKey(patch.in, patch.path, patch.value, text);
    case 'set-value': {
      const tagged = taggedAt(text.layout, patch.at);
      if (tagged !== undefined) return setTagged(tagged, patch.at, patch.value, text.style);
      return at(patch.at, text, (found) => setValue(found, patch.value, text.style));
    }
    case 'append-item':
      return at(patch.to, text, (found) => append(found, patch.item, text));
    case 'insert-item':
      return at(patch.behind, text, ({ holder }) =>
        holder.is === 'item' ? addItem(holder.sequence, holder.index, patch.item, text.style) : nothingThere,
      );
    case 'prepend-item':
      return at(patch.to, text, (found) => append(found, patch.item, text, -1));
    case 'remove-key':
      return at(patch.at, text, removeKey);
    case 'remove-item':
      return around(patch.at, text, removeItem);
    case 'remove-line':
      return around(patch.at, text, (found) => removeLine(found, patch.at));
    case 'add-comment':
      return around(patch.above, text, (found) => addComment(found, patch.text, text.style));
    case 'add-line':
      return around(patch.after, text, (found) => addLine(found, patch.after, patch.text, text.style));
  }
}

const nothingThere = refused('the place is not written as a value of its own');

function at(span: Span, { layout }: YamlText, change: (found: FoundNode) => YamlEdit | Refusal): YamlEdit | Refusal {
  const found = valueAt(layout, span);
  return found === undefined ? nothingThere : change(found);
}

function around(
  span: Span,
  { layout }: YamlText,
  change: (found: FoundNode) => YamlEdit | Refusal,
): YamlEdit | Refusal {
  const found = scalarAround(layout, span) ?? valueAt(layout, span);
  return found === undefined ? nothingThere : change(found);
}

function replace(span: Span, text: string, { layout, style }: YamlText): YamlEdit | Refusal {
  const found = scalarAround(layout, span);
  if (found?.node.kind !== 'scalar') return nothingThere;
  const { node } = found;
  const isWhole = node.span.start === span.start && node.span.end === span.end;
  const isString = node.value.kind === 'string' || node.style !== 'plain';
  const isValue = found.holder.is !== 'key' && found.holder.is !== 'document';
  return isWhole && isString && isValue ? setValue(found, text, style) : replaceInScalar(node, span, text);
}

function append(found: FoundNode, item: YamlValue, { style }: YamlText, behind?: number): YamlEdit | Refusal {
  const { node } = found;
  if (node.kind === 'alias') return refused('the list is an alias');
  if (node.kind === 'sequence') {
    if (node.tag !== undefined) return refused('the list has a tag');
    return addItem(node, behind ?? node.items.length - 1, item, style);
  }
  const isAbsent = node.kind === 'scalar' && node.span.start === node.span.end && node.anchor === undefined;
  return isAbsent ? setValue(found, [item], style) : refused('the value is no list');
}

function setKey(mapping: Span, path: readonly string[], value: YamlValue, text: YamlText): YamlEdit | Refusal {
  let found = valueAt(text.layout, mapping);
  for (const [index, key] of path.entries()) {
    if (found === undefined) return nothingThere;
    const { node } = found;
    if (node.kind === 'alias') return refused('the mapping is an alias');
    const pairs = node.kind === 'mapping' ? node.pairs.filter((pair) => nameOf(pair) === key) : [];
    const [pair] = pairs;
    if (pairs.length > 1) return refused(`\`${key}\` is there more than once`);
    if (pair === undefined || node.kind !== 'mapping')
      return addKey(found, key, nested(path.slice(index + 1), value), text);
    found = { node: pair.value, holder: { is: 'value', mapping: node, pair } };
  }
  return found === undefined ? nothingThere : setValue(found, value, text.style);
}

const nested = (path: readonly string[], value: YamlValue): YamlValue =>
  path.reduceRight<YamlValue>((inner, key) => ({ [key]: inner }), value);

function isRight(edits: readonly TextEdit[], { change, comment }: YamlEdit, { file, layout }: YamlText): boolean {
  const after = readYamlLayout(new SourceFile(file.path, applyEdits(file.text, edits)));
  if (after === undefined || !keepsComments(layout.comments, after.comments, comment)) return false;
  const meant = layout.roots.map((root) => outlineOf(root, change));
  return sameOutline(
    meant,
    after.roots.map((root) => outlineOf(root)),
  );
}

/** Whether the comments are those from before, with one more if it is given. */
function keepsComments(before: readonly string[], after: readonly string[], added: string | undefined): boolean {
  const at =
    added === undefined ? -1 : after.findIndex((comment, index) => comment === added && before[index] !== added);
  const kept = at === -1 ? after : after.toSpliced(at, 1);
  return kept.join('\n') === before.join('\n') && after.length === before.length + (added === undefined ? 0 : 1);
}
