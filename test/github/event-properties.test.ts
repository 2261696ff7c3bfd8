import { describe, expect, test } from 'vitest';
import { eitherOf } from '../../src/github/events/event-facts.ts';
import { eventProperties } from '../../src/github/events/event-properties.ts';
import { factsOfEvent } from '../../src/github/events/facts-of-event.ts';
import { eventsOf } from '../../src/github/events/workflow-events.ts';
import type { GithubValue } from '../../src/github/expression/github-value.ts';
import { possibleValues } from '../../src/github/expression/possible-values.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { holesOf } from '../../src/value/index.ts';
import { yamlOf } from './contexts-of.ts';
import { shown } from './matrix-of.ts';

const at = new SourceFile('.github/workflows/image.yml', 'on: push').whole;

const propertiesOf = (on: string): ReadonlyMap<string, GithubValue> =>
  eventProperties(eitherOf(eventsOf(yamlOf(on)).map(factsOfEvent)), { run: at.file.path, at });

describe('what the event says of `github`', () => {
  test.each([
    [
      '{push: {branches: [main]}}',
      ['event_name=push', 'ref_name=main', 'ref_type=branch', 'ref=refs/heads/main', 'head_ref=', 'base_ref='],
    ],
    [
      '{push: {tags: ["v*"]}}',
      ['event_name=push', 'ref_type=tag', 'ref=refs/tags/${{ github.ref_name }}', 'head_ref=', 'base_ref='],
    ],
    ['pull_request', ['event_name=pull_request', 'ref_type=branch', 'ref=refs/pull/${{ github.ref_name }}']],
    ['workflow_dispatch', ['event_name=workflow_dispatch', 'head_ref=', 'base_ref=']],
    ['workflow_call', []],
  ])('is for `on: %s` as much as the event fixes', (on, expected) => {
    const properties = [...propertiesOf(on)].filter(([name]) => name !== 'event');
    expect(properties.map(([name, value]) => `${name}=${shown(value)}`)).toEqual(expected);
  });

  test('is one of a few strings where there are several events or branches', () => {
    const properties = propertiesOf('{push: {branches: [main, next]}, release: }');
    expect(possibleValues(properties.get('event_name')!)?.map(shown)).toEqual(['push', 'release']);
    const pushed = propertiesOf('{push: {branches: [main, next]}}');
    expect(possibleValues(pushed.get('ref')!)?.map(shown)).toEqual(['refs/heads/main', 'refs/heads/next']);
  });

  test('is the same hole in all workflows of the run', () => {
    const ref = propertiesOf('release').get('ref')!;
    expect(ref.is === 'text' && holesOf(ref.text).map(({ symbol }) => symbol)).toEqual([
      'GITHUB_REF_NAME@.github/workflows/image.yml',
    ]);
  });

  test('tells what the payload lacks, and the activity where it is one', () => {
    const event = propertiesOf('{release: {types: [published]}}').get('event')!;
    const partOf = (name: string): string =>
      event.is === 'object' ? shown(event.object.entries.get(name) ?? event.object.rest!(name, at)) : '';
    expect(['action', 'pull_request', 'release'].map(partOf)).toEqual([
      'published',
      'null',
      '${{ github.event.release }}',
    ]);
  });
});
