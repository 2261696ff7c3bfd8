import { describe, expect, test } from 'vitest';
import { knownString } from '../../src/value/index.ts';
import { jobOf } from './workflows-of.ts';

const workflow = (events: string, condition: string): string => `
on:
  ${events}
  workflow_dispatch:
    inputs:
      publish: {type: boolean}
      level: {type: choice, options: [patch, minor]}
      tag: {type: string}
jobs:
  image:
    runs-on: \${{ (${condition}) && 'true' || 'false' }}
    steps: []
`;

const decided = (source: string): string => {
  const [label] = jobOf('image', source).runnerLabels.items;
  return (label === undefined ? undefined : knownString(label)) ?? 'open';
};

describe('inputs that whoever starts a workflow gives', () => {
  test.each([
    ['inputs.publish', 'open'],
    ['inputs.publish == true', 'open'],
    ["inputs.publish == 'true'", 'false'],
    ["inputs.publish != 'false'", 'true'],
    ["github.event.inputs.publish == 'true'", 'open'],
    ['github.event.inputs.publish == true', 'false'],
    ['github.event.inputs.publish', 'true'],
    ["inputs.level == 'major'", 'false'],
    ["inputs.level == 'minor'", 'open'],
    ['inputs.level', 'true'],
    ["inputs.tag == ''", 'open'],
  ])('%s is %s where only a person starts it', (condition, expected) => {
    expect(decided(workflow('', condition))).toBe(expected);
  });

  test.each([
    ['inputs.publish', 'open'],
    ["inputs.publish == 'true'", 'false'],
    ['inputs.level', 'open'],
    ["inputs.level == ''", 'open'],
    ["inputs.level == 'major'", 'false'],
    ['github.event.inputs.publish', 'open'],
  ])('%s is %s where a push starts it, too, and gives none', (condition, expected) => {
    expect(decided(workflow('push:', condition))).toBe(expected);
  });
});
