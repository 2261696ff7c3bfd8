import { expect, test } from 'vitest';
import { canMeet, pipelinesWith } from '../../src/model/index.ts';
import { jobNamed, projectOfCi } from '../project/repository.ts';

/** One of some small pipelines, with all that the conditions below look at. */
interface SmallWorld {
  readonly tag?: string;
  readonly branch?: string;
  readonly flag?: string;
}

const worlds: readonly SmallWorld[] = [undefined, 'on', 'off'].flatMap((flag) => {
  const set = flag === undefined ? {} : { flag };
  return [
    { ...set, tag: 'v1' },
    { ...set, tag: 'v2' },
    { ...set, tag: 'other' },
    { ...set, branch: 'main' },
    { ...set, branch: 'other' },
    set,
  ];
});

/** Conditions as GitLab reads them, and what they mean. */
const conditions: readonly (readonly [string, (world: SmallWorld) => boolean])[] = [
  ['$CI_COMMIT_TAG', ({ tag }) => tag !== undefined],
  ['$CI_COMMIT_TAG =~ /^v/', ({ tag }) => tag?.startsWith('v') === true],
  ['$CI_COMMIT_BRANCH == "main"', ({ branch }) => branch === 'main'],
  ['$CI_COMMIT_BRANCH != "main"', ({ branch }) => branch !== 'main'],
  ['$CI_MERGE_REQUEST_IID', ({ tag, branch }) => tag === undefined && branch === undefined],
  ['$FLAG == "on"', ({ flag }) => flag === 'on'],
  ['$FLAG == null', ({ flag }) => flag === undefined],
  ['$FLAG && $CI_COMMIT_BRANCH', ({ flag, branch }) => flag !== undefined && branch !== undefined],
  ['$CI_COMMIT_TAG == "v1" || $FLAG == "on"', ({ tag, flag }) => tag === 'v1' || flag === 'on'],
];

/** Numbers below `limit`, the same in every run. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
}

type SmallRule = readonly [condition: number, isNever: boolean];

const isIn = (rules: readonly SmallRule[], world: SmallWorld): boolean => {
  const rule = rules.find(([condition]) => conditions[condition]![1](world));
  return rule !== undefined && !rule[1];
};

const written = (rules: readonly SmallRule[]): string =>
  rules
    .map(([condition, never]) => `    - if: '${conditions[condition]![0]}'${never ? '\n      when: never' : ''}\n`)
    .join('');

test('the search finds what trying all pipelines finds, for 300 pairs of jobs', () => {
  const below = numbers(7);
  const rulesOf = (): SmallRule[] =>
    Array.from({ length: 1 + below(3) }, () => [below(conditions.length), below(4) === 0]);
  const wrong: unknown[] = [];
  for (let round = 0; round < 300; round++) {
    const [build, merge] = [rulesOf(), rulesOf()];
    const ci = `build:\n  script: make\n  rules:\n${written(build)}merge:\n  script: make\n  rules:\n${written(merge)}`;
    const project = projectOfCi(ci);
    const [buildJob, mergeJob] = [jobNamed(project, 'build'), jobNamed(project, 'merge')];
    const found = [pipelinesWith(mergeJob, [buildJob]).is, canMeet(mergeJob, buildJob).is];
    const expected = [
      worlds.some((world) => isIn(merge, world) && !isIn(build, world)) ? 'sometimes' : 'never',
      worlds.some((world) => isIn(merge, world) && isIn(build, world)) ? 'yes' : 'no',
    ];
    if (found.join() !== expected.join()) wrong.push({ ci, found, expected });
  }
  expect(wrong).toEqual([]);
});
