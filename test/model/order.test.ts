import { describe, expect, test } from 'vitest';
import { finishesBefore } from '../../src/model/index.ts';
import { jobNamed, projectOf, projectOfCi } from '../project/repository.ts';

const order = (ci: string, earlier: string, later: string): string => {
  const project = projectOfCi(ci);
  return finishesBefore(jobNamed(project, earlier), jobNamed(project, later)).is;
};

const script = 'script: "true"';

describe('in one pipeline', () => {
  const stages = 'stages: [compile, image, index]\n';
  const jobs = `
compile: { stage: compile, ${script} }
amd64: { stage: image, ${script} }
arm64: { stage: image, needs: [compile], ${script} }
`;

  test.each([
    ['a job of a later stage waits', 'index: { stage: index, SCRIPT }', 'arm64', 'yes'],
    ['a job of the same stage does not wait', 'index: { stage: image, SCRIPT }', 'arm64', 'no'],
    ['a job with needs does not wait for other jobs', 'index: { stage: index, needs: [amd64], SCRIPT }', 'arm64', 'no'],
    ['a needed job is waited for', 'index: { stage: index, needs: [arm64], SCRIPT }', 'arm64', 'yes'],
    ['so is what a needed job needs', 'index: { stage: index, needs: [arm64], SCRIPT }', 'compile', 'yes'],
    [
      'and the stages before a needed job without needs',
      'index: { stage: index, needs: [amd64], SCRIPT }',
      'compile',
      'yes',
    ],
    ['an empty list of needs waits for nothing', 'index: { stage: index, needs: [], SCRIPT }', 'compile', 'no'],
    [
      'an optional need waits where its job is there',
      'index: { stage: index, needs: [{ job: arm64, optional: true }], SCRIPT }',
      'arm64',
      'yes',
    ],
    [
      'a need of another project orders nothing',
      'index: { stage: index, needs: [{ project: a/b, job: arm64, ref: main, artifacts: true }], SCRIPT }',
      'arm64',
      'no',
    ],
    [
      'needs that cannot be read leave it open',
      'index: { stage: index, needs: !reference [.nowhere, needs], SCRIPT }\ninclude: { project: a/b, file: /c.yml }',
      'arm64',
      'unknown',
    ],
  ])('%s', (_, index, earlier, expected) => {
    expect(order(`${stages}${jobs}${index.replace('SCRIPT', script)}\n`, earlier, 'index')).toBe(expected);
  });

  test('nothing comes before itself', () => {
    expect(order(`${stages}${jobs}`, 'amd64', 'amd64')).toBe('no');
  });

  test('the name of a matrix is all of its instances, a selection only some', () => {
    const ci = `
package: { stage: build, ${script}, parallel: { matrix: [{ ARCH: [amd64, arm64] }] } }
all: { stage: build, needs: [package], ${script} }
some: { stage: build, needs: ["package: [amd64]"], ${script} }
`;
    expect(order(ci, 'package: [arm64]', 'all')).toBe('yes');
    expect(order(ci, 'package: [amd64]', 'some')).toBe('yes');
    expect(order(ci, 'package: [arm64]', 'some')).toBe('no');
  });

  test('a lattice of needs, each job on two of the next, is walked once', () => {
    const depth = 60;
    const job = (name: string, needs: readonly string[]): string =>
      `${name}: { stage: build, needs: [${needs.join(', ')}], ${script} }`;
    const lines = Array.from({ length: depth }, (_, row) =>
      ['a', 'b'].map((side) => job(`${side}${row}`, row === 0 ? [] : [`a${row - 1}`, `b${row - 1}`])),
    ).flat();
    const ci = [...lines, `other: { stage: build, ${script} }`].join('\n');
    expect(order(ci, 'a0', `b${depth - 1}`)).toBe('yes');
    expect(order(ci, 'other', `b${depth - 1}`)).toBe('no');
  });

  test('a circle of needs ends', () => {
    const ci = `
a: { stage: build, needs: [b], ${script} }
b: { stage: build, needs: [a], ${script} }
other: { stage: build, ${script} }
`;
    expect(order(ci, 'other', 'a')).toBe('no');
  });

  test('a stage that is not declared orders nothing for certain, and says so', () => {
    const project = projectOfCi(`${stages}amd64: { stage: imgae, ${script} }\nindex: { stage: index, ${script} }\n`);
    const truth = finishesBefore(jobNamed(project, 'amd64'), jobNamed(project, 'index'));
    expect(truth.is === 'unknown' ? truth.causes.map(({ because }) => because) : truth).toEqual([
      'the stage `imgae` is not declared',
    ]);
  });
});

describe('across child pipelines', () => {
  const project = (strategy: string) =>
    projectOf({
      '.gitlab-ci.yml': `
first: { stage: build, ${script} }
start: { stage: build, needs: [first], trigger: { include: child.yml${strategy} } }
last: { stage: deploy, ${script} }
beside: { stage: build, needs: [], ${script} }
`,
      'child.yml': `
package: { stage: build, ${script} }
deeper: { stage: test, trigger: { include: grandchild.yml, strategy: depend } }
finish: { stage: deploy, ${script} }
`,
      'grandchild.yml': `inner: { ${script} }\n`,
    });
  const waiting = project(', strategy: depend');
  const loose = project('');

  test.each([
    ['a job behind one that waits for its child', waiting, 'package', 'last', 'yes'],
    ['a job behind one that does not', loose, 'package', 'last', 'no'],
    ['a job beside it', waiting, 'package', 'beside', 'no'],
    ['the child behind what its starter needs', loose, 'first', 'package', 'yes'],
    ['the child beside other jobs', loose, 'beside', 'package', 'no'],
    ['the child and the job that starts it', waiting, 'package', 'start', 'no'],
    ['the job that starts it and the child', waiting, 'start', 'package', 'no'],
    ['a grandchild behind a job of the child', loose, 'package', 'inner', 'yes'],
    ['a job of the child behind the grandchild', loose, 'inner', 'finish', 'yes'],
    ['a job of the root behind the grandchild', waiting, 'inner', 'last', 'yes'],
  ] as const)('%s', (...row) => {
    const [, repository, earlier, later, expected] = row;
    expect(finishesBefore(jobNamed(repository, earlier), jobNamed(repository, later)).is).toBe(expected);
  });
});
