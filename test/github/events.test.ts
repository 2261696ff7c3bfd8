import { describe, expect, test } from 'vitest';
import { anyEvent, type EventFacts, eitherOf, hasHeadRef, refTypeOf } from '../../src/github/events/event-facts.ts';
import { factsOfEvent } from '../../src/github/events/facts-of-event.ts';
import { type JobEvents, jobEvents } from '../../src/github/events/job-events.ts';
import { eventsOf, type WorkflowEvent } from '../../src/github/events/workflow-events.ts';
import { EmbeddedText } from '../../src/source/embedded-text.ts';
import { SourceFile, sourceText } from '../../src/source/source-file.ts';
import { contextsOf, type Plain, yamlOf } from './contexts-of.ts';

const events = (on: string): readonly WorkflowEvent[] => eventsOf(yamlOf(on));
const facts = (on: string): readonly EventFacts[] => events(on).map(factsOfEvent);

describe('the events under `on`', () => {
  test.each([
    ['push', ['push']],
    ['[push, release]', ['push', 'release']],
    ['{push: , workflow_dispatch: {inputs: {tag: {type: string}}}}', ['push', 'workflow_dispatch']],
    ['{schedule: [{cron: 0 4 * * 1}], push: {branches: [main]}}', ['schedule', 'push']],
    ['[push, push]', ['push']],
    ['[push, {release: }]', ['push']],
    ['~', []],
    ['{branches: }', ['branches']],
  ])('of `on: %s` are found in order', (on, expected) => {
    expect(events(on).map(({ name }) => name)).toEqual(expected);
  });

  test('are none where `on` is missing', () => {
    expect(eventsOf(undefined)).toEqual([]);
  });

  test('keep their filters, one name being a list of one', () => {
    const [push] = events('{push: {branches: main, paths-ignore: ["**.md", docs/**], tags: }}');
    expect([...push!.filters].map(([name, patterns]) => [name, patterns.map((pattern) => pattern.name)])).toEqual([
      ['branches', ['main']],
      ['paths-ignore', ['**.md', 'docs/**']],
    ]);
  });

  test('stand where they are written', () => {
    expect(events('[push, release]').map(({ span }) => sourceText(span))).toEqual(['push', 'release']);
    expect(events('{push: {branches: [main]}}').map(({ span }) => sourceText(span))).toEqual(['push']);
  });
});

/** What is known of the ref in short form. */
const shownRef = (one: EventFacts): string =>
  `${one.refBeginning ?? '?'}${one.refNames.length === 0 ? '*' : one.refNames.join('|')} ${refTypeOf(one) ?? '?'}`;

describe('the ref of a run', () => {
  test.each([
    ['push', '?* ?'],
    ['{push: {branches: [main]}}', 'refs/heads/main branch'],
    ['{push: {branches: main}}', 'refs/heads/main branch'],
    ['{push: {branches: [main, next]}}', 'refs/heads/main|next branch'],
    ['{push: {branches: [main, "release/**"]}}', 'refs/heads/* branch'],
    ['{push: {branches: ["**", "!wip"]}}', 'refs/heads/* branch'],
    ['{push: {branches-ignore: [wip]}}', 'refs/heads/* branch'],
    ['{push: {tags: ["v*"]}}', 'refs/tags/* tag'],
    ['{push: {tags: [nightly]}}', 'refs/tags/nightly tag'],
    ['{push: {tags: ["v[0-9]+.[0-9]+"]}}', 'refs/tags/* tag'],
    ['{push: {tags-ignore: [nightly]}}', 'refs/tags/* tag'],
    ['{push: {branches: [main], tags: ["v*"]}}', '?* ?'],
    ['{push: {branches: [main], tags-ignore: ["v*"]}}', '?* ?'],
    ['{push: {paths: [cmd/**]}}', '?* ?'],
    ['release', 'refs/tags/* tag'],
    ['pull_request', 'refs/pull/* branch'],
    ['{pull_request: {branches: [main]}}', 'refs/pull/* branch'],
    ['pull_request_target', 'refs/heads/* branch'],
    ['merge_group', 'refs/heads/* branch'],
    ['schedule', 'refs/heads/* branch'],
    ['workflow_run', 'refs/heads/* branch'],
    ['workflow_dispatch', '?* ?'],
    ['create', '?* ?'],
    ['workflow_call', '?* ?'],
    ['lunch', '?* ?'],
  ])('started by `on: %s` is known as far as the event fixes it', (on, expected) => {
    expect(facts(on).map(shownRef)).toEqual([expected]);
  });

  test('of several events is known where they agree', () => {
    expect(shownRef(eitherOf(facts('{push: {branches: [main]}, schedule: }')))).toBe('refs/heads/* branch');
    expect(shownRef(eitherOf(facts('{push: {tags: [v1]}, release: }')))).toBe('refs/tags/* tag');
    expect(shownRef(eitherOf(facts('{push: {branches: [main]}, release: }')))).toBe('?* ?');
  });
});

describe('the event of a run', () => {
  test('is one of those of the workflow', () => {
    expect(eitherOf(facts('[push, release]')).eventNames).toEqual(['push', 'release']);
  });

  test('is that of the caller for a workflow that is called, so nothing is known of it', () => {
    expect(facts('workflow_call')).toEqual([anyEvent]);
    expect(eitherOf(facts('[push, workflow_call]')).eventNames).toEqual([]);
    expect(eitherOf([])).toEqual(anyEvent);
  });

  test.each([
    ['push', ['action', 'pull_request', 'release', 'inputs'], ['head_commit', 'ref']],
    ['release', ['pull_request', 'inputs', 'head_commit'], ['release', 'action']],
    ['pull_request', ['release', 'inputs'], ['pull_request', 'action']],
    ['workflow_dispatch', ['action', 'pull_request', 'release'], ['inputs']],
    ['workflow_call', [], ['pull_request', 'release', 'inputs', 'action']],
    ['lunch', [], ['pull_request', 'action']],
  ])('`%s` lacks parts of other events', (on, missing, present) => {
    const [one] = facts(on);
    expect([...one!.absent]).toEqual(expect.arrayContaining(missing));
    expect(present.filter((name) => one!.absent.has(name))).toEqual([]);
  });

  test.each([
    ['{release: {types: [published]}}', ['published']],
    ['{release: {types: published}}', ['published']],
    ['release', []],
    ['pull_request', ['opened', 'synchronize', 'reopened']],
    ['push', []],
  ])('of `on: %s` has these activities', (on, expected) => {
    expect(facts(on).map(({ actions }) => actions)).toEqual([expected]);
  });

  test('decides whether there is a source branch', () => {
    expect(hasHeadRef(eitherOf(facts('[push, release]')))).toBe(false);
    expect(hasHeadRef(eitherOf(facts('[pull_request, pull_request_target]')))).toBe(true);
    expect(hasHeadRef(eitherOf(facts('[pull_request, push]')))).toBeUndefined();
    expect(hasHeadRef(anyEvent)).toBeUndefined();
  });
});

const condition = (text: string): EmbeddedText =>
  EmbeddedText.verbatim(new SourceFile('.github/workflows/image.yml', text).whole);

/** What `github` is worth in an `if` under an event. */
function contextsUnder(one: EventFacts) {
  const name: Plain | undefined = one.eventNames.length > 1 ? one.eventNames : one.eventNames[0];
  return contextsOf({ github: name === undefined ? {} : { event_name: name } });
}

const jobEventsOf = (on: string, text: string | undefined, needs: readonly JobEvents[] = []): JobEvents =>
  jobEvents({
    starts: facts(on),
    ...(text === undefined ? {} : { condition: condition(text) }),
    contextsOf: contextsUnder,
    needs,
  });
const eventNames = (of: readonly EventFacts[]): readonly string[] => of.flatMap((one) => one.eventNames);

describe('the events of a job', () => {
  test.each([
    ['[push, pull_request]', undefined, ['push']],
    ['[push, pull_request, merge_group, release]', undefined, ['push', 'release']],
    ['[pull_request, merge_group]', undefined, ['pull_request', 'merge_group']],
    ['[push, pull_request]', "github.event_name == 'pull_request'", ['pull_request']],
    ['[push, pull_request]', "github.event_name != 'pull_request'", ['push']],
    ['[push, schedule, release]', "github.event_name != 'schedule'", ['push', 'release']],
    ['[push, schedule]', 'contains(fromJSON(\'["schedule"]\'), github.event_name)', ['schedule']],
    ['[push, pull_request]', "github.actor != 'renovate[bot]'", ['push']],
    ['[push, pull_request]', "github.event_name == 'release'", []],
    ['push', 'false', []],
    ['push', 'failure()', []],
    ['[push, schedule]', "always() && github.event_name == 'schedule'", ['schedule']],
  ])('of `on: %s` with `if: %s` are those that publish, of those under which it can run', (on, text, expected) => {
    expect(eventNames(jobEventsOf(on, text).read)).toEqual(expected);
  });

  test('keep those of pull requests in mind, for jobs that only wait for it', () => {
    expect(eventNames(jobEventsOf('[push, pull_request]', undefined).possible)).toEqual(['push', 'pull_request']);
  });

  test('fix the name where one is left, and are known to be few where several are', () => {
    expect(jobEventsOf('[push, pull_request]', undefined).facts.eventNames).toEqual(['push']);
    expect(jobEventsOf('[push, release]', undefined).facts.eventNames).toEqual(['push', 'release']);
  });

  test('of a job that never runs tell what the workflow may be started by', () => {
    expect(jobEventsOf('[push, pull_request]', 'false').facts.eventNames).toEqual(['push']);
  });

  test('of a job that is called from outside only are not known', () => {
    const called = jobEventsOf('workflow_call', "github.event_name == 'push'");
    expect(called.read).toEqual([anyEvent]);
    expect(called.facts).toEqual(anyEvent);
  });

  describe('that needs another job', () => {
    const starts = facts('[push, schedule]');
    const of = (text: string | undefined, ...needs: JobEvents[]): JobEvents =>
      jobEvents({
        starts,
        ...(text === undefined ? {} : { condition: condition(text) }),
        contextsOf: contextsUnder,
        needs,
      });
    const pushed = of("github.event_name == 'push'");

    test('are those under which the other one runs, too', () => {
      expect(eventNames(of(undefined, pushed).read)).toEqual(['push']);
    });

    test('are its own where it asks for the status of the other one', () => {
      expect(eventNames(of('always()', pushed).read)).toEqual(['push', 'schedule']);
      expect(eventNames(of('${{ !cancelled() }}', pushed).read)).toEqual(['push', 'schedule']);
      expect(eventNames(of("github.job != 'always()'", pushed).read)).toEqual(['push']);
    });

    test('are those of the whole chain, though a job in between runs anyway', () => {
      expect(eventNames(of(undefined, of('always()', pushed)).read)).toEqual(['push']);
    });
  });
});
