import { expect, test } from 'vitest';
import { SourceFile } from '../../src/source/source-file.ts';
import { hole, joinTexts, literal, sameText, showText, type Text } from '../../src/value/index.ts';

const at = new SourceFile('.gitlab-ci.yml', 'build: {}\n').whole;
const commit = hole('CI_COMMIT_SHA', '$CI_COMMIT_SHA', { kind: 'variable', because: 'it is set later', at });

test.each([
  ['known', literal('arm64', at)],
  ['fixed at run time', joinTexts([literal('a-', at), commit], at)],
])('a text that is %s and doubles again and again stays within bounds', (_, text) => {
  let whole: Text = text;
  for (let round = 0; round < 100; round += 1) {
    whole = joinTexts([whole, whole], at);
    expect(whole.parts.length).toBeLessThanOrEqual(20_000);
    expect(showText(whole).length).toBeLessThanOrEqual(600_000);
  }
});

test('long texts are the same where their parts are, and not told apart by nothing', () => {
  const [one, other] = ['a', 'b'].map((end) => joinTexts([literal('x'.repeat(600_000), at), literal(end, at)], at));
  const again = joinTexts([literal('x'.repeat(600_000), at), literal('a', at)], at);
  expect(sameText(one!, again).is).toBe('yes');
  expect(sameText(one!, other!).is).not.toBe('yes');
});

test('a text of ordinary length stays what it is', () => {
  const text = joinTexts([literal('x'.repeat(400_000), at), commit, literal('-arm64', at)], at);
  expect(text.parts).toHaveLength(3);
});
