import { isObject } from './plain-value.ts';
import type { OurReading, Templates } from './read-record.ts';
import type { ConfigRecord } from './records.ts';

/**
 * Why a record says nothing about our reader: what the recorder did not have, or what the files do not hold any
 * more. `undefined` where it must be compared.
 */
export const exclusionOf = (record: ConfigRecord, ours: OurReading, templates: Templates): string | undefined =>
  exclusions.find(({ holds }) => holds(record, ours, templates))?.reason;

interface Exclusion {
  readonly reason: string;
  readonly holds: (record: ConfigRecord, ours: OurReading, templates: Templates) => boolean;
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
    holds: (record, _, templates) =>
      record.isStoredApart && (hasUnknownWord(record, templates) || missesKnownBase(record)),
  },
  {
    reason: 'the recorder knew no failure reasons, so `retry:when` with a documented one was refused',
    holds: ({ expect }) => expect.errors[0] === 'retry when contains unknown values: unknown_failure',
  },
  {
    reason: 'the recorder had its own search for files: to it `/**/` also stands for no folder at all',
    holds: ({ files, entry }) =>
      wildcardsIn(files[entry] ?? '').some((pattern) => Object.keys(files).some((path) => pattern.test(path))),
  },
];

/** What local includes with `/ ** /` match if that stands for no folder. */
const wildcardsIn = (config: string): readonly RegExp[] =>
  [...config.matchAll(/[^\s'"/][^\s'"]*\/\*\*\/[^\s'"]*\.ya?ml/g)].map(([written]) => {
    const [before = '', behind = ''] = written.replace(/^\//, '').split('/**/').map(escaped);
    return new RegExp(`^${before}/${behind.replaceAll('\\*', '[^/]*')}$`);
  });

/** Whether the merged configuration has a top-level key or an image that no file writes. */
function hasUnknownWord({ expect, files }: ConfigRecord, templates: Templates): boolean {
  const texts = [...Object.values(files), ...Object.values(templates)];
  if (!isObject(expect.merged) || Object.values(files).some((text) => text.includes('$[['))) return false;
  const images = Object.values(expect.merged).flatMap((job) =>
    isObject(job) && typeof job['image'] === 'string' ? [job['image']] : [],
  );
  return [...Object.keys(expect.merged), ...images].some((word) => !texts.some((text) => text.includes(word)));
}

/** Whether the recorded error misses a base of `extends` that a file defines. */
function missesKnownBase({ expect, files }: ConfigRecord): boolean {
  const key = /unknown keys in `extends` \(([^)]*)\)$/.exec(expect.errors[0] ?? '')?.[1];
  return key !== undefined && Object.values(files).some((text) => `\n${text}`.includes(`\n${key}:`));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
