import type { Span } from '../source/source-file.ts';
import { type Cause, joinTexts, literal, type Text } from '../value/index.ts';
import { findInText, type Hole, sliceText } from '../value/text.ts';

/** Fields of `type=registry,ref=$IMAGE,mode=max`, by name in lower case. A field without `=` has the value empty. */
export type CsvFields = ReadonlyMap<string, readonly Text[]>;

/**
 * Reads one CSV record of `key=value` fields. A field in double quotes may hold commas and `""` for a quote.
 * A hole is never cut, though its value may hold a comma. Repeated names keep all their values, in order.
 *
 * Source: pkg.go.dev/encoding/csv; buildkit cmd/buildctl/build/output.go parseOutputCSV.
 */
export function csvFields(text: Text): CsvFields {
  const fields = new Map<string, Text[]>();
  for (const field of csvRecord(text)) {
    const equals = findInText(field, '=');
    const [first] = field.parts;
    if (typeof first !== 'string' || equals >= first.length) continue;
    const name = (equals === -1 ? first : first.slice(0, equals)).trim().toLowerCase();
    const value = equals === -1 ? literal('', field.span) : sliceText(field, equals + 1);
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return fields;
}

/** The fields of one CSV record, without their quotes. */
function csvRecord(text: Text): readonly Text[] {
  const fields: Text[] = [];
  let parts: (string | Hole)[] = [];
  let isQuoted = false;
  const end = (): void => {
    fields.push(assemble(parts, text.span));
    parts = [];
  };
  for (const part of text.parts) {
    if (typeof part !== 'string') {
      parts.push(part);
      continue;
    }
    for (let at = 0; at < part.length; at += 1) {
      const unit = part.charAt(at);
      if (unit === '"' && isQuoted && part.charAt(at + 1) === '"') {
        parts.push('"');
        at += 1;
      } else if (unit === '"') isQuoted = !isQuoted;
      else if (unit === ',' && !isQuoted) end();
      else parts.push(unit);
    }
  }
  end();
  return fields;
}

const assemble = (parts: readonly (string | Hole)[], span: Span): Text => joinTexts([{ parts, span }], span);

/** Why a record may have more fields than are seen: the fields whose name begins with a hole. */
export const hiddenFieldCauses = (text: Text): readonly Cause[] =>
  csvRecord(text).flatMap(({ parts: [first] }) =>
    first !== undefined && typeof first !== 'string' ? [first.cause] : [],
  );
