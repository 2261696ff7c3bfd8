/** What `--color` may be. */
export type ColorChoice = 'auto' | 'always' | 'never';

/**
 * Whether output is coloured: by `--color`, then `NO_COLOR`, `FORCE_COLOR`, `CI=true` (job logs show colours), then
 * whether it goes to a terminal.
 *
 * Source: no-color.org (set and not empty), force-color.org; `FORCE_COLOR=0` and `=false` turn colour off as in chalk.
 */
export function wantsColor(
  choice: ColorChoice,
  environment: Readonly<Record<string, string | undefined>>,
  isTerminal: boolean,
): boolean {
  if (choice !== 'auto') return choice === 'always';
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (environment['CI'] === 'true') return true;
  return isTerminal && environment['TERM'] !== 'dumb';
}
