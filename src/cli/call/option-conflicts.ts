import { UsageError } from '../../policy/usage-error.ts';

/** Options that ask for something else than the option in front of them. */
const conflicts: readonly (readonly [option: string, others: readonly string[]])[] = [
  ['fix', ['print-config', 'print-model', 'online']],
  ['fix-unsafe', ['print-config', 'print-model', 'online']],
  ['diff', ['print-config', 'print-model', 'online']],
  // A baseline holds all findings that there are.
  ['write-baseline', ['baseline', 'since', 'shard', 'diff', 'print-config', 'print-model']],
  // What a fix moves is no longer where the change was.
  ['since', ['fix', 'fix-unsafe', 'diff', 'print-config', 'print-model']],
  // The text is nowhere but in the standard input.
  ['stdin-filename', ['recursive', 'shard', 'fix', 'fix-unsafe', 'diff', 'write-baseline', 'since']],
];

/** Throws a `UsageError` if two of the options that a call has cannot be used together. */
export function refuseConflicts(values: ReadonlyMap<string, unknown>): void {
  for (const [option, others] of conflicts) {
    const other = values.has(option) ? others.find((name) => values.has(name)) : undefined;
    if (other !== undefined) throw new UsageError(`\`--${option}\` cannot be used with \`--${other}\``);
  }
}
