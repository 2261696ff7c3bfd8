import { expect, test } from 'vitest';
import { isOnChangedLine } from '../../src/engine/changed-lines.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { findingAt, placeIn } from '../report/sample.ts';

const pipeline = new SourceFile('.gitlab-ci.yml', 'build:\n  tags: [amd64]\n  script:\n    - make\nmerge:\n');
const dockerfile = new SourceFile('Dockerfile', 'FROM scratch\n');
const at = placeIn(pipeline, 'amd64');

test.each([
  ['on which it stands', findingAt(at), ['.gitlab-ci.yml', 2], true],
  [
    'that only touches its lines',
    findingAt(placeIn(pipeline, 'tags: [amd64]\n  script:')),
    ['.gitlab-ci.yml', 3],
    true,
  ],
  ['behind the line break that ends it', findingAt(placeIn(pipeline, 'make\n')), ['.gitlab-ci.yml', 5], false],
  ['elsewhere', findingAt(at), ['.gitlab-ci.yml', 1], false],
  ['of another file', findingAt(at), ['ci/build.yml', 2], false],
  [
    'that it points at',
    findingAt(at, { related: [{ at: dockerfile.span(0, 4), message: 'built from here' }] }),
    ['Dockerfile', 1],
    true,
  ],
  [
    'that hides its answer',
    findingAt(at, {
      certainty: 'undecided',
      causes: [{ kind: 'include', because: 'it lives elsewhere', at: placeIn(pipeline, 'merge') }],
    }),
    ['.gitlab-ci.yml', 5],
    true,
  ],
] as const)('a finding has to do with a changed line %s: %#', (_, finding, [path, line], has) => {
  expect(isOnChangedLine(finding, new Map([[path, [{ first: line, last: line }]]]))).toBe(has);
});
