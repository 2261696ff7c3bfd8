import type { Random } from '../random.ts';
import type { Material, Mutation } from './mutation.ts';
import { lineWords, scriptWords, yamlWords } from './words.ts';

/** Changes of a text that know nothing of what it says, or no more than what lines of its kind look like. */
export const textMutations: readonly Mutation[] = [
  ofText('cut off', (text, random) => text.slice(0, random.below(text.length + 1))),
  ofText('take out', (text, random) => splice(text, random.below(text.length + 1), random.below(40), '')),
  ofText('put in a sign', (text, random) => splice(text, random.below(text.length + 1), 0, random.pick(signs) ?? '')),
  ofText('overwrite', (text, random) =>
    splice(text, random.below(text.length + 1), 1 + random.below(5), random.pick(signs) ?? ''),
  ),
  ofText('put in a word', (text, random, material) =>
    splice(text, random.below(text.length + 1), 0, wordFor(material.path, random)),
  ),
  ofText('repeat a part', (text, random) => {
    const at = random.below(text.length + 1);
    const part = text.slice(at, at + random.below(60));
    return splice(text, at, 0, part.repeat(1 + random.below(30)));
  }),
  ofText('put in a byte', (text, random) =>
    splice(text, random.below(text.length + 1), 0, String.fromCharCode(0xdc80 + random.below(0x80))),
  ),
  ofLines('take out lines', (lines, random) => lines.toSpliced(random.below(lines.length), 1 + random.below(3))),
  ofLines('repeat a line', (lines, random) => {
    const at = random.below(lines.length);
    return lines.toSpliced(at, 0, ...Array.from({ length: 1 + random.below(5) }, () => lines[at] ?? ''));
  }),
  ofLines('move a line', (lines, random) => {
    const at = random.below(lines.length);
    return lines.toSpliced(at, 1).toSpliced(random.below(lines.length), 0, lines[at] ?? '');
  }),
  ofLines('indent a line', (lines, random) => {
    const at = random.below(lines.length);
    const line = lines[at] ?? '';
    return lines.with(at, random.chance(0.5) ? `${random.pick([' ', '  ', '\t', '- ']) ?? ''}${line}` : line.slice(1));
  }),
  ofLines('join two lines', (lines, random) => {
    const at = random.below(lines.length - 1);
    return lines.toSpliced(
      at,
      2,
      `${lines[at] ?? ''}${random.pick(['', ' ', ' && ', '\\']) ?? ''}${lines[at + 1] ?? ''}`,
    );
  }),
  ofLines('put in a line', (lines, random, material) =>
    lines.toSpliced(random.below(lines.length + 1), 0, wordFor(material.path, random)),
  ),
  ofLines('put in lines of another file', (lines, random, { fixtures }) => {
    const other = random.pick(Object.values(random.pick(fixtures)?.files ?? {}))?.split('\n') ?? [];
    const from = random.below(other.length);
    return lines.toSpliced(random.below(lines.length + 1), 0, ...other.slice(from, from + 1 + random.below(8)));
  }),
];

const signs: readonly string[] = [
  ...['"', "'", '`', '$(', '${', '${{', '}}', '}', ')', '<<EOF\n', '\\', '\\\n', '\n', '\r', '\r\n', '\0', '\t'],
  ...['\uFEFF', '\ud800', '\u2028', '\u0085', '\u001b[2J', '🚢', '{', '[', ']', ': ', '- ', '&a ', '*a ', '<<: ', '%'],
  ...[
    '!reference ',
    '!!binary ',
    '|\n',
    '>-\n',
    '#',
    ' #',
    '|',
    '&&',
    ';',
    '$[[ ',
    ']]',
    '@',
    '? ',
    '---\n',
    '...\n',
    ',',
  ],
];

function ofText(name: string, change: Mutation['change']): Mutation {
  return { name, fits: () => true, change };
}

function ofLines(
  name: string,
  change: (lines: readonly string[], random: Random, material: Material) => readonly string[],
): Mutation {
  return ofText(name, (text, random, material) => change(text.split('\n'), random, material).join('\n'));
}

const splice = (text: string, at: number, length: number, put: string): string =>
  text.slice(0, at) + put + text.slice(at + length);

function wordFor(path: string, random: Random): string {
  const own = lineWords.find(({ of }) => of.test(path))?.lines ?? [];
  const lists = [own, own, scriptWords, yamlWords].filter(({ length }) => length > 0);
  return random.pick(random.pick(lists) ?? []) ?? '';
}
