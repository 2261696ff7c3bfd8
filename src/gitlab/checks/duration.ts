import type { YamlValue } from '../../syntax/yaml-value.ts';
import { isString } from '../yaml-access.ts';
import { spelled } from './attributes.ts';
import { complain, isOpen, type Shape } from './shape.ts';

/** Seconds of each unit. Source: github.com/gitlab-org/ruby/gems/gitlab-chronic-duration, `mappings`. */
const units: Readonly<Record<string, number>> = {
  ...named(1, 'second', 'seconds', 'sec', 'secs', 's'),
  ...named(60, 'minute', 'minutes', 'min', 'mins', 'm'),
  ...named(3600, 'hour', 'hours', 'hr', 'hrs', 'h'),
  ...named(86_400, 'day', 'days', 'dy', 'd'),
  ...named(604_800, 'week', 'weeks', 'wk', 'wks', 'w'),
  ...named(2_592_000, 'month', 'months', 'mo', 'mos'),
  ...named(31_557_600, 'year', 'years', 'yr', 'yrs', 'y'),
};

/** In seconds. */
export const week = 604_800;
/** In seconds. */
export const month = 2_592_000;

/** Numbers that may be written as words; those made of several words are not read. */
const numbers: readonly string[] =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen'.split(' ');

const joiners: ReadonlySet<string> = new Set(['and', 'with', 'plus', 'a', 'an']);

function named(seconds: number, ...names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name) => [name, seconds]));
}

/**
 * The seconds of a duration in GitLab's words: `3 mins 4 sec`, `2h`, `1:30:00`; `undefined` for anything else. A number
 * without a unit counts seconds.
 */
export function secondsOf(written: string): number | undefined {
  if (written.length > longest) return undefined;
  const clock = /^\d+(?::\d{1,2}){1,2}$/.test(written.trim()) ? written.trim().split(':').map(Number) : undefined;
  if (clock !== undefined) return clock.reduce((sum, part) => 60 * sum + part, 0);
  const words = written.toLowerCase().match(/\d+(?:\.\d+)?|[a-z]+|[^\s\d,a-z]+/g) ?? [];
  let seconds: number | undefined;
  let count: number | undefined;
  for (const word of words) {
    const number = /^\d/.test(word) ? Number(word) : numbers.indexOf(word);
    const unit = Object.hasOwn(units, word) ? units[word] : undefined;
    if (number >= 0) count = number;
    else if (unit !== undefined) {
      seconds = (seconds ?? 0) + (count ?? 1) * unit;
      count = undefined;
    } else if (!joiners.has(word)) return undefined;
  }
  return count === undefined ? seconds : (seconds ?? 0) + count;
}

/** Longer texts are no durations. */
const longest = 200;

/** What is wrong with a duration, named `name` in messages; GitLab finds one that it cannot read too long as well. */
export const duration =
  (name: string, limit?: number): Shape =>
  (value, path) => {
    if (isOpen(value)) return [];
    const seconds = isString(value) ? secondsOf(value.value) : undefined;
    const wrong = seconds === undefined ? complain(path, `${name} should be a duration`, value.span) : [];
    if (limit === undefined || (seconds !== undefined && seconds <= limit)) return wrong;
    return [...wrong, ...complain(path, `${name} should not exceed the limit`, value.span)];
  };

/** `artifacts:expire_in`, which may be `never`. Source: GitLab `lib/gitlab/ci/build/duration_parser.rb`. */
export const durationOrNever =
  (name: string): Shape =>
  (value: YamlValue, path) =>
    spelled(value).toLowerCase() === 'never' ? [] : duration(name)(value, path);
