import type { Patch, YamlValue } from '../rule/fix.ts';
import { SourceFile, type Span } from '../source/source-file.ts';
import { applyEdits, type TextEdit } from '../source/text-edit.ts';
import { readYamlLayout, type YamlLayout } from '../syntax/yaml-layout.ts';
import { type Refusal, refused } from './refusal.ts';
import { addLine } from './yaml-add-line.ts';
import { addItem, addKey } from './yaml-collections.ts';
import type { YamlEdit } from './yaml-edit.ts';
import { type FoundNode, nameOf, scalarAround, taggedAt, valueAt } from './yaml-find.ts';
import { type OutlineChange, outlineOf, sameOutline } from './yaml-outline.ts';
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
  const layout = readYamlLayout(file);
  if (layout === undefined) return refused('the file cannot be read as YAML');
  const text = { file, layout, style: styleOf(layout, file) };
  const found = editOf(patch, text);
  if (found.is === 'refused') return found;
  const edits = found.ways.find((way) => isRight(way, found.change, text));
  return edits === undefined
    ? refused('the change does not fit the way in which the file is written')
    : { is: 'edits', edits };
}

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
    case 'add-line': {
      const found = scalarAround(text.layout, patch.after);
      return found === undefined ? nothingThere : addLine(found, patch.after, patch.text, text.style);
    }
  }
}

const nothingThere = refused('the place is not written as a value of its own');

function at(span: Span, { layout }: YamlText, change: (found: FoundNode) => YamlEdit | Refusal): YamlEdit | Refusal {
  const found = valueAt(layout, span);
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

function append(found: FoundNode, item: YamlValue, { style }: YamlText): YamlEdit | Refusal {
  const { node } = found;
  if (node.kind === 'alias') return refused('the list is an alias');
  if (node.kind === 'sequence') {
    if (node.tag !== undefined) return refused('the list has a tag');
    return addItem(node, node.items.length - 1, item, style);
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

function isRight(edits: readonly TextEdit[], change: OutlineChange, { file, layout }: YamlText): boolean {
  const after = readYamlLayout(new SourceFile(file.path, applyEdits(file.text, edits)));
  if (after === undefined || after.comments.join('\n') !== layout.comments.join('\n')) return false;
  const meant = layout.roots.map((root) => outlineOf(root, change));
  return sameOutline(
    meant,
    after.roots.map((root) => outlineOf(root)),
  );
}
