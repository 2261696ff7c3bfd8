import type { ShellCommand, Variables } from '../../src/model/index.ts';
import type { ScriptInput } from '../../src/script/read-commands.ts';
import { readCommands } from '../../src/script/read-commands.ts';
import { EmbeddedText } from '../../src/source/embedded-text.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { closed, hole, literal, type OpenList, showText, unset } from '../../src/value/index.ts';

/** The variables of a job, those in `values` defined by the repository, the others holes of the pipeline. */
export function jobVariables(values: Readonly<Record<string, string>> = {}): Variables {
  const file = new SourceFile('variables.yml', '');
  const defined = new Map(
    Object.entries(values).map(([name, value]) => [
      name,
      { name, value: literal(value, file.whole), span: file.whole },
    ]),
  );
  return {
    defined,
    valueOf: (name, at) =>
      defined.get(name)?.value ??
      hole(name, `$${name}`, { kind: 'variable', because: `\`${name}\` is not set in the repository`, at }),
  };
}

/** Reads a script whose items are the strings. */
export function read(items: string | readonly string[], change: Partial<ScriptInput> = {}): OpenList<ShellCommand> {
  const texts = typeof items === 'string' ? [items] : items;
  const file = new SourceFile('.gitlab-ci.yml', texts.join('\n'));
  let at = 0;
  const embedded = texts.map((text) => {
    const item = EmbeddedText.verbatim(file.span(at, at + text.length));
    at += text.length + 1;
    return item;
  });
  return readCommands({
    items: closed(embedded),
    place: file.whole,
    process: 'script',
    variables: jobVariables(),
    machine: unset,
    scope: 'build',
    ...change,
  });
}

/** A command as its words; `?` behind it if it is not certain to run, `…` if it may have more words. */
export function shown({ program, args, runs }: ShellCommand): string {
  const words = [program, ...args.items].map(showText).join(' ');
  return `${words}${args.openTo.length > 0 ? ' …' : ''}${runs.is === 'yes' ? '' : '?'}`;
}

/** All commands of a script as lines. */
export const linesOf = (items: string | readonly string[], change: Partial<ScriptInput> = {}): readonly string[] =>
  read(items, change).items.map(shown);
