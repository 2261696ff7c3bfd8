import { packageFile } from './package-file.ts';

/** This package's version as its `package.json` has it. */
export function packageVersion(): string {
  const version = /"version":\s*"([^"]+)"/.exec(packageFile('package.json') ?? '')?.[1];
  if (version !== undefined) return version;
  throw new Error('package.json is not where the package was built');
}
