import { join } from 'node:path';
import { readText } from './folders.ts';

/** This package's version as its `package.json` has it, which lies one folder above the bundle and two above this source. */
export function packageVersion(): string {
  for (const above of ['..', '../..']) {
    const file = readText(join(import.meta.dirname, above, 'package.json'));
    const version = file.is === 'text' ? /"version":\s*"([^"]+)"/.exec(file.text)?.[1] : undefined;
    if (version !== undefined) return version;
  }
  throw new Error('package.json is not where the package was built');
}
