/** The value of the first of some options: `-o app`, `-oapp`, `--output=app`; `undefined` if none is there. */
export function optionValue(words: readonly string[], options: readonly string[]): string | undefined {
  for (const [index, word] of words.entries()) {
    if (options.includes(word)) return words[index + 1];
    const option = options.find((one) => word.startsWith(one.startsWith('--') ? `${one}=` : one));
    if (option !== undefined) return word.slice(option.length).replace(/^=/, '');
  }
  return undefined;
}
