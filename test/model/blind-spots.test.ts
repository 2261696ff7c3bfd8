import { describe, expect, test } from 'vitest';
import { blindSpots } from '../../src/model/index.ts';
import { projectOf } from '../project/repository.ts';

const workflow = (steps: string): string => `on: push
jobs:
  one:
    runs-on: ubuntu-24.04
    steps:
${steps.replace(/^(?=.)/gm, '      ')}
`;

const told = (files: Readonly<Record<string, string>>): readonly string[] =>
  blindSpots(projectOf(files)).map(({ at }) => `${at.file.path}:${String(at.file.positionAt(at.start).line)}`);

const scriptFor = (name: string): string => `${name}:\n  script: [./ci/${name}.sh]\n`;

describe('what is not read is told', () => {
  test('of a GitLab pipeline, whatever it is', () => {
    expect(told({ '.gitlab-ci.yml': scriptFor('test') })).toEqual(['.gitlab-ci.yml:2']);
  });

  test('of a GitLab pipeline, too, where workflows are beside it', () => {
    const files = {
      '.gitlab-ci.yml': scriptFor('test'),
      '.github/workflows/test.yml': workflow('- run: ./ci/test.sh'),
    };
    expect(told(files)).toEqual(['.gitlab-ci.yml:2']);
  });

  test('of a workflow where it probably builds images', () => {
    const files = { '.github/workflows/image.yml': workflow('- run: ./ci/build-image.sh') };
    expect(told(files)).toEqual(['.github/workflows/image.yml:6']);
  });

  test('of a workflow that a job calls and whose name speaks of images', () => {
    const call = 'on: push\njobs:\n  one:\n    uses: acme/workflows/.github/workflows/docker-publish.yml@v1\n';
    expect(told({ '.github/workflows/image.yml': call })).toHaveLength(1);
  });
});

describe('what is not read is of no interest', () => {
  test('in a job of a workflow that only tests', () => {
    expect(told({ '.github/workflows/test.yml': workflow('- run: ./ci/test.sh') })).toEqual([]);
  });

  test('in a workflow elsewhere whose name does not speak of images', () => {
    const call = 'on: push\njobs:\n  one:\n    uses: acme/workflows/.github/workflows/lint.yml@v1\n';
    expect(told({ '.github/workflows/lint.yml': call })).toEqual([]);
  });
});
