import type { BuildArg } from '../model/build/build-step.ts';
import type { DockerfileArg } from '../model/dockerfile/dockerfile.ts';
import { type Span, sourceText } from '../source/source-file.ts';
import { knownString } from '../value/index.ts';
import type { HardCodedWord } from './hard-coded-words.ts';

/** Where a word is written. */
export interface WordPlace {
  readonly at: Span;
  /** The name of the `ARG`, the `ENV` or the build argument whose value it is; absent where it stands in a command. */
  readonly name?: string;
  /** Whether a build gives it, by `--build-arg`. */
  readonly isGiven: boolean;
}

/** What gives names their values: an `ARG` or an `ENV` of the Dockerfile, and the arguments of its build, which beat an `ARG`. */
export interface NamedValues {
  readonly declarations: readonly DockerfileArg[];
  readonly given: readonly BuildArg[];
}

/**
 * Where a word is written: in the command that uses it, elsewhere in its `RUN`, or in what gives a name its value that the
 * command uses, or that such a value uses in turn. `undefined` if it stands nowhere, because something made it.
 */
export function placeOfWord(found: HardCodedWord, values: NamedValues): WordPlace | undefined {
  const { word, argument, user, run } = found;
  const inCommand = (at: Span | undefined): WordPlace | undefined => at && { at, isGiven: false };
  return (
    inCommand(tokenIn(user, word, argument, true)) ??
    namedPlace(word, namesIn(user, argument), values) ??
    inCommand(tokenIn(user, word, argument, false)) ??
    (run === undefined
      ? undefined
      : (inCommand(tokenIn(run.span, word, argument, false)) ?? namedPlace(word, namesIn(run.span, ''), values)))
  );
}

/** The names whose values a text uses, and the variable that the argument itself is: `GOARCH=amd64`. */
function namesIn(span: Span, argument: string): readonly string[] {
  const used = [...sourceText(span).matchAll(/\$\{?([A-Za-z_]\w*)/g)].flatMap(([, name]) => name ?? []);
  return [...used, ...(/^(\w+)=/.exec(argument) ?? []).slice(1)].slice(0, mostNames);
}

/** Texts with more names, and longer chains of them, are not followed. */
const mostNames = 100;

function namedPlace(
  word: string,
  names: readonly string[],
  { declarations, given }: NamedValues,
): WordPlace | undefined {
  const waiting = [...names];
  const seen = new Set<string>();
  for (let name = waiting.shift(); name !== undefined && seen.size < mostNames; name = waiting.shift()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const arg = given.findLast((one) => one.name === name);
    if (arg?.value.is === 'set' && knownString(arg.value.value)?.includes(word) === true)
      return { at: arg.span, name, isGiven: true };
    const declared = declarations.findLast((one) => one.name === name && sourceText(one.span).includes(word));
    if (declared !== undefined && arg === undefined) return { at: declared.span, name, isGiven: false };
    const behind = declarations.filter((one) => one.name === name).flatMap((one) => namesIn(one.span, ''));
    waiting.push(...behind);
  }
  return undefined;
}

/** The word of a source text that holds an architecture, and most of what stands around it in the argument. */
function tokenIn(span: Span, word: string, argument: string, isExact: boolean): Span | undefined {
  const source = sourceText(span);
  const near = around(argument, argument.indexOf(word), word.length);
  const places: number[] = [];
  for (let at = source.indexOf(word); at !== -1 && places.length < 100; at = source.indexOf(word, at + 1)) {
    places.push(at);
  }
  const alike = places.find((at) => around(source, at, word.length) === near) ?? (isExact ? undefined : places[0]);
  if (alike === undefined) return undefined;
  const before = /[^\s"'`;|&()<>\\]*$/.exec(source.slice(0, alike))?.[0].length ?? 0;
  const behind = /^[^\s"'`;|&()<>\\]*/.exec(source.slice(alike))?.[0].length ?? 0;
  return span.file.span(span.start + alike - before, span.start + alike + behind);
}

const around = (text: string, at: number, length: number): string => text.slice(Math.max(0, at - 3), at + length + 3);
