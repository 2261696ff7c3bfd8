import type { Span } from '../source/source-file.ts';
import { UsageError } from './usage-error.ts';

/** The error about one place of a policy file, in one line: `path:line:column: message`. */
export function mistake(at: Span, message: string): UsageError {
  const { line, column } = at.file.positionAt(at.start);
  return new UsageError(`${at.file.path}:${line}:${column}: ${message.replace(/\s*\n\s*/g, ' ')}`);
}
