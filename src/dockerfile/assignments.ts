import type { DockerfileArg } from '../model/dockerfile/dockerfile.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { EscapeCharacter } from '../syntax/dockerfile.ts';
import { set, unset } from '../value/index.ts';
import { expandWord } from './expand.ts';
import type { Scope } from './scope.ts';
import { wordsOf } from './words.ts';

/**
 * The names of an `ARG` line: `ARG A B=1 C="two words"`.
 *
 * Source: docs.docker.com/reference/dockerfile#arg.
 */
export const readArgs = (line: EmbeddedText, escape: EscapeCharacter, scope: Scope): readonly DockerfileArg[] =>
  wordsOf(line, escape).flatMap((word) => readAssignment(word, escape, scope) ?? bareName(word));

/**
 * The names of an `ENV` line, in both of its forms: `ENV A=1 B=2` and `ENV A the rest of the line`.
 *
 * Source: docs.docker.com/reference/dockerfile#env; buildkit frontend/dockerfile/parser/line_parsers.go parseNameVal.
 */
export function readEnv(line: EmbeddedText, escape: EscapeCharacter, scope: Scope): readonly DockerfileArg[] {
  const words = wordsOf(line, escape);
  const [name, value] = words;
  if (name === undefined) return [];
  if (name.text.includes('=')) return words.flatMap((word) => readAssignment(word, escape, scope) ?? []);
  if (value === undefined) return [];
  const from = line.text.indexOf(value.text, name.text.length);
  const rest = line.slice(from, line.text.length);
  return [{ name: name.text, value: set(expandWord(rest, escape, scope)), span: line.span }];
}

function readAssignment(word: EmbeddedText, escape: EscapeCharacter, scope: Scope): DockerfileArg | undefined {
  const equals = word.text.indexOf('=');
  if (equals < 1) return undefined;
  const value = expandWord(word.slice(equals + 1, word.text.length), escape, scope);
  return { name: word.text.slice(0, equals), value: set(value), span: word.span };
}

const bareName = (word: EmbeddedText): readonly DockerfileArg[] =>
  word.text.startsWith('=') ? [] : [{ name: word.text, value: unset, span: word.span }];
