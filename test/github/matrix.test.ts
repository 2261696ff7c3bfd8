import { describe, expect, test } from 'vitest';
import { documented } from './documented-matrices.ts';
import { cells, names, ofMatrix } from './matrix-of.ts';

describe('the jobs of a matrix', () => {
  test.each(documented)(
    'are those of the documentation: $section',
    ({ matrix, cells: expected, names: expectedNames }) => {
      const expansion = ofMatrix(matrix);
      expect(cells(expansion)).toEqual(expected);
      expect(expansion.openTo).toEqual([]);
      expect(expansion.rejections).toEqual([]);
      if (expectedNames !== undefined) expect(names(expansion)).toEqual(expectedNames);
    },
  );
});
