import { expect, test } from 'vitest';
import { names, onPush, pipelineOf } from './workflows-of.ts';

test('a name is one line, in which long values that are not known are cut', () => {
  const workflow = onPush(`
suite:
  strategy:
    matrix:
      include: [{expect: "ready\\nto accept connections", log: "\${{ vars.THE_FIRST_LINE_THAT_THE_SERVER_WRITES_IN_PLACE }} ready"}]
  runs-on: ubuntu-latest
`);
  expect(names(pipelineOf(workflow).jobs.items)).toEqual([
    'suite (ready to accept connections, ${{ vars.THE_FIRST_LINE_THAT_THE_SERVER…)',
  ]);
});
