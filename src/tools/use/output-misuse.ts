import type { Misuse } from '../../model/index.ts';
import { splitText, type Text } from '../../value/index.ts';
import { literalHead } from '../word-parts.ts';
import type { Call } from './misuses.ts';

/**
 * Several names in one `--output` of BuildKit. A comma ends a field unless the field is in double quotes, and of two fields
 * with one name the last counts.
 *
 * Source: buildkit cmd/buildctl/build/output.go parseOutputCSV ("invalid value"); README, "Image/Registry".
 */
export function outputMisuses({ row, command, flags }: Call): readonly Misuse[] {
  if (!/^(?:buildctl|docker)(?: buildx| image| builder)? (?:build|b)$/.test(row.call)) return [];
  return flags.flags('--output').items.flatMap(({ value, flagSpan }): Misuse[] => {
    if (value.parts.some((part) => typeof part === 'string' && part.includes('"'))) return [];
    const fields = splitText(value, ',');
    const names = fields.filter((field) => literalHead(field).startsWith('name='));
    const at = fields.findIndex((field) => literalHead(field).startsWith('name='));
    const isSplit = at !== -1 && fields.slice(at + 1).some(isReference);
    if (!isSplit && names.length < 2) return [];
    return [
      {
        call: row.call,
        command,
        span: flagSpan,
        what: { is: 'split-names', keepsLast: !isSplit },
        remedy: 'write all names in one field in quotes of its own: `--output "type=image,\\"name=A,B\\",push=true"`',
      },
    ];
  });
}

/** A field without a name that can only be a reference. */
const isReference = ({ parts }: Text): boolean => {
  const literals = parts.map((part) => (typeof part === 'string' ? part : '')).join('');
  return !literals.includes('=') && /[/:]/.test(literals);
};
