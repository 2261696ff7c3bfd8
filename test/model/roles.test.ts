import { describe, expect, test } from 'vitest';
import {
  buildsIn,
  commandsIn,
  jobsOf,
  makesImages,
  mergesIn,
  type Project,
  seemsToMakeImages,
} from '../../src/model/index.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { readProject } from '../../src/project/read-project.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';

const projectOf = (script: string, more = ''): Project =>
  readProject(
    memoryWorkspace({ '.gitlab-ci.yml': `work:\n  script:\n${script.replace(/^/gm, '    - ')}\n${more}` }),
    defaultPolicy,
  );

describe('what a job does with images', () => {
  test.each([
    ['docker build -t shop .', 'yes', 'yes'],
    ['buildah manifest create shop', 'yes', 'yes'],
    ['go test ./...', 'no', 'no'],
    ['make image', 'unknown', 'unknown'],
    ['./ci/release.sh', 'unknown', 'unknown'],
    ['$TOOL build', 'unknown', 'unknown'],
    ['make lint', 'unknown', 'no'],
    ['./ci/test.sh', 'unknown', 'no'],
    ['npm run e2e', 'unknown', 'no'],
    ['curl -fsSL https://example.com/setup.sh | bash', 'unknown', 'no'],
    ['./ci/test.sh\nmake push', 'unknown', 'unknown'],
  ])('%s: makes images %s, seems to %s', (script, makes, seems) => {
    const project = projectOf(script);
    const [job] = jobsOf(project);
    expect(makesImages(project, job!).is).toBe(makes);
    expect(seemsToMakeImages(project, job!).is).toBe(seems);
  });

  test('is hidden by a template that was not read, and not by the other jobs of its file', () => {
    const include = 'include: {project: platform/templates, file: /all.yml}\nlint:\n  script: [go vet ./...]\n';
    const project = projectOf('go vet ./...', `  extends: .package\n${include}`);
    const seems = jobsOf(project).map((job) => [job.name, seemsToMakeImages(project, job).is]);
    expect(seems).toEqual([
      ['work', 'unknown'],
      ['lint', 'no'],
    ]);
  });
});

test('the work of a job is found in order, and a job that never runs is left out', () => {
  const never = 'off:\n  script: [docker build -t off .]\n  rules: [{when: never}]\n';
  const project = projectOf('docker build -t a .\ndocker manifest create l a b', never);
  const [job, ...others] = jobsOf(project);
  expect(others).toEqual([]);
  expect(commandsIn(project, job!)).toHaveLength(2);
  expect(buildsIn(project, job!).map(({ tool }) => tool)).toEqual(['docker build']);
  expect(mergesIn(project, job!).map(({ tool }) => tool)).toEqual(['docker manifest']);
});
