import type { WrittenNode } from '../yaml-written.ts';
import { toNextContent } from './between.ts';
import { readMapping } from './block.ts';
import { type Cursor, skip } from './cursor.ts';

/** Longer texts may have more parts than GitLab reads, which is not counted here: three for each two characters at most. */
const longest = 260_000;

/** Collections inside each other. */
const deepest = 50;

/** Tabs, carriage returns, and characters that mean something to those who read YAML. */
const odd = /[^\n -~\u00a0-\udfff\ue001-\ufefe\uff00-\ufffd]/;
const documentMarker = /(?:^|\n)(?:---|\.\.\.|%)/;
const opening = /(?: *(?:#[^\n]*)?\n)*(?:---\n)?/y;

/**
 * The root mapping of a text that has only what nearly every CI file is made of, in block style; `undefined` for all others. Whatever it
 * reads, the library `yaml` reads in the same way, with the same ranges and without an error: it only takes longer.
 */
export function readPlainYaml(text: string): WrittenNode | undefined {
  if (text.length > longest || odd.test(text)) return undefined;
  const cursor: Cursor = { text, at: 0, column: -1, full: 0, comment: -1 };
  skip(cursor, opening);
  if (documentMarker.test(text.slice(Math.max(0, cursor.at - 1)))) return undefined;
  toNextContent(cursor, 0, false);
  if (cursor.column !== 0) return undefined;
  const root = readMapping(cursor, { indent: 0, room: deepest });
  return cursor.at === text.length ? root : undefined;
}
