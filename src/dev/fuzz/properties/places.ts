import { type Files, readAs } from '../files.ts';
import type { Failure } from './failure.ts';

/** Whether every place that a JSON report names lies in a file of the repository, as offset and as line and column. */
export function wrongPlace(report: unknown, files: Files): Failure | undefined {
  const texts = new Map<string, string>();
  const textAt = (path: string): string | undefined => {
    const written = files[path];
    if (written === undefined) return undefined;
    const text = texts.get(path) ?? readAs(written);
    texts.set(path, text);
    return text;
  };
  for (const { path, start, end } of locationsIn(report)) {
    const text = textAt(path);
    const wrong =
      text === undefined
        ? 'a file that is not there'
        : start.offset > end.offset || end.offset > text.length
          ? 'offsets outside of the file'
          : [start, end].some((position) => !isAt(position, text))
            ? 'line and column of another offset'
            : undefined;
    if (wrong !== undefined)
      return { property: 'places', kind: wrong, detail: `${wrong}: ${JSON.stringify({ path, start, end })}` };
  }
  return undefined;
}

interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

interface Location {
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
}

function isAt({ line, column, offset }: Position, text: string): boolean {
  const before = text.slice(0, offset);
  return line === before.split('\n').length && column === offset - (before.lastIndexOf('\n') + 1) + 1;
}

/** Everything in a document that looks like a location; the schema says that all that should do. */
function locationsIn(value: unknown): readonly Location[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(locationsIn);
  return isLocation(value) ? [value, ...inner] : inner;
}

const isLocation = (value: object): value is Location =>
  'path' in value && 'start' in value && 'end' in value && typeof value.path === 'string';
