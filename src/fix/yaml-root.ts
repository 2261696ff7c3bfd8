import type { YamlValue } from '../rule/fix.ts';
import type { TextEdit } from '../source/text-edit.ts';
import type { LayoutMapping } from '../syntax/yaml-layout.ts';
import { nameOf } from './yaml-find.ts';
import { linesBehind } from './yaml-lines.ts';
import type { YamlStyle } from './yaml-style.ts';
import { writePair } from './yaml-write.ts';

/** Keys of a pipeline's root that authors write before the jobs. */
const leading: ReadonlySet<string> = new Set(['spec', 'include', 'workflow', 'default', 'variables', 'stages']);

/** Adds a key to the block mapping that is a whole document: settings before the jobs, everything else at the end. */
export function rootPair(
  root: LayoutMapping,
  key: string,
  value: YamlValue,
  style: YamlStyle,
): readonly TextEdit[] | undefined {
  const { file } = root.span;
  const [first] = root.pairs;
  if (first === undefined) return undefined;
  const lines = writePair(key, value, style);
  const gap = isSpaced(root) ? [''] : [];
  const settings = root.pairs.findIndex((pair) => !leading.has(nameOf(pair) ?? ''));
  const behind = leading.has(key) && settings !== -1 ? root.pairs[settings - 1] : root.pairs.at(-1);
  if (behind !== undefined) {
    const end = Math.max(behind.key.span.end, behind.value.span.end);
    return [linesBehind(file, end, [...gap, ...lines], style.lineBreak)];
  }
  const start = startOfLines(file.text, first.key.span.start);
  return [{ start, end: start, text: [...lines, ...gap, ''].join(style.lineBreak) }];
}

/** Whether blank lines stand between the keys. */
const isSpaced = ({ pairs, span: { file } }: LayoutMapping): boolean =>
  pairs.slice(1).every(({ key }) => /\n[ \t]*\r?\n$/.test(file.text.slice(0, startOfLines(file.text, key.span.start))));

/** The start of the comment lines right above a line, or of the line itself. */
function startOfLines(text: string, from: number): number {
  const line = (at: number): number => text.lastIndexOf('\n', at - 1) + 1;
  let start = line(from);
  while (start > 0 && text[line(start - 1)] === '#') start = line(start - 1);
  return start === 0 && text.startsWith('\uFEFF') ? 1 : start;
}
