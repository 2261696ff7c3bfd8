/** Parts of GitLab's texts that the recorder's surroundings made, and what both sides are given in their place. */
const unstable: readonly (readonly [RegExp, string])[] = [
  // The address of a Ruby object.
  [/:0x[0-9a-f]{16}/g, ''],
  // The recorder ran with psych 4; GitLab has psych 5, whose words are ours.
  [/^Unknown alias: /, 'An alias referenced an unknown anchor: '],
];

/** A text without what is another in each run of GitLab. */
export function stableText(text: string): string {
  let stable = text;
  for (const [pattern, replacement] of unstable) stable = stable.replace(pattern, replacement);
  return stable;
}

/** Texts that only the recorder's surroundings could bring about. */
const foreign: readonly RegExp[] = [
  // It had no schemas: the texts of the library that checks them are not recorded.
  /\(json-schema error\)/,
  // It had no repository in which a ref could be found.
  /:compare_to is not a valid ref$/,
  // It read some configurations outside any project.
  /^Local file .* does not have project!$/,
];

/** Whether a recorded text is one that a reader of a repository can arrive at. */
export const isTextComparable = (text: string): boolean => !foreign.some((pattern) => pattern.test(text));
