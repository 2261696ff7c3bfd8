import { fromCheckout } from '../script/paths.ts';
import { knownString, onceFor, type Text } from '../value/index.ts';
import { fromText, isOpen, toText } from './hole-table.ts';
import type { Run } from './run.ts';

/** A path of a makefile from the checkout. */
export const pathFromCheckout = (run: Run, path: string): Text =>
  fromCheckout(run.options.directory, toText(run.table, path, run.at));

/** A path with the working directory in front of it, without `.` and `..` where they can be taken out. */
export function absolutePath(run: Run, path: string): string {
  if (path === '') return '';
  const isAbsolute = path.startsWith('/') || /^[\uE100-\uF870]\//.test(path);
  const whole = isAbsolute ? path : `${workingDirectory(run)}/${path}`;
  const kept: string[] = [];
  for (const part of whole.split('/').slice(1)) {
    const last = kept.at(-1);
    if (part === '' || part === '.') continue;
    if (part === '..' && last !== undefined && !isOpen(last)) kept.pop();
    else kept.push(part);
  }
  return [whole.split('/')[0] ?? '', ...kept].join('/') || '/';
}

/** `$(CURDIR)`. */
export const workingDirectory = (run: Run): string => fromText(run.table, run.call.absolute(run.options.directory));

/** Whether a file or folder is in the repository or was written by the script; `undefined` if that is not known. */
export function exists(run: Run, path: string): boolean | undefined {
  const text = pathFromCheckout(run, path);
  const known = knownString(text);
  if (known === undefined || /^[/~]|^\.\./.test(known)) return undefined;
  if (run.call.readFile(text) !== undefined) return true;
  const { paths } = run.call;
  return paths === undefined ? undefined : known === '' || namesIn(paths).has(known);
}

/** The files that a pattern names, sorted; `undefined` if they are not known. */
export function filesMatching(run: Run, pattern: string): readonly string[] | undefined {
  if (!/[*?[]/.test(pattern)) {
    const found = exists(run, pattern);
    return found === undefined ? undefined : found ? [pattern] : [];
  }
  const absolute = knownString(pathFromCheckout(run, pattern));
  const { paths } = run.call;
  const directory = knownString(run.options.directory);
  if (absolute === undefined || paths === undefined || directory === undefined) return undefined;
  if (/^[/~]|^\.\./.test(absolute)) return undefined;
  const matcher = patternOf(absolute);
  const found = [...namesIn(paths)].filter((path) => matcher.test(path)).sort();
  const head = pattern.slice(0, pattern.length - absolute.length + directory.length + (directory === '' ? 0 : 1));
  const cut = directory === '' ? 0 : directory.length + 1;
  const prefix = pattern.startsWith('./') ? './' : isOpen(pattern) ? head : '';
  const end = pattern.endsWith('/') ? '/' : '';
  return found.map((path) => `${prefix}${path.slice(cut)}${end}`);
}

/** All files and the folders above them. */
const namesIn = onceFor((paths: readonly string[]): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const path of paths) {
    for (let at = path.length; at !== -1; at = path.lastIndexOf('/', at - 1)) {
      const name = path.slice(0, at);
      if (names.has(name)) break;
      names.add(name);
      if (at === 0) break;
    }
  }
  return names;
});

/** A shell pattern; `*` and `?` do not cross folders, and `*` at a beginning leaves out hidden files. */
function patternOf(pattern: string): RegExp {
  const source = pattern
    .split('/')
    .map((part) =>
      part
        .replace(/[.+^${}()|\\]/g, '\\$&')
        .replace(/\*+/g, '[^/]*')
        .replace(/\?/g, '[^/]')
        .replace(/^(?=\[)/, '(?!\\.)'),
    )
    .join('/');
  try {
    return new RegExp(`^${source}$`);
  } catch {
    return /(?!)/;
  }
}
