import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Operator } from '../../src/dev/mutants/operator.ts';
import { operators } from '../../src/dev/mutants/operators/index.ts';
import { judge, mutantsOf, spread } from '../../src/dev/mutants/run-mutants.ts';
import { sampleOf } from '../../src/dev/mutants/samples.ts';
import { suppressionRules } from '../../src/engine/suppression-rules.ts';
import { replaceBy } from '../../src/rule/fix.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';

const ids = [...rules, ...suppressionRules].map(({ id }) => id);

test('every rule has a kind of defect that is planted for it', () => {
  const planted = new Set(operators.map(({ rule }) => rule));
  expect(ids.filter((id) => !planted.has(id))).toEqual([]);
});

test('kinds of defects name rules that there are', () => {
  const named = operators.flatMap(({ rule, also = [], instead = [] }) => [rule, ...also, ...instead]);
  expect([...new Set(named)].filter((id) => !ids.includes(id))).toEqual([]);
});

describe('a mutant', () => {
  const text = `build:
  image: ghcr.io/osscontainertools/kaniko:v1.28.3-debug
  tags: [amd64]
  script: [/kaniko/executor --context . --cache --cache-ttl=24h --destination $CI_REGISTRY_IMAGE:$CI_COMMIT_SHA]
`;
  const sample = sampleOf('example', memoryWorkspace({ '.gitlab-ci.yml': text }));
  const replacing = (rule: string, word: string, by: string): Operator => ({
    rule,
    does: `writes ${by} for ${word}`,
    plants: ({ files: [file] }) => {
      const at = file?.text.indexOf(word) ?? -1;
      return file === undefined || at === -1 ? [] : [[replaceBy(file.span(at, at + word.length), by)]];
    },
  });
  const verdictOf = (operator: Operator) => mutantsOf(operator, [sample]).map(judge)[0];

  test('is killed where its rule is certain', () => {
    expect(verdictOf(replacing('kaniko-cache-ttl', ' --cache-ttl=24h', ''))?.is).toBe('killed');
  });

  test('survives where its rule is silent, and whoever speaks instead is a stray', () => {
    const verdict = verdictOf(replacing('kaniko-archived', ' --cache-ttl=24h', ''));
    expect([verdict?.is, verdict?.strays]).toEqual(['survived', ['tool-entrypoint-not-cleared', 'kaniko-cache-ttl']]);
  });

  test('is explained where a rule speaks that is there to', () => {
    const operator = { ...replacing('kaniko-archived', ' --cache-ttl=24h', ''), instead: ['kaniko-cache-ttl'] };
    expect(verdictOf(operator)?.is).toBe('explained');
  });

  test('survives where its rule is certain and should not be', () => {
    const operator = { ...replacing('kaniko-cache-ttl', ' --cache-ttl=24h', ''), certainty: 'maybe' as const };
    expect(verdictOf(operator)?.is).toBe('survived');
  });

  test('is doubted where its rule cannot tell, because a file is out of sight', () => {
    const including = memoryWorkspace({
      '.gitlab-ci.yml': `include: https://ci.example.com/go.yml\n${text}test:\n  needs: [build]\n  script: [make test]\n`,
    });
    const operator = replacing('merge-needs-unknown-job', '[build]', '[container]');
    const [verdict] = mutantsOf(operator, [sampleOf('example', including)]).map(judge);
    expect(verdict?.is).toBe('doubted');
  });

  test('is not made where nothing changes, or of a rule that has spoken already', () => {
    expect(mutantsOf(replacing('kaniko-cache-ttl', '24h', '24h'), [sample])).toEqual([]);
    expect(mutantsOf(replacing('tool-entrypoint-not-cleared', '24h', '48h'), [sample])).toEqual([]);
  });
});

test('a part of many is spread evenly', () => {
  expect(spread([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], 3)).toEqual([0, 4, 7]);
  expect(spread([1, 2], 3)).toEqual([1, 2]);
});
