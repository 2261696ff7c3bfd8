import type { SourceFile } from '../source/source-file.ts';
import type { LayoutNode, YamlLayout } from '../syntax/yaml-layout.ts';

/** How the author of a YAML file writes. */
export interface YamlStyle {
  /** Blanks by which a mapping is indented below its key. */
  readonly step: number;
  /** Blanks by which a sequence is indented below its key; often none. */
  readonly sequenceStep: number;
  readonly quote: '"' | "'";
  readonly lineBreak: '\n' | '\r\n';
}

/** The style of a file, as the first places in it that show one have it; two blanks and double quotes without any. */
export function styleOf({ roots }: YamlLayout, file: SourceFile): YamlStyle {
  const steps = roots.flatMap((root) => [...stepsBelow(root)]);
  const step = steps.find(({ child, by }) => child === 'mapping' && by > 0)?.by ?? 2;
  const single = file.text.split("'").length;
  const double = file.text.split('"').length;
  return {
    step,
    sequenceStep: steps.find(({ child }) => child === 'sequence')?.by ?? step,
    quote: single > double ? "'" : '"',
    lineBreak: lineBreakOf(file),
  };
}

/** The line break of a file's first line. */
export const lineBreakOf = ({ text }: SourceFile): '\n' | '\r\n' =>
  text.charAt(text.indexOf('\n') - 1) === '\r' ? '\r\n' : '\n';

interface Step {
  readonly child: 'mapping' | 'sequence';
  readonly by: number;
}

/** How far block collections are indented below their keys, in document order. */
function* stepsBelow(node: LayoutNode): Generator<Step> {
  if (node.kind === 'alias' || node.kind === 'scalar' || node.isFlow) return;
  if (node.kind === 'sequence') {
    for (const item of node.items) yield* stepsBelow(item);
    return;
  }
  for (const { key, value } of node.pairs) {
    const isBlock = (value.kind === 'mapping' || value.kind === 'sequence') && !value.isFlow;
    if (isBlock) yield { child: value.kind, by: columnOf(value) - columnOf(key) };
    yield* stepsBelow(value);
  }
}

/** The number of characters before a node in its line, without a byte order mark. */
export function columnOf({ span: { file, start } }: LayoutNode): number {
  const { line, column } = file.positionAt(start);
  return column - (line === 1 && file.text.startsWith('\uFEFF') ? 2 : 1);
}
