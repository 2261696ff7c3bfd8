import picomatch from 'picomatch';

/** Whether a path matches one of some globs, whose `*` takes names that begin with a dot, too. */
export const globMatcher = (globs: readonly string[]): ((path: string) => boolean) =>
  picomatch([...globs], { dot: true });
