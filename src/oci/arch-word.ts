import { archWords } from './architectures.ts';
import { normalise, type Platform } from './platform.ts';

/** An architecture named by a word in a longer string. */
export interface ArchWord {
  readonly platform: Platform;
  /** Half-open UTF-16 range of the word in the string. */
  readonly start: number;
  readonly end: number;
}

/** All spellings as one pattern; a word ends where letters and digits end, so `charm` and `farm64` name nothing. */
const pattern = new RegExp(
  `(?<![a-z0-9])(?:${archWords.map(([word]) => word.replace(/[-_]/g, '[-_]')).join('|')})(?![a-z0-9])`,
  'gi',
);

/** Every architecture that a string names, in order: `build-arm64`, `app_x86_64`, `saas-linux-small-amd64`. */
export function archWordsIn(text: string): readonly ArchWord[] {
  return [...text.matchAll(pattern)].map((match) => ({
    platform: platformOfWord(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** The one platform a string names; `undefined` if it names none, or several different ones. */
export function soleArchIn(text: string): Platform | undefined {
  const found = archWordsIn(text).map(({ platform }) => platform);
  const [first] = found;
  if (first === undefined) return undefined;
  return found.every(({ architecture, variant }) => architecture === first.architecture && variant === first.variant)
    ? first
    : undefined;
}

function platformOfWord(found: string): Platform {
  const platform = platforms.get(spelled(found.toLowerCase()));
  if (platform === undefined)
    throw new Error(`the pattern of architecture words matched \`${found}\`, which is not in their table`);
  return platform;
}

/** A word with one sign for both that may join its parts. */
const spelled = (word: string): string => word.replaceAll('_', '-');

/** By spelling; of equal ones the first counts. */
const platforms: ReadonlyMap<string, Platform> = new Map(
  archWords
    .map(([word, architecture, variant]) => [spelled(word), normalise('linux', architecture, variant)] as const)
    .toReversed(),
);
