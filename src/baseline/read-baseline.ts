import { mistake } from '../policy/mistake.ts';
import { UsageError } from '../policy/usage-error.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { KnownFinding } from './known-finding.ts';

/** The findings that a baseline file holds. Throws a `UsageError` of one line for a text that is none. */
export function readBaseline(file: SourceFile): readonly KnownFinding[] {
  const conflict = /^(?:<{7}|={7}|>{7})/m.exec(file.text);
  if (conflict !== null)
    throw mistake(file.span(conflict.index, conflict.index), `a merge left its conflict here; ${writeItAnew}`);
  const content = parsed(file);
  if (!isObject(content) || !Array.isArray(content['findings'])) throw refusal(file, `it has no list \`findings\``);
  if (content['version'] !== version)
    throw refusal(
      file,
      `its version is ${JSON.stringify(content['version'] ?? null)}, and this release reads version 1`,
    );
  const findings: readonly unknown[] = content['findings'];
  return findings.map((entry, index) => knownFinding(entry, index, file));
}

/** Whether a text looks like a baseline, so that it may be replaced by another one, also with a conflict in it. */
export const looksLikeBaseline = (text: string): boolean =>
  text.trim() === '' || /^\uFEFF?\s*\{\s*"version"\s*:\s*\d+\s*,\s*"findings"\s*:/.test(text);

const version = 1;

const writeItAnew = 'write the baseline anew with --write-baseline';

function parsed(file: SourceFile): unknown {
  try {
    return JSON.parse(file.text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const said = error instanceof Error ? error.message.replace(/\s*\(line \d+ column \d+\)$/, '') : '';
    const position = /^(.*?)(?: in JSON)? at position (\d+)$/.exec(said);
    if (position === null) throw refusal(file, 'it is no JSON');
    const at = Number(position[2]);
    throw mistake(file.span(at, at), `the baseline is no JSON: ${position[1] ?? ''}`);
  }
}

const refusal = ({ path }: SourceFile, because: string): UsageError =>
  new UsageError(`\`${path}\` is no baseline, because ${because}; ${writeItAnew}`);

function knownFinding(entry: unknown, index: number, file: SourceFile): KnownFinding {
  const text = (key: string): string => {
    const value = isObject(entry) ? entry[key] : undefined;
    if (typeof value === 'string') return value;
    throw refusal(file, `its finding number ${String(index + 1)} has no text \`${key}\``);
  };
  return { path: text('path'), rule: text('rule'), message: text('message'), fingerprint: text('fingerprint') };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
