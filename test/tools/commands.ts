import type { Job, JobCommand } from '../../src/model/index.ts';
import { EmbeddedText } from '../../src/source/embedded-text.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import {
  type Cause,
  closed,
  type Field,
  hole,
  joinTexts,
  literal,
  set,
  type Text,
  unset,
  yes,
} from '../../src/value/index.ts';

/** What surrounds the commands of a test. */
export interface Surroundings {
  readonly image?: string;
  readonly services?: readonly string[];
  readonly afterScript?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * The commands of a job, one a line, with the shell's plainest grammar: words, quotes, `$NAME` and `${NAME}` as holes,
 * `A=1` in front of a command, `export A=1`, and `if: ` in front of a command that may not run.
 */
export function commandsOf(script: string, surroundings: Surroundings = {}): readonly JobCommand[] {
  const file = new SourceFile('ci.yml', script);
  const job = jobOf(file, surroundings);
  const exported = new Map(Object.entries(surroundings.environment ?? {}).map(([k, v]) => [k, literal(v, file.whole)]));
  const commands: JobCommand[] = [];
  let at = 0;
  for (const line of script.split('\n')) {
    const start = at + (line.length - line.trimStart().length);
    at += line.length + 1;
    if (line.trim() === '') continue;
    if (!/^\w+=\S*$/.test(line.trim())) {
      commands.push(commandOf({ file, start, line: line.trim(), job, exported: new Map(exported) }));
    }
    const assignment = /^export (\w+)=(.*)$/.exec(line.trim());
    if (assignment !== null)
      exported.set(assignment[1]!, literal(assignment[2]!, file.span(start, start + line.trim().length)));
  }
  return commands;
}

/** The one command of a one-line script. */
export const commandOfLine = (line: string, surroundings: Surroundings = {}): JobCommand =>
  commandsOf(line, surroundings)[0]!;

function jobOf(file: SourceFile, { image, services = [], afterScript = '' }: Surroundings): Job {
  const reference = (written: string): Text => textOf(written, file, 0).text;
  const named = (written: string) => ({ reference: reference(written), alias: unset, span: file.whole });
  return {
    name: 'build',
    definition: { span: file.whole },
    pipeline: { system: 'gitlab' },
    runnerLabels: closed([]),
    image:
      image === undefined
        ? unset
        : set({ reference: reference(image), entrypoint: unset, platform: unset, span: file.whole }),
    services: closed(services.map(named)),
    script: closed([EmbeddedText.verbatim(file.whole)]),
    afterScript: closed([EmbeddedText.opaque(afterScript, file.whole)]),
    variables: { defined: new Map(), valueOf: (name: string) => hole(name, `$${name}`, causeOf(name, file, 0, 0)) },
    // Nothing else of a job is looked at by the tools.
  } as unknown as Job;
}

interface Line {
  readonly file: SourceFile;
  readonly start: number;
  readonly line: string;
  readonly job: Job;
  readonly exported: Map<string, Text>;
}

function commandOf({ file, start, line, job, exported }: Line): JobCommand {
  const isConditional = line.startsWith('if: ');
  const offset = isConditional ? 4 : 0;
  const words = [...line.slice(offset).matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)];
  const prefix = new Map<string, Text>();
  const texts: Text[] = [];
  const openTo: Cause[] = [];
  for (const match of words) {
    const at = start + offset + match.index;
    const { text, mayBeSeveral } = textOf(match[0], file, at);
    const assignment = /^(\w+)=/.exec(match[0]);
    if (assignment !== null && texts.length === 0) {
      prefix.set(assignment[1]!, textOf(match[0].slice(assignment[0].length), file, at + assignment[0].length).text);
      continue;
    }
    texts.push(text);
    if (mayBeSeveral) openTo.push({ kind: 'variable', because: `\`${match[0]}\` may add arguments`, at: text.span });
  }
  const span = file.span(start + offset, start + line.length);
  const doubt: Cause = { kind: 'rules', because: 'it stands under a condition', at: span };
  return {
    job,
    program: texts[0] ?? literal('', span),
    args: { items: texts.slice(1), openTo },
    prefix,
    environment: (name: string): Field<Text> => {
      const value = prefix.get(name) ?? exported.get(name);
      return value === undefined ? unset : set(value);
    },
    runs: isConditional ? { is: 'unknown', causes: [doubt] } : yes,
    failureIsIgnored: false,
    mayFail: false,
    stdin: unset,
    writes: [],
    files: new Map(),
    directory: literal('', span),
    process: 'script',
    span,
    via: [],
  };
}

const causeOf = (name: string, file: SourceFile, start: number, end: number): Cause => ({
  kind: 'variable',
  because: `\`$${name}\` is set outside the repository`,
  at: file.span(start, end),
});

function textOf(word: string, file: SourceFile, start: number): { text: Text; mayBeSeveral: boolean } {
  const span = file.span(start, start + word.length);
  const parts: Text[] = [];
  for (const match of word.matchAll(/\$\{?(\w+)\}?|'([^']*)'|["]|([^$"']+)/g)) {
    if (match[1] !== undefined)
      parts.push(hole(match[1], `$${match[1]}`, causeOf(match[1], file, start, start + word.length)));
    else if (match[0] !== '"') parts.push(literal(match[2] ?? match[3] ?? '', span));
  }
  return { text: joinTexts(parts, span), mayBeSeveral: /^\$\{?\w+\}?$/.test(word) };
}
