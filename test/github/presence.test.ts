import { describe, expect, test } from 'vitest';
import type { EventFacts } from '../../src/github/events/event-facts.ts';
import { factsOfEvent } from '../../src/github/events/facts-of-event.ts';
import { eventsOf } from '../../src/github/events/workflow-events.ts';
import { presenceOfCell } from '../../src/github/presence/job-presence.ts';
import { type ConditionedJob, type RunConditions, runConditions } from '../../src/github/presence/run-conditions.ts';
import { allOf, always, type Formula, never, notOf } from '../../src/model/presence/formula.ts';
import { findPipeline } from '../../src/model/presence/pipeline-search.ts';
import { witnessOf } from '../../src/model/presence/pipeline-witness.ts';
import { EmbeddedText } from '../../src/source/embedded-text.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { no, unknown, yes } from '../../src/value/index.ts';
import { contextsOf, yamlOf } from './contexts-of.ts';

const at = new SourceFile('.github/workflows/image.yml', 'jobs:').whole;

function contextsUnder({ eventNames, refBeginning }: EventFacts) {
  const [name, ...others] = eventNames;
  const ref = refBeginning === 'refs/tags/' ? { ref_type: 'tag' } : {};
  return contextsOf({
    github: { ...ref, ...(name === undefined ? {} : { event_name: others.length > 0 ? eventNames : name }) },
    inputs: { push: true },
  });
}

interface Written {
  readonly if?: string;
  readonly needs?: readonly string[];
}

const jobOf = ([id, written]: readonly [string, Written]): ConditionedJob => ({
  id,
  ...(written.if === undefined
    ? {}
    : { condition: EmbeddedText.verbatim(new SourceFile('.github/workflows/image.yml', written.if).whole) }),
  needs: written.needs ?? [],
  at,
  contextsOf: contextsUnder,
});

/** When the jobs of a workflow run, by id. */
function conditionsIn(on: string, jobs: Readonly<Record<string, Written>>): (id: string) => RunConditions {
  const found = runConditions(Object.entries(jobs).map(jobOf), eventsOf(yamlOf(on)).map(factsOfEvent));
  return (id) => found.get(id)!;
}

const formulaOf = (on: string, condition: string | undefined): Formula =>
  conditionsIn(on, { image: condition === undefined ? {} : { if: condition } })('image').presence.formula;

/** A formula in short form. */
function shown(formula: Formula): string {
  switch (formula.is) {
    case 'constant':
      return String(formula.value);
    case 'all':
    case 'any':
      return `(${formula.of.map(shown).join(formula.is === 'all' ? ' and ' : ' or ')})`;
    case 'not':
      return `not ${shown(formula.of)}`;
    case 'claim':
      return formula.claim.that.test === 'equals' ? formula.claim.that.text : formula.claim.that.test;
    case 'open':
      return `<${formula.key}>`;
    case 'files':
      return formula.files.glob;
  }
}

describe('the condition of a job', () => {
  test.each([
    [undefined, 'true'],
    ['', 'true'],
    ['true', 'true'],
    ['false', 'false'],
    ['${{ false }}', 'false'],
    ['inputs.push', 'true'],
    ['success()', 'true'],
    ['always()', 'true'],
    ['failure()', 'false'],
    ['${{ !cancelled() }}', 'true'],
    ["github.event_name == 'push'", 'true'],
    ["github.event_name != 'pull_request' && inputs.push", 'true'],
    ['vars.PUBLISH', "<vars['publish']>"],
    ['!vars.PUBLISH', "not <vars['publish']>"],
    ["${{ Vars['publish'] == 'yes' }}", "<('yes' == vars['publish'])>"],
    ["'yes' == vars.Publish", "<('yes' == vars['publish'])>"],
    ["vars.PUBLISH != 'yes'", "not <('yes' == vars['publish'])>"],
    ["inputs.push && vars.PUBLISH == 'yes'", "<('yes' == vars['publish'])>"],
    ['vars.PUBLISH && vars.STABLE', "(<vars['publish']> and <vars['stable']>)"],
    ['vars.PUBLISH || (vars.STABLE)', "(<vars['publish']> or <vars['stable']>)"],
    ['vars.PUBLISH || inputs.push', 'true'],
    ['vars.PUBLISH && !inputs.push', 'false'],
    ["startsWith( github.ref,'refs/tags/' )", "<startswith(github['ref'], 'refs/tags/')>"],
    ['fromJSON(vars.LIMIT) > 3', "<(fromjson(vars['limit']) > 3)>"],
  ])('`if: %s` is worked out as far as it is known', (condition, expected) => {
    expect(shown(formulaOf('push', condition))).toBe(expected);
  });

  test('that is a text with an expression in it is true, since it is not empty', () => {
    expect(shown(formulaOf('push', 'publish: ${{ vars.PUBLISH }}'))).toBe('true');
  });

  test('that does not parse is open', () => {
    expect(shown(formulaOf('push', 'vars.PUBLISH &&'))).toBe('<vars.PUBLISH &&>');
  });

  test('names what hides it', () => {
    const formula = formulaOf('push', 'vars.PUBLISH');
    expect(formula.is === 'open' && formula.causes.map(({ because }) => because)).toEqual([
      expect.stringContaining('vars.PUBLISH'),
    ]);
  });
});

describe('the events of a workflow', () => {
  test.each([
    ['[push, release]', undefined, 'true'],
    ['[push, release]', "github.event_name == 'push'", 'push'],
    ['[push, schedule, release]', "github.event_name != 'push'", '(schedule or release)'],
    ['[push, pull_request]', undefined, 'push'],
    ['[push, pull_request]', "github.event_name == 'pull_request'", 'pull_request'],
    ['pull_request', undefined, 'true'],
    ['[push, release]', "github.event_name == 'release' || vars.EDGE", "((push and <vars['edge']>) or release)"],
    ['[push, release]', "github.ref_type == 'tag'", "((push and <('tag' == github['ref_type'])>) or release)"],
    ['[push, workflow_call]', 'vars.EDGE', "<vars['edge']>"],
    ['[push, release]', "github.event_name == 'schedule'", 'false'],
  ])('`on: %s` with `if: %s` decide when the job is in a run', (on, condition, expected) => {
    expect(shown(formulaOf(on, condition))).toBe(expected);
  });

  const search = (...formulas: readonly Formula[]) => findPipeline(allOf(...formulas), { at, isGenerous: false });

  test('exclude each other', () => {
    const of = conditionsIn('[push, release]', {
      edge: { if: "github.event_name == 'push'" },
      stable: { if: "github.event_name == 'release'" },
    });
    expect(search(of('edge').presence.formula, of('stable').presence.formula)).toEqual({ is: 'none' });
  });

  test('show a run that holds one job and not another one', () => {
    const of = conditionsIn('[push, schedule]', { build: {}, merge: { if: "github.event_name == 'push'" } });
    const found = search(of('build').presence.formula, notOf(of('merge').presence.formula));
    expect(found.is === 'found' && witnessOf(found.world, 'run').shown).toBe('a run started by `schedule`');
  });

  test('are all of them: no run is started by anything else', () => {
    const of = conditionsIn('[push, schedule]', {
      edge: { if: "github.event_name == 'push'" },
      nightly: { if: "github.event_name == 'schedule'" },
    });
    const formulas = [of('edge'), of('nightly')].map(({ presence }) => notOf(presence.formula));
    expect(search(...formulas)).toEqual({ is: 'none' });
  });

  test('leave jobs with one condition together, whatever it is worth', () => {
    const of = conditionsIn('push', {
      build: { if: "vars.PUBLISH == 'yes'" },
      merge: { if: "${{ 'yes' == vars.publish }}" },
      test: { if: "vars.PUBLISH != 'yes'" },
    });
    const [build, merge, checks] = ['build', 'merge', 'test'].map((id) => of(id).presence.formula);
    expect(search(build!, notOf(merge!))).toEqual({ is: 'none' });
    expect(search(build!, checks!)).toEqual({ is: 'none' });
  });
});

describe('a job that needs others', () => {
  test.each<readonly [string, Written, string]>([
    ['is in a run only with them', { needs: ['build'] }, "<vars['publish']>"],
    ['has its own condition, too', { needs: ['build'], if: 'vars.STABLE' }, "(<vars['publish']> and <vars['stable']>)"],
    ['finds them whatever the case of the id', { needs: ['BUILD'] }, "<vars['publish']>"],
    ['runs without them where it asks for their status', { needs: ['build'], if: '!cancelled()' }, 'true'],
    ['runs without them after a failure, too', { needs: ['build'], if: 'always() && vars.STABLE' }, "<vars['stable']>"],
    ['is never there without a job that never is', { needs: ['off'] }, 'false'],
    ['is skipped with what a job in between does not wait for', { needs: ['report'] }, "<vars['publish']>"],
    ['counts for nothing a job that does not exist', { needs: ['lint'] }, 'true'],
  ])('%s', (_, merge, expected) => {
    const of = conditionsIn('push', {
      merge,
      report: { needs: ['build'], if: 'always()' },
      build: { if: 'vars.PUBLISH' },
      off: { if: 'false' },
    });
    expect(shown(of('merge').presence.formula)).toBe(expected);
  });

  test('is in no run if it, or what it needs, never is', () => {
    const of = conditionsIn('push', { off: { if: 'false' }, merge: { needs: ['off'] }, build: { if: 'vars.PUBLISH' } });
    expect(['off', 'merge', 'build'].map((id) => of(id).presence.canRun)).toEqual([no, no, yes]);
  });

  test('may stand in a circle, which GitHub refuses', () => {
    const of = conditionsIn('push', {
      build: { needs: ['merge'] },
      merge: { needs: ['build'] },
      lint: { needs: ['lint'] },
    });
    expect(['build', 'merge', 'lint'].map((id) => shown(of(id).presence.formula))).toEqual(['true', 'true', 'true']);
  });

  test('gives up on very many conditions', () => {
    const jobs = Array.from({ length: 200 }, (_, index): [string, Written] => {
      const needs = [index - 1, index - 2].filter((one) => one >= 0).map((one) => `job${String(one)}`);
      return [`job${String(index)}`, { if: `vars.GO_${String(index)}`, needs }];
    });
    const of = conditionsIn('push', Object.fromEntries(jobs));
    expect(shown(of('job3').presence.formula).split(' and ')).toHaveLength(4);
    expect(shown(of('job199').presence.formula).split(' and ').length).toBeLessThan(60);
  });

  test('may be the last of very many', () => {
    const ids = Array.from({ length: 5_000 }, (_, index) => `job${String(index)}`);
    const jobs = ids.map((id, index): [string, Written] => [
      id,
      index === 0 ? { if: 'vars.GO' } : { needs: [ids[index - 1]!] },
    ]);
    const of = conditionsIn('push', Object.fromEntries(jobs.toReversed()));
    expect(shown(of('job4999').presence.formula)).toBe("<vars['go']>");
  });
});

describe('a job of a matrix', () => {
  const cause = { kind: 'expression', because: 'the platforms are chosen by hand', at } as const;

  test.each([
    ['that certainly exists is in a run as all of its matrix', yes, 'true'],
    ['that certainly does not is in none', no, 'false'],
    ['that may not exist is open', unknown(cause), '<build (arm64)>'],
  ])('%s', (_, exists, expected) => {
    expect(shown(presenceOfCell(always, exists, 'build (arm64)'))).toBe(expected);
    expect(presenceOfCell(never, exists, 'build (arm64)')).toEqual(never);
  });
});
