import type { Span } from '../../source/source-file.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';
import { expandString } from '../expand.ts';
import { type Component, componentValue, type DeclaredFields } from './component-context.ts';
import { stringAt } from './input-type.ts';
import type { Session } from './session.ts';

/** What a block stands for: a value, itself (`matrix.X`, or an input without value), or nothing GitLab accepts. */
export type BlockResult =
  | { readonly is: 'value'; readonly value: YamlValue }
  | { readonly is: 'kept' }
  | { readonly is: 'problem'; readonly message: string };

/** What blocks may refer to. */
export interface BlockContext {
  readonly values: ReadonlyMap<string, YamlValue | undefined>;
  /** The component that the file is, and what its header asks about it; `undefined` for a file that is none. */
  readonly about: { readonly component: Component; readonly fields: DeclaredFields['fields'] } | undefined;
  readonly session: Session;
}

const maxFunctions = 3;

/**
 * The value of the text between `$[[` and `]]`: a path such as `inputs.platforms[0]` or `component.name`, and functions behind `|`.
 * Source: GitLab `lib/gitlab/ci/config/interpolation/{block,access,functions_stack}.rb` (19.3).
 */
export function evaluateBlock(source: string, at: Span, context: BlockContext): BlockResult {
  const [path = '', ...functions] = splitPipes(source);
  if (path.startsWith('matrix.')) return { is: 'kept' };
  const accessed = access(path, at, context);
  if (accessed.is !== 'value') return accessed;
  if (functions.length > maxFunctions) return problem('too many functions in interpolation block');
  let { value } = accessed;
  if (value.kind === 'reference' && value.because !== undefined) return accessed;
  for (const [index, call] of functions.entries()) {
    const result = apply(call, value, { at, isLast: index === functions.length - 1, session: context.session });
    if (result.is !== 'value') return result;
    value = result.value;
  }
  return { is: 'value', value };
}

const problem = (message: string): BlockResult => ({ is: 'problem', message });

/** The parts between bars; a bar in quotes belongs to an argument. */
const splitPipes = (source: string): readonly string[] =>
  (source.match(/(?:'[^']*'|"[^"]*"|[^|])+/g) ?? []).map((part) => part.trim());

function access(path: string, at: Span, { values, about }: BlockContext): BlockResult {
  const [namespace = '', ...keys] = path.split('.');
  const [first = '', ...deeper] = keys.flatMap(stepsOf);
  const shown = keys.join('.');
  if (keys.length === 0) {
    return problem('invalid pattern used for interpolation. valid pattern is $[[ inputs.input ]]');
  }
  const ofComponent = namespace === 'component' && deeper.length === 0 && about?.fields.has(first) === true;
  const field = ofComponent ? componentValue(first, about.component, at) : undefined;
  if (field !== undefined) return { is: 'value', value: field };
  const isKnown = namespace === 'inputs' && values.has(first);
  if (!isKnown) return problem(`unknown interpolation provided: \`${shown}\` in \`${path}\``);
  let value = values.get(first);
  if (value === undefined) return { is: 'kept' };
  for (const key of deeper) {
    const inner = itemAt(value, key);
    if (inner !== undefined) value = inner;
    else if (value.kind === 'sequence' && key.startsWith('[')) return outOfBounds(key, value.items.length, path);
    else return problem(`unknown interpolation provided: \`${shown}\` in \`${path}\``);
  }
  return { is: 'value', value };
}

/** `servers[0]` is the key `servers` and the index `[0]`. */
const stepsOf = (key: string): readonly string[] => key.match(/\[\d+\]|[^[\]]+/g) ?? [key];

function itemAt(value: YamlValue, key: string): YamlValue | undefined {
  if (value.kind === 'sequence' && key.startsWith('[')) return value.items[Number(key.slice(1, -1))];
  return value.kind === 'mapping' ? value.entries.get(key)?.value : undefined;
}

const outOfBounds = (index: string, size: number, path: string): BlockResult =>
  problem(`array index ${index.slice(1, -1)} out of bounds (size: ${size}) in \`${path}\``);

interface Call {
  readonly at: Span;
  readonly isLast: boolean;
  readonly session: Session;
}

function apply(call: string, value: YamlValue, { at, isLast, session }: Call): BlockResult {
  const truncate = /^truncate\(\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(call);
  const split = /^split\(\s*(?:'([^']*)'|"([^"]*)")\s*\)$/.exec(call);
  const isKnown = truncate !== null || split !== null || call === 'expand_vars' || call === 'posix_escape';
  if (!isKnown) {
    return problem(`no function matching \`${call}\`: check that the function name, arguments, and types are correct`);
  }
  if (value.kind !== 'string') {
    const name = /^\w+/.exec(call)?.[0] ?? call;
    return problem(`invalid input type: ${name} can only be used with string inputs`);
  }
  if (truncate !== null)
    return text(value.value.substring(Number(truncate[1]), Number(truncate[1]) + Number(truncate[2])), at);
  if (call === 'expand_vars') return text(expandKnown(value.value, session), at);
  if (call === 'posix_escape') return text(escapeForShell(value.value), at);
  if (!isLast) return problem('split() must be the last function in a chain (it returns an array, not a string)');
  return pieces(value.value, split?.[1] ?? split?.[2] ?? '', at);
}

const text = (value: string, at: Span): BlockResult => ({ is: 'value', value: stringAt(value, at) });

/** The project's variables put in; others stay as written, for a later expansion. */
const expandKnown = (value: string, { environment }: Session): string =>
  expandString(value, 'gitlab-existing', (name) => environment.variables.get(name));

/** Ruby's `Shellwords.escape`. */
function escapeForShell(value: string): string {
  if (value === '') return "''";
  return value.replace(/[^A-Za-z0-9_\-.,:+/@\n]/g, '\\$&').replaceAll('\n', "'\n'");
}

function pieces(value: string, separator: string, at: Span): BlockResult {
  const items = value
    .split(separator)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
    .map((piece) => stringAt(piece, at));
  return { is: 'value', value: { kind: 'sequence', items, span: at } };
}
