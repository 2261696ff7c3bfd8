import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { isMapping, isString, valueAt } from '../yaml-access.ts';

/** What GitLab says against a value, without the place in front. */
export interface Complaint {
  /** Where in the configuration, as GitLab names it: `jobs:build:cache:key`. */
  readonly path: string;
  readonly message: string;
  readonly at: Span;
  /** Whether it is about something that is not written, which a template that was not read may hold. */
  readonly isAbsence?: true;
}

/**
 * What a keyword's value must look like; answers what is wrong, first what GitLab says first. A `!reference` that
 * could not be followed is never wrong, nor is null, which GitLab takes for an absent keyword.
 */
export type Shape = (value: YamlValue, path: string) => readonly Complaint[];

/** One complaint, as a list. */
export const complain = (path: string, message: string, at: Span): readonly Complaint[] => [{ path, message, at }];

/** A value that some test accepts. */
export const must =
  (accepts: (value: YamlValue) => boolean, message: string): Shape =>
  (value, path) =>
    isOpen(value) || accepts(value) ? [] : complain(path, message, value.span);

/** The first of several shapes that is not met. */
export const inTurn =
  (...shapes: readonly Shape[]): Shape =>
  (value, path) => {
    for (const shape of shapes) {
      const found = shape(value, path);
      if (found.length > 0) return found;
    }
    return [];
  };

/** All of several shapes. */
export const each =
  (...shapes: readonly Shape[]): Shape =>
  (value, path) =>
    shapes.flatMap((shape) => shape(value, path));

/** A mapping: `message` if it is none; unknown keys; then what its entries say. Keys without a shape may hold anything. */
export const mapping = (keys: Readonly<Record<string, Shape>>, message: string): Shape => {
  const known = new Set(Object.keys(keys));
  const inside = entriesOf(keys);
  return (value, path) => {
    if (isOpen(value)) return [];
    if (!isMapping(value)) return complain(path, message, value.span);
    return [...unknownKeys(value, known, path), ...inside(value, path)];
  };
};

/** Says `message` of a mapping that lacks a key, or has it blank. */
export const requires =
  (key: string, message: string): Shape =>
  (value, path) => {
    if (!isMapping(value)) return [];
    const written = valueAt(value, key);
    if (written !== undefined) return isBlank(written) ? complain(path, message, written.span) : [];
    return [{ path, message, at: value.span, isAbsence: true }];
  };

/** Ruby's `blank?`. */
export const isBlank = (value: YamlValue): boolean =>
  (isString(value) && value.value.trim() === '') ||
  (value.kind === 'sequence' && value.items.length === 0) ||
  (isMapping(value) && value.entries.size === 0);

/** The complaint about keys that GitLab does not know. */
export function unknownKeys(value: YamlMapping, known: ReadonlySet<string>, path: string): readonly Complaint[] {
  const unknown: string[] = [];
  for (const name of value.entries.keys()) if (!known.has(name)) unknown.push(name);
  const first = value.entries.get(unknown[0] ?? '');
  if (first === undefined || unknown.length === 0) return [];
  return complain(path, `config contains unknown keys: ${unknown.join(', ')}`, first.key.span);
}

/** What the shapes of a mapping's entries say, in the order of the shapes; `path` is that of the mapping. */
export function entriesOf(
  keys: Readonly<Record<string, Shape>>,
): (value: YamlMapping, path: string) => readonly Complaint[] {
  const shapes = Object.entries(keys);
  return (value, path) => {
    const found: Complaint[] = [];
    for (const [name, shape] of shapes) {
      const entry = value.entries.get(name);
      if (entry === undefined || isOpen(entry.value)) continue;
      for (const complaint of shape(entry.value, path)) found.push(complaint);
    }
    return found;
  };
}

/** The same shape one level deeper: GitLab names the keyword in the place. */
export const at =
  (name: string, shape: Shape): Shape =>
  (value, path) =>
    shape(value, `${path}:${name}`);

/** One shape for strings, another for mappings. */
export const either =
  (isFirst: (value: YamlValue) => boolean, first: Shape, second: Shape): Shape =>
  (value, path) =>
    isFirst(value) ? first(value, path) : second(value, path);

/** A mapping with keys of any name, each value of one shape and named in the place. */
export const entriesLike =
  (shape: Shape): Shape =>
  (value, path) => {
    if (isOpen(value)) return [];
    if (!isMapping(value)) return complain(path, 'config should be a hash', value.span);
    return [...value.entries].flatMap(([name, entry]) => shape(entry.value, `${path}:${name}`));
  };

/** Anything. */
export const anything: Shape = () => [];

/** Absent, or not known. */
export const isOpen = (value: YamlValue): boolean => value.kind === 'null' || value.kind === 'reference';
