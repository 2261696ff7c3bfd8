/** One flag of a tool under all its spellings, each with its dashes: `['--tag', '-t']`. */
export interface FlagSpec {
  readonly names: readonly string[];
  /** `optional`: a value only behind `=` (pflag's NoOptDefVal); `boolean`: likewise, and read as a truth. */
  readonly takes: 'value' | 'boolean' | 'optional';
}

/** The command line of a tool, or of one of its subcommands. Data, one table per tool. */
export interface FlagGrammar {
  /**
   * `pflag`: combined short flags, `-tvalue`. `go`: Go's flag package and urfave/cli, where `-flag` is `--flag`,
   * the first positional ends the flags, and a subcommand does not know its parents' flags.
   *
   * Source: github.com/spf13/pflag README; pkg.go.dev/flag, "Command line flag syntax".
   */
  readonly style: 'pflag' | 'go';
  readonly flags: readonly FlagSpec[];
  /** Whether the first positional ends the flags: always in style `go`; in pflag after `SetInterspersed(false)`. */
  readonly stopsAtPositional?: boolean;
  /** How many positionals the tool takes, where it takes a fixed number. Tells operands from expansions that add flags. */
  readonly operands?: number;
  readonly subcommands?: Readonly<Record<string, FlagGrammar>>;
}

/** Flags with a value, from a table such as `--tag|-t --file|-f`. */
export const valued = (table: string): readonly FlagSpec[] => specs(table, 'value');

/** Boolean flags, from a table such as `--push --quiet|-q`. */
export const booleans = (table: string): readonly FlagSpec[] => specs(table, 'boolean');

const specs = (table: string, takes: FlagSpec['takes']): readonly FlagSpec[] =>
  table
    .split(/\s+/)
    .filter((row) => row !== '')
    .map((row) => ({ names: row.split('|'), takes }));
