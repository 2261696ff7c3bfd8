import { didYouMean } from '../value/nearest.ts';

/** What a validator that was made with `verbose` says about one mistake. Source: ajv `ErrorObject`. */
export interface ValidationProblem {
  /** JSON pointer to the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  /** The value of the keyword in the schema. */
  readonly schema?: unknown;
  readonly parentSchema?: Readonly<Record<string, unknown>>;
  /** The value that is wrong. */
  readonly data?: unknown;
}

/** A mistake in words: where it is (keys and indices from the top) and one clause with the allowed values. */
export interface DescribedProblem {
  readonly path: readonly string[];
  /** Whether the mistake is the key at the end of the path rather than its value. */
  readonly isAboutKey: boolean;
  readonly message: string;
}

/** Says in one clause what a schema does not accept. */
export function describeProblem(problem: ValidationProblem): DescribedProblem {
  const path = problem.instancePath.split('/').slice(1).map(unescapePointer);
  if (problem.keyword === 'additionalProperties') return aboutUnknownKey(problem, path);
  const misspelt = problem.keyword === 'required' ? foreignKey(problem) : undefined;
  if (misspelt !== undefined) return aboutUnknownKey({ ...problem, params: { additionalProperty: misspelt } }, path);
  return { path, isAboutKey: false, message: `${nameOf(path)} ${wrongValue(problem)}` };
}

/** A key that nobody knows is the reason why another one is missing. */
const foreignKey = ({ data, parentSchema }: ValidationProblem): string | undefined =>
  Object.keys(asRecord(data)).find((key) => !Object.hasOwn(asRecord(parentSchema?.['properties']), key));

function aboutUnknownKey({ params, parentSchema }: ValidationProblem, path: readonly string[]): DescribedProblem {
  const key = String(params['additionalProperty']);
  const allowed = Object.keys(asRecord(parentSchema?.['properties']));
  const what = path.at(-1) === 'rules' ? `there is no rule \`${key}\`` : `unknown key \`${key}\``;
  const suggestion = didYouMean(key, allowed);
  const listing = allowed.length <= 12 ? `; allowed: ${allowed.join(', ')}` : '; `multiarch-lint rules` lists all';
  return { path: [...path, key], isAboutKey: true, message: what + (suggestion === '' ? listing : suggestion) };
}

function wrongValue({ keyword, params, schema, message, parentSchema, data }: ValidationProblem): string {
  switch (keyword) {
    case 'enum':
      return `is ${show(data)}; ${allowedWords(data, schema)}`;
    case 'type':
      return `is ${show(data)}; it must be ${[params['type']].flat().map(kindName).join(' or ')}`;
    case 'pattern':
      return `is ${show(data)}; wanted: ${wordsOf(parentSchema?.['description'])}${sampleOf(parentSchema)}`;
    case 'required':
      return `lacks the key \`${String(params['missingProperty'])}\``;
    default:
      return `is ${show(data)}; it ${message ?? 'is not valid'}`;
  }
}

const wordsOf = (description: unknown): string => (typeof description === 'string' ? description : 'another form');

const sampleOf = (schema: ValidationProblem['parentSchema']): string =>
  schema?.['default'] === undefined ? '' : `, such as ${show(schema['default'])}`;

function allowedWords(data: unknown, schema: unknown): string {
  const words = Array.isArray(schema) ? schema.map(String) : [];
  return `allowed: ${words.join(', ')}${typeof data === 'string' ? didYouMean(data, words) : ''}`;
}

const kindNames: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a mapping',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
};

const kindName = (type: unknown): string => kindNames[String(type)] ?? String(type);

function show(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

const nameOf = (path: readonly string[]): string => (path.length === 0 ? 'the file' : `\`${path.join('.')}\``);
const unescapePointer = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~');

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
