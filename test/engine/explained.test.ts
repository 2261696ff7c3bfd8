import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutExplained } from '../../src/engine/explained.ts';
import type { FindingDraft } from '../../src/engine/finding-draft.ts';
import { SourceFile } from '../../src/source/source-file.ts';

const at = new SourceFile('.gitlab-ci.yml', '').whole;
const keys = fc.uniqueArray(fc.integer({ min: 0, max: 9 }).map(String), { maxLength: 3 });
const finding = fc.record({ about: keys, follows: keys, certainty: fc.constantFrom('violation', 'undecided') });
const draft = (parts: { about: string[]; follows: string[]; certainty: 'violation' | 'undecided' }): FindingDraft => ({
  ...parts,
  at,
  ruleId: 'arch-tag-collision',
  severity: 'error',
  message: 'the tag is written twice',
  causes: [],
});

/** Whether `other` would drop `follower`. */
const explains = (other: FindingDraft, follower: FindingDraft): boolean =>
  other !== follower && other.certainty === 'violation' && other.about!.some((key) => follower.follows!.includes(key));

test('whatever is dropped, a finding that stays explains it', () => {
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 12 }), (parts) => {
      const all = parts.map(draft);
      const kept = withoutExplained(all);
      const dropped = all.filter((each) => !kept.includes(each));
      expect(dropped.every((each) => kept.some((other) => explains(other, each)))).toBe(true);
    }),
  );
});

test('where nothing goes in a circle, no finding that stays is explained by another', () => {
  fc.assert(
    fc.property(fc.array(finding, { maxLength: 12 }), (parts) => {
      // What follows from a key is only ever about higher keys, so that no circle can close.
      const all = parts.map((part) => {
        const floor = Math.max(-1, ...part.follows.map(Number));
        return draft({ ...part, about: part.about.filter((key) => Number(key) > floor) });
      });
      const kept = withoutExplained(all);
      expect(kept.some((each) => kept.some((other) => explains(other, each)))).toBe(false);
    }),
  );
});
