import { join } from 'node:path';

/**
 * The folder of this user for what can be made again; `undefined` where none is safe to use. It is that of the account and not of
 * the environment, because `HOME` and `XDG_CACHE_HOME` may lead into the project that is linted; and none in a pipeline, whose
 * caches other branches may fill, or on Windows, whose modes say nothing.
 */
export function ownCacheFolder(): string | undefined {
  if (process.env['CI'] !== undefined || process.getuid === undefined) return undefined;
  try {
    // Loaded here, because hardly a call comes here.
    const { userInfo } = process.getBuiltinModule('node:os');
    return join(userInfo().homedir, '.cache', 'multiarch-lint');
  } catch {
    // The user has no account, as in containers that run as any number.
    return undefined;
  }
}
