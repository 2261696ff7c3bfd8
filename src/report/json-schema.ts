/** JSON schemas of objects list every field; new fields may appear at any time, so others are allowed. */
const object = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
});
const list = (items: object) => ({ type: 'array', items });
const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const oneBased = { type: 'integer', minimum: 1 };

const position = object({ line: oneBased, column: oneBased, offset: count });
const location = object({ path: text, start: position, end: position });
const cause = object({ kind: text, because: text, location });

const findingProperties = {
  rule: text,
  severity: { enum: ['error', 'warning', 'info'] },
  certainty: { enum: ['violation', 'undecided'] },
  message: text,
  help: { type: ['string', 'null'] },
  location,
  related: list(object({ message: text, location })),
  causes: list(cause),
  fix: {
    anyOf: [
      object({
        title: text,
        safety: { enum: ['safe', 'unsafe'] },
        because: { type: ['string', 'null'] },
        edits: list(object({ location, text })),
      }),
      { type: 'null' },
    ],
  },
  jobs: list(text),
  fingerprint: { type: 'string', pattern: '^[0-9a-f]{32}$' },
  baselineState: { enum: ['new', 'unchanged', null] },
};

const checked = object({
  files: count,
  pipelines: count,
  jobs: count,
  buildSteps: count,
  mergeSteps: count,
  images: count,
  dockerfiles: count,
  runners: count,
  platforms: list(text),
});

const countOrNull = { type: ['integer', 'null'], minimum: 0 };
const project = object({
  root: text,
  files: list(text),
  rules: list(text),
  checked,
  notAnalysed: list(cause),
  goneFromBaseline: countOrNull,
  since: { anyOf: [object({ revision: text, leftOut: count, new: countOrNull }), { type: 'null' }] },
});

/**
 * The JSON schema (2020-12) of the report in the format `json`. Lines and columns are 1-based, columns and offsets
 * count UTF-16 code units, ends are exclusive; `causes` is empty for a violation. The edits of a `fix` replace their
 * locations in the files as they were linted.
 */
export const jsonReportSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Report of multiarch-lint',
  ...object({
    version: { const: 1 },
    tool: { anyOf: [object({ name: text, version: text }), { type: 'null' }] },
    projects: list(project),
    findings: list(object(findingProperties)),
    known: list(object(findingProperties)),
    suppressed: list(object({ ...findingProperties, reason: text })),
  }),
};
