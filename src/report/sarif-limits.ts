import { inertJson } from './inert.ts';

/** GitLab drops what is beyond it. Source: docs.gitlab.com/user/application_security/detect/sarif. */
const mostResults = 5000;

/** GitLab takes no file that is longer, in bytes. */
const longestFile = 10_000_000;

/** The text of a log with as many of its `count` results as consumers take; `logWith` makes it with so many. */
export function withinLimits(count: number, logWith: (most: number) => object): string {
  for (let most = Math.min(mostResults, count); ; ) {
    const text = inertJson(`${JSON.stringify(logWith(most))}\n`);
    const bytes = new TextEncoder().encode(text).length;
    if (most === 0 || bytes <= longestFile) return text;
    most = Math.floor((0.9 * most * longestFile) / bytes);
  }
}
