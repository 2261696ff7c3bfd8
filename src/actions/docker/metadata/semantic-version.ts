/** A version as templates see it. */
export interface Version {
  readonly isPrerelease: boolean;
  /** By the names of handlebars: `raw`, `version`, `major`, `minor`, `patch`. */
  readonly parts: ReadonlyMap<string, string>;
}

const pattern = /^[v=\s]*(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

/** Reads a semantic version; `undefined` if it is none. Source: semver.org, "Backus–Naur Form"; a `v` in front is allowed. */
export function parseVersion(raw: string): Version | undefined {
  const match = pattern.exec(raw);
  if (match === null) return undefined;
  const [, major = '', minor = '', patch = '', prerelease = ''] = match;
  const version = `${major}.${minor}.${patch}${prerelease}`;
  return { isPrerelease: prerelease !== '', parts: new Map(Object.entries({ raw, version, major, minor, patch })) };
}
