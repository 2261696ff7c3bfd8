import type { Files } from './files.ts';

/** Whether files still show what is wrong. */
export type Shows = (files: Files) => Promise<boolean>;

/** A smaller repository that still shows it: fewer files, fewer lines, fewer characters. Stops at a moment of `performance.now()`. */
export async function shrink(files: Files, shows: Shows, until: number): Promise<Files> {
  const inTime: Shows = async (smaller) => performance.now() < until && (await shows(smaller));
  let present = files;
  for (const path of Object.keys(files)) {
    const fewer = Object.fromEntries(Object.entries(present).filter(([each]) => each !== path));
    if (await inTime(fewer)) present = fewer;
  }
  for (const [path, text] of Object.entries(present)) {
    const withText = (smaller: string): Promise<boolean> => inTime({ ...present, [path]: smaller });
    const fewerLines = await shorten(text.split(/(?<=\n)/), (lines) => withText(lines.join('')));
    present = { ...present, [path]: fewerLines.join('') };
    if (fewerLines.join('').length > 2000) continue;
    const fewer = await shorten(Array.from(fewerLines.join('')), (characters) => withText(characters.join('')));
    present = { ...present, [path]: fewer.join('') };
  }
  return present;
}

/** Leaves out runs of parts, long ones first, as long as it shows. */
async function shorten(
  parts: readonly string[],
  shows: (parts: readonly string[]) => Promise<boolean>,
): Promise<readonly string[]> {
  let present = parts;
  for (let size = Math.ceil(parts.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < present.length; ) {
      const fewer = present.toSpliced(at, size);
      if (await shows(fewer)) present = fewer;
      else at += size;
    }
  }
  return present;
}
