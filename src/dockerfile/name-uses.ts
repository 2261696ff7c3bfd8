import type { NameDeclaration, NameUse } from '../model/dockerfile/dockerfile.ts';
import { EmbeddedText } from '../source/embedded-text.ts';
import type { DockerfileInstruction, EscapeCharacter } from '../syntax/dockerfile.ts';
import { shellVariables } from '../syntax/shell-variables.ts';
import { type Cause, causesIn, type Field, hidden, knownString, set, unset } from '../value/index.ts';
import { isPosixShell, shellScriptOf } from './exec-form.ts';
import { closingBrace } from './expand.ts';
import { heredocsOf, type RunScript } from './heredocs.ts';
import { readJsonForm } from './json-form.ts';
import { runLine } from './run.ts';
import { declarationAt, rootOf, type StageScope, shellAt } from './stage-scope.ts';

/**
 * Instructions whose words the builder expands.
 * Source: docs.docker.com/reference/dockerfile "Environment replacement".
 */
const expanded: ReadonlySet<string> = new Set([
  'ADD',
  'ARG',
  'COPY',
  'ENV',
  'EXPOSE',
  'LABEL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

/** The places of an instruction in which a name stands for a value while the image is built. */
export function usesIn(line: DockerfileInstruction, stage: StageScope, escape: EscapeCharacter): readonly NameUse[] {
  if (!line.argsText.includes('$') && line.rest.end === line.rest.start) return [];
  if (line.keyword === 'RUN') return inRun(line, stage, escape);
  if (!expanded.has(line.keyword)) return [];
  const bodies = heredocsOf(line.args, line.rest, escape).filter(({ word }) => !/["']/.test(word.text));
  return [line.args, ...bodies.map(({ body }) => body)]
    .flatMap((text, index) => inWords(text, escape, index > 0))
    .map((use) => useAt(use, line, declaredAt(stage, use.name, line)));
}

type WrittenUse = Omit<NameUse, 'instruction' | 'declared'>;

const useAt = (use: WrittenUse, { keyword }: DockerfileInstruction, declared: NameUse['declared']): NameUse => ({
  ...use,
  instruction: keyword,
  declared,
});

/** The uses in words that the builder itself expands: not behind an escape, nor in single quotes outside of a heredoc. */
function inWords(words: EmbeddedText, escape: EscapeCharacter, isHeredoc: boolean): readonly WrittenUse[] {
  const { text } = words;
  const found: WrittenUse[] = [];
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const isQuote = !isHeredoc && (char === '"' || char === "'");
    if (char === escape && quote !== "'") at++;
    else if (isQuote && (quote === '' || quote === char)) quote = quote === '' ? char : '';
    else if (char === '$' && quote !== "'") found.push(...useFrom(words, at));
  }
  return found;
}

/** Source: buildkit frontend/dockerfile/shell/lex.go processDollar. */
function useFrom(words: EmbeddedText, at: number): readonly WrittenUse[] {
  const { text } = words;
  const match = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(:?[-+?]|##?|%%?|\/\/?)?)/.exec(text.slice(at, at + 256));
  const name = match?.[1] ?? match?.[2];
  if (match === null || name === undefined) return [];
  const from = at + match[0].length;
  const close = match[2] === undefined ? from : closingBrace(text, from, text.length);
  const end = match[2] === undefined ? from : Math.min(close + 1, text.length);
  return [writtenUse(words, { name, operator: match[3] ?? '', operand: text.slice(from, close), start: at, end })];
}

/** `GOARCH` in `ENV GOARCH $TARGETARCH`; words of that form stand in no other instruction whose variables matter. */
function onlyValue(text: string, start: number, end: number): string | undefined {
  return end === text.length ? /^([A-Z_][A-Z0-9_]*)[ \t]+$/.exec(text.slice(0, start))?.[1] : undefined;
}

interface FoundUse {
  readonly name: string;
  readonly operator: string;
  readonly operand: string;
  /** Half-open offsets in the text. */
  readonly start: number;
  readonly end: number;
}

/** The use with its place and the variable that it fills as a whole. */
function writtenUse(words: EmbeddedText, { name, operator, operand, start, end }: FoundUse): WrittenUse {
  const before = /(?:^|[\s;&|(])([A-Za-z_]\w*)=["']?$/.exec(words.text.slice(Math.max(0, start - 100), start));
  const isWhole = /^["']?(?:[\s;&|)]|$)/.test(words.text.slice(end, end + 2));
  const variable = isWhole ? (before?.[1] ?? onlyValue(words.text, start, end)) : undefined;
  const assigns = variable === undefined ? {} : { assigns: variable };
  return { name, operator, operand, ...assigns, span: words.spanOf(start, end) };
}

/** The uses in a `RUN`: in its flags, which the builder expands, and in its commands, which a shell does. */
function inRun(line: DockerfileInstruction, stage: StageScope, escape: EscapeCharacter): readonly NameUse[] {
  const { flags, script: source } = runLine(line, escape);
  const script = shellSourceOf(source, shellAt(stage, line.span.start));
  const inFlags = flags.flatMap((flag) => inWords(flag, escape, false));
  const own = inFlags.map((use) => useAt(use, line, declaredAt(stage, use.name, line)));
  return script === undefined ? own : [...own, ...inShell(script, line, stage)];
}

/** The text that a POSIX shell runs; `undefined` if another program does. */
function shellSourceOf({ text, interpreter }: RunScript, shell: string | undefined): EmbeddedText | undefined {
  const words = readJsonForm(text);
  if (words !== undefined) {
    const script = shellScriptOf(words);
    const known = script === undefined ? undefined : knownString(script);
    return script === undefined || known === undefined ? undefined : EmbeddedText.opaque(known, script.span);
  }
  const program = interpreter ?? shell;
  return program === undefined || isPosixShell(program) ? text : undefined;
}

function inShell(script: EmbeddedText, line: DockerfileInstruction, stage: StageScope): readonly NameUse[] {
  if (script.text.length > longest || !script.text.includes('$')) return [];
  const { uses, sets, setsAny } = shellVariables(script.text);
  return uses
    .filter(({ name }) => !sets.has(name))
    .toSorted((a, b) => a.start - b.start)
    .map((use) => {
      const declared = declaredAt(stage, use.name, line);
      const other = setsAny === undefined || declared.is !== 'unset' ? [] : [elsewhere(use.name, script, setsAny)];
      return useAt(writtenUse(script, use), line, other.length === 0 ? declared : hidden(...other));
    });
}

/** A script of more UTF-16 units than this is not looked at; the longest real ones have a few thousand. */
const longest = 100_000;

const elsewhere = (
  name: string,
  script: EmbeddedText,
  at: { readonly start: number; readonly end: number },
): Cause => ({
  kind: 'indirection',
  because: `\`${script.text.slice(at.start, at.end).slice(0, 60)}\` may set \`${name}\``,
  at: script.spanOf(at.start, at.end),
});

/** What declares a name at an instruction. A base image whose name is not known may, too. */
function declaredAt(stage: StageScope, name: string, { span }: DockerfileInstruction): Field<NameDeclaration> {
  const found = declarationAt(stage, name, span.start);
  if (found !== undefined) return set({ keyword: found.keyword, arg: found.arg });
  const { base } = rootOf(stage);
  const causes = base.is === 'image' ? causesIn(base.reference.name) : [];
  return causes.length === 0 ? unset : hidden(...causes);
}
