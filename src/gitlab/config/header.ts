import type { Span } from '../../source/source-file.ts';
import { spellScalar } from '../../syntax/yaml-spelling.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { type DeclaredFields, readDeclaredFields } from './component-context.ts';
import { openFile } from './open-file.ts';
import { parseFile } from './parse-file.ts';
import type { Session } from './session.ts';

/** An input as `spec:inputs` declares it. */
export interface InputSpec {
  readonly name: string;
  readonly type: InputType;
  /** Absent: the input is required. Null is a default as well. */
  readonly default?: YamlValue;
  readonly options?: readonly YamlValue[];
  readonly regex?: string;
  /** Rules that give options and a default; absent where there are none. */
  readonly rules?: readonly YamlMapping[];
  readonly at: Span;
}

const inputTypes = ['array', 'boolean', 'number', 'string'] as const;
/** The type that an input declares; a string if it declares none. */
export type InputType = (typeof inputTypes)[number];

/** Something that is wrong with inputs. */
export interface InputProblem {
  readonly message: string;
  readonly at: Span;
}

/** The inputs of a file, and what is wrong with their declaration. */
export interface Header {
  readonly specs: readonly InputSpec[];
  /** What it asks about the component that it belongs to. */
  readonly component: DeclaredFields['fields'];
  readonly problems: readonly InputProblem[];
}

/** The inputs that one place declares. */
type Declared = Omit<Header, 'component'>;

const noFields: DeclaredFields['fields'] = new Set();

/**
 * The header document of a file. Inputs that other files declare (`spec:include`) come first.
 * Source: GitLab `lib/gitlab/ci/config/header/*.rb` (19.3).
 */
export function readHeader(header: YamlMapping, session: Session): Header {
  const foreign = [...header.entries].filter(([key]) => key !== 'spec');
  const spec = header.entries.get('spec')?.value;
  if (spec === undefined || spec.kind === 'null')
    return { specs: [], component: noFields, problems: unknownKeys('header', foreign) };
  if (spec.kind !== 'mapping') {
    const message = 'header:spec config should be a hash';
    return { specs: [], component: noFields, problems: [{ message, at: spec.span }] };
  }
  const unknown = [...spec.entries].filter(([key]) => !specKeys.has(key));
  const own = readInputs(spec.entries.get('inputs')?.value);
  const included = includedInputs(spec.entries.get('include')?.value, session);
  const declared = readDeclaredFields(spec);
  const problems = [...unknownKeys('header', foreign), ...unknownKeys('header:spec', unknown)];
  return {
    specs: [...included.specs, ...own.specs],
    component: declared.fields,
    problems: [...problems, ...included.problems, ...own.problems, ...declared.problems],
  };
}

const specKeys: ReadonlySet<string> = new Set(['inputs', 'include', 'component', 'description']);
const inputKeys: ReadonlySet<string> = new Set(['default', 'description', 'options', 'regex', 'type', 'rules']);

type Entries = readonly (readonly [string, { readonly key: { readonly span: Span } }])[];

function unknownKeys(location: string, entries: Entries): readonly InputProblem[] {
  const [first] = entries;
  if (first === undefined) return [];
  const message = `${location} config contains unknown keys: ${entries.map(([key]) => key).join(', ')}`;
  return [{ message, at: first[1].key.span }];
}

function readInputs(inputs: YamlValue | undefined): Declared {
  if (inputs?.kind !== 'mapping') return { specs: [], problems: [] };
  const read = [...inputs.entries].map(([name, { key, value }]) => readInput(name, value, key.span));
  return { specs: read.map(({ spec }) => spec), problems: read.flatMap(({ problems }) => problems) };
}

function readInput(
  name: string,
  value: YamlValue,
  at: Span,
): { readonly spec: InputSpec; readonly problems: readonly InputProblem[] } {
  if (value.kind !== 'mapping') return { spec: { name, type: 'string', at }, problems: [] };
  const { entries } = value;
  const location = `header:spec:inputs:${name}`;
  const unknown = unknownKeys(
    location,
    [...entries].filter(([key]) => !inputKeys.has(key)),
  );
  const written = spelled(entries.get('type')?.value) ?? 'string';
  const type = inputTypes.find((known) => known === written);
  const wrongType = { message: `${location} input type unknown value: ${written}`.toLowerCase(), at };
  const fallback = entries.get('default')?.value;
  const regex = spelled(entries.get('regex')?.value);
  const options = entries.get('options')?.value;
  const rules = entries.get('rules')?.value;
  const spec: InputSpec = {
    name,
    type: type ?? 'string',
    at,
    ...(fallback === undefined ? {} : { default: fallback }),
    ...(options?.kind === 'sequence' ? { options: options.items } : {}),
    ...(regex === undefined ? {} : { regex }),
    ...(rules?.kind === 'sequence' ? { rules: rules.items.filter((rule) => rule.kind === 'mapping') } : {}),
  };
  return { spec, problems: type === undefined ? [...unknown, wrongType] : unknown };
}

function spelled(value: YamlValue | undefined): string | undefined {
  if (value === undefined || value.kind === 'null') return undefined;
  return value.kind === 'mapping' || value.kind === 'sequence' || value.kind === 'reference' ? '' : spellScalar(value);
}

/** Inputs that a header includes from local files; those of other places are left open. */
function includedInputs(include: YamlValue | undefined, session: Session): Declared {
  if (include === undefined || include.kind === 'null') return { specs: [], problems: [] };
  const items = include.kind === 'sequence' ? include.items : [include];
  const headers = items.map((item) => inputsOfFile(item, session));
  return {
    specs: headers.flatMap(({ specs }) => specs),
    problems: headers.flatMap(({ problems }) => problems),
  };
}

function inputsOfFile(item: YamlValue, session: Session): Declared {
  const local = item.kind === 'mapping' ? spelled(item.entries.get('local')?.value) : spelled(item);
  if (local === undefined || /^https?:/.test(local)) {
    const because = 'the file with the declarations of these inputs was not read';
    session.openTo.push({ kind: 'include', because, at: item.span });
    return { specs: [], problems: [] };
  }
  const path = local.replace(/^\/+/, '');
  const isThere = session.workspace.read(path).is === 'text';
  const file = isThere ? openFile(path, session) : undefined;
  if (file === undefined) {
    return { specs: [], problems: [{ message: `Local file \`${path}\` does not exist!`, at: item.span }] };
  }
  const { content } = parseFile(file, session);
  return readInputs(content?.kind === 'mapping' ? content.entries.get('inputs')?.value : undefined);
}
