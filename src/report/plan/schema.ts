/** JSON schemas of objects list every field that is always there; new fields may appear at any time, so others are allowed. */
const object = (properties: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}) => ({
  type: 'object',
  required: Object.keys(properties),
  properties: { ...properties, ...optional },
});
const list = (items: object) => ({ type: 'array', items });
const oneOf = (...words: readonly string[]) => ({ enum: words });
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const text = { type: 'string' };
const index = { type: 'integer', minimum: 0 };
const oneBased = { type: 'integer', minimum: 1 };
const ref = (name: keyof typeof definitions) => ({ $ref: `#/$defs/${name}` });

const place = object({ path: text, line: oneBased, column: oneBased });
const places = { $ref: '#/$defs/place' };
const doubts = list({ $ref: '#/$defs/doubt' });

const hidden = object({ is: { const: 'unknown' }, causes: doubts });
const definitions = {
  place,
  doubt: object({ because: text, at: places }),
  verdict: { anyOf: [object({ is: oneOf('yes', 'no') }), hidden] },
  known: { anyOf: [object({ is: { const: 'set' }, value: text }), object({ is: { const: 'unset' } }), hidden] },
  job: object({ name: text, at: places }, { stage: text }),
  tool: object({ name: text, version: { type: ['string', 'null'] } }),
  reference: object({ reference: text, at: places }),
  evidence: object({ shown: text, at: places }),
} as const;
const [known, verdict, job, tool] = [ref('known'), ref('verdict'), ref('job'), ref('tool')];

const runner = object({ labels: list(text), platform: known, isNative: verdict }, { platformBy: ref('evidence') });

const cache = object({
  kind: oneOf('layers', 'export', 'import'),
  type: text,
  name: { type: ['string', 'null'] },
  lifetime: { type: ['string', 'null'] },
  shown: text,
  at: places,
});

const part = object(
  {
    platform: known,
    job,
    builder: tool,
    at: places,
    runs: verdict,
    dockerfile: known,
    runner,
    references: list(ref('reference')),
    referencesOpenTo: doubts,
    pushed: verdict,
    pushedByDigest: verdict,
    caches: list(cache),
    attested: verdict,
    attestedBecause: text,
    joined: object({
      by: oneOf('merge', 'build', 'none-needed', 'no', 'unknown'),
      merges: list(index),
      causes: doubts,
    }),
  },
  { platformBy: ref('evidence') },
);

const entry = object({
  source: text,
  at: places,
  platform: known,
  parts: list(index),
  from: oneOf('built', 'perhaps', 'elsewhere', 'nobody'),
});

const merge = object({
  job,
  tool,
  at: places,
  runs: verdict,
  targets: list(ref('reference')),
  entries: list(entry),
  entriesOpenTo: doubts,
  pushed: verdict,
  waits: verdict,
  early: list(job),
});

const image = object({
  name: text,
  kind: oneOf('merged', 'multi-platform', 'one-platform', 'split'),
  platforms: list(
    object({
      platform: { type: ['string', 'null'] },
      state: oneOf('published', 'missing', 'unmerged', 'unclear'),
    }),
  ),
  parts: list(part),
  merges: list(merge),
  notes: list(object({ kind: oneOf('gap', 'risk', 'doubt'), text, at: places })),
});

const change = object({
  name: text,
  kind: oneOf('added', 'removed', 'changed'),
  changes: list(object({ effect: oneOf('worse', 'better', 'neutral'), text }, { at: places })),
});

/**
 * The JSON schema (2020-12) of `plan --format json`. Lines and columns are 1-based, columns count UTF-16 code units. The
 * numbers in `joined.merges` and in `parts` of entries are places in the lists `merges` and `parts` of the image, from 0.
 */
export const planSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Plan of multiarch-lint',
  ...object({
    version: { const: 1 },
    tool: object({ name: text, version: text }),
    projects: list(
      object({
        root: text,
        images: list(image),
        unpublished: list(object({ name: text, jobs: list(job) })),
        openTo: doubts,
        compared: orNull(object({ revision: text, commit: text, changes: list(change) })),
      }),
    ),
  }),
  $defs: definitions,
};
