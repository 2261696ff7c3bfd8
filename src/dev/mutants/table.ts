import type { Verdict } from './run-mutants.ts';

/** How many mutants there are, and what became of them, as the cells of a row. */
export const figures = (verdicts: readonly Verdict[]): readonly string[] => [
  String(verdicts.length),
  ...(['killed', 'doubted', 'explained', 'survived'] as const).map((kind) =>
    String(verdicts.filter(({ is }) => is === kind).length),
  ),
  String(verdicts.filter(({ strays }) => strays.length > 0).length),
];

/** A row of the table: a name, figures and a sentence. */
export const showRow = ([name = '', ...cells]: readonly string[]): string =>
  `${name.padEnd(38)}${cells
    .slice(0, -1)
    .map((cell) => cell.padStart(10))
    .join('')}  ${cells.at(-1) ?? ''}`;

/** What the cells of a row are. */
export const heading = showRow(['rule', 'mutants', 'killed', 'doubted', 'explained', 'survived', 'strays', 'defect']);

/** A mutant with its place, its files and what was found in it. */
export function showVerdict({ mutant: { operator, sample, at, texts }, is, found, strays }: Verdict): string {
  const { line } = at.file.positionAt(at.start);
  return [
    `${is}: ${operator.rule}: ${operator.does}`,
    `  fixtures/${sample.name}/${at.file.path}:${String(line)}`,
    ...[...texts].flatMap(([path, text]) => changes(sample.files.find((file) => file.path === path)?.text ?? '', text)),
    ...found.map((one) => `  = ${one}`),
    ...(strays.length > 0 ? [`  strays: ${strays.join(', ')}`] : []),
  ].join('\n');
}

/** The lines between the first and the last one that differ. */
function changes(before: string, after: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const head = old.findIndex((text, index) => text !== now[index]);
  const from = head === -1 ? old.length : head;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - from && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  return [
    ...old.slice(from, old.length - tail).map((text) => `  - ${text}`),
    ...now.slice(from, now.length - tail).map((text) => `  + ${text}`),
  ];
}
