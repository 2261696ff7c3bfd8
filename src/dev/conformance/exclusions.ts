import { isObject } from './plain-value.ts';
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
    holds: (_, { config }) => config.openTo.length > 0 && config.rejections.length === 0,
  },
  {
    reason: 'the recorded error says that a file does not exist which is there',
    holds: ({ expect, files }) => {
      const path = /^Local file `(.*)` does not exist!$/.exec(expect.errors[0] ?? '')?.[1];
      return path !== undefined && Object.hasOwn(files, path);
    },
  },
  {
    reason:
      'the stored files are not those that were recorded: a key, an image or a base of the answer is in none of them, or one that it misses is there',
    holds: (record) => record.isStoredApart && (hasUnknownWord(record) || missesKnownBase(record)),
  },
  {
    reason: 'the recorder knew no failure reasons, so `retry:when` with a documented one was refused',
    holds: ({ expect }) => expect.errors[0] === 'retry when contains unknown values: unknown_failure',
  },
  {
    reason: 'the recorder had its own search for files: to it `/**/` also stands for no folder at all',
    holds: ({ files, entry }) => (files[entry] ?? '').split('\n').some((line) => /^[^#]*include.*\/\*\*\//.test(line)),
  },
];

/** Whether the merged configuration has a top-level key or an image that no file writes. */
function hasUnknownWord({ expect, files }: ConfigRecord): boolean {
  if (!isObject(expect.merged)) return false;
  const texts = Object.values(files);
  const images = Object.values(expect.merged).flatMap((job) =>
    isObject(job) && typeof job['image'] === 'string' ? [job['image']] : [],
  );
  return [...Object.keys(expect.merged), ...images].some((word) => !texts.some((text) => text.includes(word)));
}

/** Whether the recorded error misses a base of `extends`, or a needed job, that a file defines. */
function missesKnownBase({ expect, files }: ConfigRecord): boolean {
  const key = /(?:unknown keys in `extends` \(|undefined need: )([^)]*)\)?$/.exec(expect.errors[0] ?? '')?.[1];
  return key !== undefined && Object.values(files).some((text) => `\n${text}`.includes(`\n${key}:`));
}
