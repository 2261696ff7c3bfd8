/** A folder in a cache mount that builds for several platforms cannot share. */
export interface SharedFolder {
  readonly folder: RegExp;
  /** A name for an id of its own. */
  readonly name: string;
  /** A clause that completes "… share `/var/cache/apk`, …". */
  readonly because: string;
  /** Whether it is enough that one build at a time uses it: `sharing=locked`. */
  readonly needsLockOnly: boolean;
  /** It matters only in a `RUN` that has such a command; absent: in any. */
  readonly command?: { readonly program: string; readonly subcommand: string; readonly unless: RegExp };
}

/**
 * Folders that programs fill differently for each platform without saying so in the names of the files, or that they lock.
 * Not among them, because all names in them carry the architecture or what is in them has none: Go's caches, npm's,
 * pip's, dnf's, Cargo's registry.
 *
 * Source: docs.docker.com/reference/dockerfile#run---mounttypecache ("apt needs exclusive access"); apk-tools
 * src/database.c apk_repo_format_cache_index (the name is a hash of the URL, to which the architecture is added later);
 * doc.rust-lang.org/cargo/reference/build-cache.html (`target/release`, and `target/<triple>/release` with `--target`).
 */
export const sharedFolders: readonly SharedFolder[] = [
  {
    folder: /^\/var\/(?:cache|lib)\/apt(?:\/|$)/,
    name: 'apt',
    because: 'and apt ends with an error where another one holds its lock',
    needsLockOnly: true,
  },
  {
    folder: /^\/(?:var\/cache\/apk|etc\/apk\/cache)(?:\/|$)/,
    name: 'apk',
    because: 'in which the package index of one architecture takes the place of the other',
    needsLockOnly: false,
  },
  {
    folder: /(?:^|\/)target\/?$/,
    name: 'target',
    because: 'in which the program of one platform takes the place of the other',
    needsLockOnly: true,
    command: { program: 'cargo', subcommand: 'build', unless: /^--target(?:=|$)/ },
  },
  {
    folder: /(?:^|\/)node_modules\/?$/,
    name: 'node_modules',
    because: 'in which compiled packages of one platform stay for the other',
    needsLockOnly: false,
  },
];
