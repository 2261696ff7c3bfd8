import type { GithubValue } from '../../src/github/expression/github-value.ts';
import { textOfValue } from '../../src/github/expression/text-of-value.ts';
import { matrixJobName } from '../../src/github/matrix/cell-name.ts';
import { expandMatrix } from '../../src/github/matrix/expand-matrix.ts';
import type { MatrixCell, MatrixExpansion } from '../../src/github/matrix/matrix-cell.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { showText } from '../../src/value/index.ts';
import { contextsOf, yamlOf } from './contexts-of.ts';

export const around = contextsOf({
  github: { event_name: 'push', repository: 'acme/gateway' },
  inputs: { platforms: '["linux/amd64","linux/arm64"]', go: 1.25, race: true },
});

export const expansionOf = (strategy: string): MatrixExpansion => expandMatrix(yamlOf(strategy), around);
/** A matrix in flow style. */
export const ofMatrix = (matrix: string): MatrixExpansion => expansionOf(`matrix: ${matrix}`);

const nowhere = new SourceFile('.github/workflows/image.yml', '').whole;

/** A value in short form: strings as they are, other scalars marked by their type, holes as written. */
export function shown(value: GithubValue): string {
  if (value.is === 'array') return `[${value.items.items.map(shown).join(', ')}]`;
  if (value.is === 'object') {
    return `{${[...value.object.entries].map(([key, one]) => `${key}: ${shown(one)}`).join(', ')}}`;
  }
  return value.is === 'null' ? 'null' : showText(textOfValue(value, nowhere));
}

export const shownCell = ({ values }: MatrixCell): string =>
  [...values].map(([key, { value }]) => `${key}=${shown(value)}`).join(' ');
export const cells = (expansion: MatrixExpansion): readonly string[] => expansion.cells.map(shownCell);
export const names = (expansion: MatrixExpansion): readonly string[] =>
  expansion.cells.map((cell) => matrixJobName('image', cell));
