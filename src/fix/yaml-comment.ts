import type { TextEdit } from '../source/text-edit.ts';
import { type Refusal, refused } from './refusal.ts';
import { edit, type YamlEdit } from './yaml-edit.ts';
import type { FoundNode } from './yaml-find.ts';
import type { YamlStyle } from './yaml-style.ts';

/** Adds a line with a comment above the line in which a node begins; a node in flow style has no such line of its own. */
export function addComment({ node, holder }: FoundNode, text: string, style: YamlStyle): YamlEdit | Refusal {
  const { file, start } = node.span;
  if (/[\r\n]/.test(text)) return refused('the comment has several lines');
  const begin = holder.is === 'value' ? holder.pair.key.span.start : start;
  const line = file.lineStart(file.positionAt(begin).line);
  const before = file.text.slice(line, begin);
  if (!/^[ \t]*(?:-\s+)?(?:[!&]\S*\s+)*$/.test(before)) return refused('something stands in front of it');
  const indent = /^[ \t]*/.exec(before)?.[0] ?? '';
  const added: TextEdit = { start: line, end: line, text: `${indent}# ${text}${style.lineBreak}` };
  return { ...edit({ node, change: (outline) => outline }, [added]), comment: `# ${text}`.trimEnd() };
}
