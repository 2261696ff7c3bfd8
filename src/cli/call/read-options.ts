import { parseArgs } from 'node:util';
import { UsageError } from '../../policy/usage-error.ts';
import { didYouMean } from '../../value/nearest.ts';
import { type CommandName, type OptionRow, optionTable } from './option-table.ts';

/** A command line taken apart: every option with its values in order (empty for one that takes none), and the rest. */
export interface WrittenOptions {
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

/** A command with options of its own. */
interface OwnOptions {
  readonly command: CommandName;
  readonly table: readonly OptionRow[];
}

/**
 * Takes a command line apart by the table of options, or by that of a command. Throws a `UsageError` for what the table does
 * not accept.
 */
export function readOptions(args: readonly string[], own?: OwnOptions): WrittenOptions {
  const table = own?.table ?? optionTable;
  const { tokens } = parseArgs({ args: [...args], options: parserOptions(table), strict: false, tokens: true });
  const values = new Map<string, string[]>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const row = rowOf(token, table, own?.command);
    const value = valueOf(row, token);
    values.set(row.name, [...(values.get(row.name) ?? []), ...(value === undefined ? [] : [value])]);
  }
  return { values, positionals };
}

const parserOptions = (table: readonly OptionRow[]) =>
  Object.fromEntries(
    table.map(({ name, short, value }) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(short === undefined ? {} : { short }),
      },
    ]),
  );

interface OptionToken {
  readonly name: string;
  /** As written: `-h`, `--help`. */
  readonly rawName: string;
  readonly value?: string | undefined;
  /** Whether the value follows a `=`. */
  readonly inlineValue?: boolean | undefined;
}

function rowOf({ name, rawName }: OptionToken, table: readonly OptionRow[], command?: CommandName): OptionRow {
  const row = table.find((each) => each.name === name);
  if (row !== undefined) return row;
  if (command !== undefined && optionTable.some((each) => each.name === name))
    throw new UsageError(`\`--${name}\` cannot be used with \`${command}\``);
  const names = table.map((each) => each.name);
  throw new UsageError(`unknown option \`${rawName}\`${didYouMean(name, names).replace('`', '`--') || seeHelp}`);
}

const seeHelp = '; `--help` lists all';

function valueOf(row: OptionRow, { value, inlineValue }: OptionToken): string | undefined {
  if (row.value === undefined) {
    if (value !== undefined) throw new UsageError(`\`--${row.name}\` takes no value`);
    return undefined;
  }
  if (value === undefined || value === '' || (inlineValue !== true && value.startsWith('-') && value !== '-'))
    throw new UsageError(`\`--${row.name}\` needs a value: --${row.name} ${row.value}`);
  if (row.allowed?.includes(value) === false)
    throw new UsageError(
      `\`--${row.name}\` cannot be \`${value}\`; allowed: ${row.allowed.join(', ')}${didYouMean(value, row.allowed)}`,
    );
  return value;
}
