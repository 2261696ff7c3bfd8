/** Parts of GitLab's texts that the recorder's surroundings made, and what both sides are given in their place. */
const unstable: readonly (readonly [RegExp, string])[] = [
  // The address of a Ruby object.
  [/0x[0-9a-f]{16}/g, '0x'],
  // The recorder ran with psych 4; GitLab has psych 5, whose words are ours.
  [/^Unknown alias: /, 'An alias referenced an unknown anchor: '],
];

/** A text without what is another in each run of GitLab. */
export function stableText(text: string): string {
  let stable = text;
  for (const [pattern, replacement] of unstable) stable = stable.replace(pattern, replacement);
  return stable;
}

/** The recorder had no schemas: the texts of the library that checks them are not recorded. */
export const isTextComparable = (text: string): boolean => !text.includes('(json-schema error)');
