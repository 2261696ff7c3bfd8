import { showText } from '../../value/index.ts';
import type { Contexts } from '../expression/github-value.ts';
import { textOfWritten } from '../expression/written.ts';
import { matrixJobName, oneLine } from '../matrix/cell-name.ts';
import type { MatrixCell } from '../matrix/matrix-cell.ts';
import { holdsExpression, textAt } from '../workflow/yaml-access.ts';
import type { WrittenJob } from './written-job.ts';

/** The name that GitHub shows: that of an expression as it comes out, any other one with the values of the matrix behind it. */
export function jobName({ id, body }: WrittenJob, cell: MatrixCell, contexts: Contexts): string {
  const name = textAt(body, 'name');
  if (name === undefined || name.text === '') return matrixJobName(id, cell);
  if (!holdsExpression(name.text)) return matrixJobName(name.text, cell);
  const shown = oneLine(showText(textOfWritten(name, contexts)));
  return shown === '' ? matrixJobName(id, cell) : shown;
}
