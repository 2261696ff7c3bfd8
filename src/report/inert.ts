/**
 * Text for the log of a CI job in which nothing is a command to the runner that reads the log: not `::set-env …` at the
 * beginning of a line, and not `##[add-mask]…` anywhere. A character without width stands before what would be one.
 *
 * Source: actions/runner, src/Runner.Common/ActionCommand.cs (`TryParseV2` trims the line, `TryParse` looks anywhere in it);
 * azure-pipelines-agent, src/Agent.Sdk/CommandStringConvertor.cs (`##vso[`).
 */
export const inert = (text: string): string => text.replace(doubleColon, '$&\u200B').replace(hashCommand, '#\u200B#');

/**
 * The same for JSON, which then says just what it said before. It also hides from terminals what JSON leaves as it is: control
 * characters above those of ASCII, and characters that turn the direction of the text.
 */
export const inertJson = (text: string): string => text.replace(hashCommand, '#\\u0023').replace(unfit, escape);

/** DEL, C1, line and paragraph separators, bidirectional controls; `showable` has the rest, which JSON escapes. */
const unfit = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/g;

const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The same for HTML and XML. */
export const inertMarkup = (text: string): string =>
  text.replace(doubleColon, '$&&#8203;').replace(hashCommand, '#&#35;');

/** The beginning of a line that goes on with two colons. */
const doubleColon = /^[^\S\n]*(?=::)/gm;

const hashCommand = /##(?=\w*\[)/g;
