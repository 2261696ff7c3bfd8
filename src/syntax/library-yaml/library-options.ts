/** For the library: structure and ranges only, since keys, merges and scalar types are ours. */
export const lenient = {
  uniqueKeys: false,
  merge: false,
  schema: 'failsafe',
  logLevel: 'silent',
  prettyErrors: false,
} as const;
