import { evaluateExpression } from '../../src/github/expression/evaluate.ts';
import type { Contexts, GithubValue } from '../../src/github/expression/github-value.ts';
import { possibleValues } from '../../src/github/expression/possible-values.ts';
import { EmbeddedText } from '../../src/source/embedded-text.ts';
import { SourceFile, type Span } from '../../src/source/source-file.ts';
import { closed, type Hole, isClosed, open } from '../../src/value/index.ts';

/** A place for values that are written nowhere. */
export const at: Span = new SourceFile('.github/workflows/image.yml', 'on: push').whole;

const holeOf = (symbol: string): Hole => ({
  symbol,
  shown: `\${{ ${symbol} }}`,
  cause: { kind: 'variable', because: `\`${symbol}\` is known at run time only`, at },
});
const hidden = (symbol: string): GithubValue => ({ is: 'hidden', hole: holeOf(symbol) });
const among = (symbol: string, ...values: readonly string[]): GithubValue => ({
  is: 'hidden',
  hole: holeOf(symbol),
  among: values,
});
const string = (...parts: readonly (string | Hole)[]): GithubValue => ({ is: 'text', text: { parts, span: at } });
const array = (...items: readonly GithubValue[]): GithubValue => ({ is: 'array', items: closed(items) });
const object = (entries: Readonly<Record<string, GithubValue>>, more = false): GithubValue => ({
  is: 'object',
  object: {
    entries: new Map(Object.entries(entries)),
    ...(more ? { rest: (name) => hidden(`more.${name}`) } : {}),
  },
});

const values: Readonly<Record<string, GithubValue>> = {
  github: object(
    {
      event_name: among('event_name', 'push', 'workflow_dispatch'),
      ref: string('refs/tags/', holeOf('tag')),
      ref_name: string(holeOf('tag')),
      sha: string(holeOf('sha')),
      repository: string('acme/shop'),
      event: hidden('event'),
    },
    true,
  ),
  matrix: object({ arch: string('arm64'), number: { is: 'number', value: 7 }, empty: string() }),
  vars: object({ arm_runner: string(holeOf('vars.ARM_RUNNER')) }),
  inputs: object({ push: hidden('push'), tag: string(holeOf('tag input')) }),
  fruits: array(
    object({ name: string('apple'), quantity: { is: 'number', value: 1 } }),
    object({ name: string('orange'), quantity: { is: 'number', value: 2 } }),
    object({ quantity: { is: 'number', value: 3 } }),
  ),
  vegetables: object({
    carrot: object({ feeling: string('fine'), where: array(string('a'), string('b')) }),
    leek: object({ feeling: string('well'), where: array(string('c')) }),
  }),
  some: { is: 'array', items: open([string('a')], holeOf('more').cause) },
  nothing: { is: 'null' },
};

/** Some of the names are known, some in part, some not at all. */
export const contexts: Contexts = {
  contextOf: (name) => (Object.hasOwn(values, name.toLowerCase()) ? values[name.toLowerCase()] : undefined),
  call: (name, args) => (name === 'success' ? { is: 'boolean', value: args.length === 0 } : undefined),
};

/** The value of an expression without `${{ }}`. */
export const evaluate = (source: string): GithubValue =>
  evaluateExpression(EmbeddedText.verbatim(new SourceFile('image.yml', source).whole), contexts);

/** A value in one line: strings in quotes with holes in angles, `?{…}` for one of several, `?` for anything. */
function spell(value: GithubValue): string {
  switch (value.is) {
    case 'null':
      return 'null';
    case 'boolean':
    case 'number':
      return String(value.value);
    case 'text':
      return `'${value.text.parts.map((part) => (typeof part === 'string' ? part : `<${part.symbol}>`)).join('')}'`;
    case 'array':
      return `[${value.items.items.map(spell).join()}${isClosed(value.items) ? '' : ',?'}]`;
    case 'object':
      return `{${[...value.object.entries].map(([name, entry]) => `${name}:${spell(entry)}`).join()}}`;
    default: {
      const possible = possibleValues(value);
      return possible === undefined ? '?' : `?{${possible.map(spell).join()}}`;
    }
  }
}

/** The value of an expression, spelled. */
export const worth = (source: string): string => spell(evaluate(source));
