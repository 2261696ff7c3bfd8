import type { Code } from '../script/code.ts';
import { lookUp, withEntry } from '../script/state/persistent-map.ts';
import { symbolOf } from '../script/state/symbols.ts';
import { EmbeddedText } from '../source/embedded-text.ts';
import { readMakefile } from '../syntax/makefile.ts';
import { wordsOf } from '../syntax/makefile-words.ts';
import { onceFor } from '../value/index.ts';
import { evaluateSource, isTooLong, type MakeSource } from './evaluate.ts';
import { filesMatching, pathFromCheckout } from './files.ts';
import { isHole, isOpen, keyOf, markOf, shown, withoutMarks } from './hole-table.ts';
import { doubt, limits, type Run } from './run.ts';
import { variable } from './variable.ts';

/** `include`: files that are not there are looked for in the folders of `-I`; only `-include` may do without. */
export function includeFiles(run: Run, words: readonly string[], isRequired: boolean): void {
  for (const word of words) {
    const found = filesMatching(run, word);
    const paths = found === undefined || found.length === 0 ? [word] : found;
    for (const path of paths) includeFile(run, path, isRequired);
  }
}

function includeFile(run: Run, path: string, isRequired: boolean): void {
  if (isHole(path) || run.isStopped) {
    if (!run.unsetMarks.has(path))
      outOfSight(run, path, `which file \`include ${shown(run.table, path)}\` means is not known`);
    return;
  }
  const candidates = [path, ...run.options.folders.map((folder) => `${folder}/${path}`)];
  const code = candidates.flatMap((candidate) => run.call.readFile(pathFromCheckout(run, candidate)) ?? [])[0];
  if (code !== undefined) readInto(run, path, code);
  else if (isOpen(path) && !/^[\uE100-\uF870]\//.test(path))
    outOfSight(run, path, `which file \`include ${shown(run.table, path)}\` means is not known`);
  else if (isRequired)
    outOfSight(run, path, `\`${shown(run.table, path)}\`, which it includes, is not in the repository`);
  else run.missing.push(path);
}

/** Variables and rules may come from a file that was not read. */
function outOfSight(run: Run, path: string, reason: string): void {
  doubt(run, reason);
  run.unseen = symbolOf('from', run.unseen, keyOf(run.table, path));
}

/** Reads a makefile and notes its name. */
export function readInto(run: Run, name: string, code: Code): void {
  run.filesRead += 1;
  if (run.filesRead > limits.includes) {
    doubt(run, 'it includes more files than are followed');
    return;
  }
  const list = lookUp(run.globals, 'MAKEFILE_LIST')?.value ?? '';
  run.globals = withEntry(
    run.globals,
    'MAKEFILE_LIST',
    variable('MAKEFILE_LIST', wordsOf(`${list} ${name}`).join(' '), run.call.span),
  );
  const source = sourceOf(run, code);
  if (isTooLong(source)) doubt(run, `\`${name}\` is longer than is followed`);
  else evaluateSource(run, source);
}

function sourceOf(run: Run, { text, holes }: Code): MakeSource {
  if (holes.size === 0) return plainSource(text);
  const own = text.text.replace(/[\uE100-\uF870]/g, (mark) => {
    const hole = holes.get(mark);
    return hole === undefined ? '\uFFFD' : markOf(run.table, hole);
  });
  return { text: new EmbeddedText(own, text.segments, text.span), lines: readMakefile(own) };
}

/** A makefile that many jobs read is parsed once. */
const plainSource = onceFor((text: EmbeddedText): MakeSource => {
  const own = withoutMarks(text.text);
  return { text: new EmbeddedText(own, text.segments, text.span), lines: readMakefile(own) };
});
