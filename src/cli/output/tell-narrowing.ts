import type { Report } from '../../report/report.ts';
import { counted, listed } from '../../report/wording.ts';
import type { LintCall } from '../call/arguments.ts';
import type { Surroundings } from '../surroundings.ts';
import { tell } from './tell.ts';

/** More places than these are counted. */
const mostPlaces = 3;

/**
 * Tells on standard error what the reports leave out and nobody should miss: that a baseline lists what is no more, and that a
 * change brought up findings on lines that it does not touch.
 */
export async function tellNarrowing(
  reports: readonly Report[],
  { isQuiet, baseline }: Pick<LintCall, 'isQuiet' | 'baseline'>,
  { stderr }: Surroundings,
): Promise<void> {
  if (isQuiet) return;
  const gone = reports.reduce((sum, report) => sum + (report.baseline?.gone ?? 0), 0);
  if (gone > 0 && baseline !== undefined)
    await tell(
      stderr,
      `multiarch-lint: ${counted(gone, 'finding')} of the baseline ${gone === 1 ? 'is' : 'are'} gone; write it anew: --write-baseline ${baseline}\n`,
    );
  const fresh = reports.flatMap(({ since, root }) =>
    (since?.fresh ?? []).map(({ at, ruleId }) => {
      const { line } = at.file.positionAt(at.start);
      return `${root}${at.file.path}:${String(line)} ${ruleId}`;
    }),
  );
  const revision = reports.find(({ since }) => since !== undefined)?.since?.revision ?? '';
  if (fresh.length > 0) await tell(stderr, `multiarch-lint: ${freshLine(fresh, revision)}\n`);
}

/** `2 findings on unchanged lines are new since main: …`. */
function freshLine(places: readonly string[], revision: string): string {
  const more = places.length - mostPlaces;
  const shown = [...places.slice(0, mostPlaces), ...(more > 0 ? [`${String(more)} more`] : [])];
  const what =
    places.length === 1
      ? '1 finding on an unchanged line is'
      : `${String(places.length)} findings on unchanged lines are`;
  return `${what} new since ${revision}: ${listed(shown)}`;
}
