import type { OurReading } from './read-record.ts';
import type { ConfigRecord } from './records.ts';

/**
 * Why a record says nothing about our reader: what the recorder did not have, or what the files do not hold any
 * more. `undefined` where it must be compared.
 */
export const exclusionOf = (record: ConfigRecord, ours: OurReading): string | undefined =>
  exclusions.find(({ holds }) => holds(record, ours))?.reason;

interface Exclusion {
  readonly reason: string;
  readonly holds: (record: ConfigRecord, ours: OurReading) => boolean;
}

const exclusions: readonly Exclusion[] = [
  {
    reason: 'the record includes what lives elsewhere: not recorded, and not ours to know',
    holds: (_, { config }) => config.openTo.length > 0,
  },
  {
    reason: 'the recorded error says that a file does not exist which is there',
    holds: ({ expect, files }) => {
      const path = /^Local file `(.*)` does not exist!$/.exec(expect.errors[0] ?? '')?.[1];
      return path !== undefined && Object.hasOwn(files, path);
    },
  },
  {
    reason: 'the recorded error says that a key does not exist which a file defines',
    holds: ({ expect, files }) => {
      const key = /unknown keys in `extends` \((.*)\)$/.exec(expect.errors[0] ?? '')?.[1];
      return key !== undefined && Object.values(files).some((text) => `\n${text}`.includes(`\n${key}:`));
    },
  },
];
