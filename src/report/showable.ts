/**
 * Text from the repository made fit for one line of a terminal: control characters, which could move the cursor or
 * change colours, and characters that turn the direction of the text become visible signs; line breaks become blanks.
 * Tabs stay. Every character keeps its UTF-16 length, so offsets stay valid.
 */
export const showable = (text: string): string => text.replace(unfit, sign);

// C0 without the tab, DEL, C1, line and paragraph separators, bidirectional controls, lone surrogates.
const unfit =
  /[\u0000-\u0008\u000A-\u001F\u007F-\u009F\u2028\u2029\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uD800-\uDFFF]/gu;

function sign(character: string): string {
  const code = character.charCodeAt(0);
  if (character === '\n' || character === '\r') return ' ';
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}
