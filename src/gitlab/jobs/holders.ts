import type { Named } from '../../model/pipeline/job.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { groupBy, onceFor } from '../../value/index.ts';
import type { JobEntry } from './job-entry.ts';

/** The top-level key below which each keyword in force is written; those of the top level itself have none. */
export const holdersOf: (job: JobEntry) => ReadonlyMap<string, Named> = onceFor(({ root, inForce }) => {
  const holders = new Map<string, Named>();
  for (const [name, { key }] of inForce) {
    const holder = holderAt(root, key.span);
    if (holder !== undefined) holders.set(name, holder);
  }
  return holders;
});

/** A top-level key and the range of its value. */
interface Block extends Named {
  readonly value: Span;
}

const blocksIn = onceFor((root: YamlMapping) => {
  const blocks = [...root.entries].map(
    ([name, { key, value }]): Block => ({ name, span: key.span, value: value.span }),
  );
  const byFile = groupBy(blocks, ({ value }) => value.file);
  return new Map(
    [...byFile].map(([file, own]) => [file, own.toSorted((a, b) => a.value.start - b.value.start)] as const),
  );
});

function holderAt(root: YamlMapping, { file, start }: Span): Named | undefined {
  const blocks = blocksIn(root).get(file) ?? [];
  let low = 0;
  let high = blocks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((blocks[middle]?.value.start ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  const block = blocks[low];
  const isInside = block !== undefined && block.value.start <= start && start < block.value.end;
  return isInside && block.span.file === file ? { name: block.name, span: block.span } : undefined;
}
