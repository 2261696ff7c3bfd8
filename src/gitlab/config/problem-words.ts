import type { YamlProblem } from '../../syntax/yaml.ts';

/**
 * A problem as GitLab reports it. Its parser sees one document at a time, so lines count from the document that
 * begins at the offset `start`.
 */
export function problemWords({ message, at }: YamlProblem, start: number): string {
  if (isOwnMessage.test(message)) return message;
  const { line, column } = at.file.positionAt(at.start);
  const first = at.file.positionAt(start);
  const isFirstLine = line === first.line;
  const place = `at line ${line - first.line + 1} column ${isFirstLine ? column - first.column + 1 : column}`;
  return `(<unknown>): ${message} ${place}`;
}

/** Messages that come from the loader and not from the parser. */
const isOwnMessage = /^(?:Tried to load|The (?:provided|parsed) YAML|An alias)/;
