import { expect, test } from 'vitest';
import { runsIfPushed } from '../../src/model/index.ts';
import { jobNamed, projectOf } from '../project/repository.ts';

const workflow = (push: string, condition: string): string => `on: push
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: docker/build-push-action@v6.18.0
        with:
          push: ${push}
          tags: ghcr.io/acme/shop:v1
  merge:
    needs: build
    if: ${condition}
    runs-on: ubuntu-24.04
    steps: [{ run: 'true' }]
`;

test.each([
  ['one condition', "${{ vars.PUBLISH == 'yes' }}", "vars.PUBLISH == 'yes'", true],
  ['one that asks for more', "${{ vars.PUBLISH == 'yes' }}", "vars.PUBLISH == 'yes' && github.actor != 'bot'", true],
  ['another condition', "${{ vars.PUBLISH == 'yes' }}", "vars.MERGE == 'yes'", false],
  ['no condition', "${{ vars.PUBLISH == 'yes' }}", 'true', false],
  ['a build that pushes anyway', 'true', "vars.PUBLISH == 'yes'", false],
  ['a build that never pushes', 'false', "vars.PUBLISH == 'yes'", false],
])('%s', (_, push, condition, expected) => {
  const project = projectOf({ '.github/workflows/image.yml': workflow(push, condition), Dockerfile: 'FROM scratch\n' });
  const [build] = project.builds.items;
  expect(build && runsIfPushed(jobNamed(project, 'merge'), build)).toBe(expected);
});
