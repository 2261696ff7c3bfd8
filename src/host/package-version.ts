import { packageFile } from './package-file.ts';

/** The version; it is the same for the whole life of a process. */
let known: string | undefined;

/** This package's version as its `package.json` has it. */
export function packageVersion(): string {
  known ??= readVersion();
  return known;
}

function readVersion(): string {
  const version = /"version":\s*"([^"]+)"/.exec(packageFile('package.json') ?? '')?.[1];
  if (version !== undefined) return version;
  throw new Error('package.json is not where the package was built');
}
