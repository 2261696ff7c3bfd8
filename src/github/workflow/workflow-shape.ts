import { anything, type MappingShape, type Shape } from './shape.ts';

/*
 * What GitHub takes in a workflow.
 * Source: github.com/actions/languageservices, `workflow-parser/src/workflow-v1.0.json`.
 */

const text: Shape = { scalars: ['string'] };
const filled: Shape = { scalars: ['filled'] };
const flag: Shape = { scalars: ['boolean'] };
const count: Shape = { scalars: ['number'] };
const filledList: Shape = { scalars: ['filled'], items: filled };

const one = (mapping: MappingShape, more: Shape = {}): Shape => ({ ...more, mappings: [mapping] });

const texts: Shape = one({ keys: {}, others: text });
const fixedWords = (...words: readonly string[]): Shape => ({ words, mayBeExpression: false });

const level = fixedWords('read', 'write', 'none');
const permissions: Shape = one(
  {
    keys: {
      actions: level,
      'artifact-metadata': level,
      attestations: level,
      checks: level,
      contents: level,
      'copilot-requests': fixedWords('write', 'none'),
      deployments: level,
      discussions: level,
      'id-token': fixedWords('write', 'none'),
      issues: level,
      models: fixedWords('read', 'none'),
      packages: level,
      pages: level,
      'pull-requests': level,
      'repository-projects': level,
      'security-events': level,
      statuses: level,
      'vulnerability-alerts': fixedWords('read', 'none'),
    },
  },
  { words: ['read-all', 'write-all'] },
);

const concurrency: Shape = one(
  {
    keys: { group: filled, 'cancel-in-progress': flag, queue: { words: ['single', 'max'] } },
    required: ['group'],
  },
  { scalars: ['string'] },
);

const defaults: Shape = one({ keys: { run: one({ keys: { shell: filled, 'working-directory': filled } }) } });

const credentials: Shape = one({ keys: { username: filled, password: filled } });
const containerKeys = {
  image: filled,
  options: text,
  env: texts,
  ports: { items: filled },
  volumes: { items: filled },
  credentials,
} satisfies MappingShape['keys'];
const container: Shape = one({ keys: containerKeys }, { scalars: ['string'] });
const service: Shape = one({ keys: { ...containerKeys, entrypoint: text, command: text } }, { scalars: ['filled'] });

const filter: Shape = { items: one({ keys: {}, others: anything }) };
const strategy: Shape = one({
  keys: {
    'fail-fast': flag,
    'max-parallel': count,
    matrix: one({ keys: { include: filter, exclude: filter }, others: { items: anything } }),
  },
});

const ofStep = { name: text, id: filled, 'continue-on-error': flag } satisfies MappingShape['keys'];
const ofWork = {
  ...ofStep,
  if: { scalars: ['string'] },
  'timeout-minutes': count,
  env: texts,
  background: flag,
} satisfies MappingShape['keys'];
const step: Shape = {
  mappings: [
    { keys: { ...ofWork, run: text, 'working-directory': text, shell: filled }, required: ['run'] },
    { keys: { ...ofWork, uses: filled, with: texts }, required: ['uses'] },
    { keys: { ...ofStep, wait: filledList }, required: ['wait'] },
    { keys: { ...ofStep, 'wait-all': { scalars: ['null', 'boolean'] } }, required: ['wait-all'] },
    { keys: { ...ofStep, cancel: filled }, required: ['cancel'] },
  ],
};

const ofJob = {
  name: text,
  needs: filledList,
  if: text,
  permissions,
  concurrency,
  strategy,
} satisfies MappingShape['keys'];
const job: Shape = {
  mappings: [
    {
      keys: {
        ...ofJob,
        'runs-on': { ...one({ keys: { group: filled, labels: filledList } }), ...filledList },
        'timeout-minutes': count,
        'cancel-timeout-minutes': count,
        'continue-on-error': flag,
        container,
        services: one({ keys: {}, others: service }),
        env: texts,
        environment: one({ keys: { name: text, url: text, deployment: flag }, required: ['name'] }, text),
        outputs: texts,
        defaults,
        steps: { items: step },
        snapshot: one(
          { keys: { 'image-name': filled, if: text, version: filled }, required: ['image-name'] },
          { scalars: ['filled'] },
        ),
      },
      required: ['runs-on'],
    },
    {
      keys: {
        ...ofJob,
        uses: filled,
        with: one({ keys: {}, others: text }),
        secrets: one({ keys: {}, others: text }, { words: ['inherit'] }),
      },
      required: ['uses'],
    },
  ],
};

const input: Shape = one({
  keys: {
    description: text,
    required: flag,
    default: text,
    type: { words: ['string', 'boolean', 'number'] },
    deprecationMessage: text,
  },
  required: ['type'],
});
const call: Shape = one(
  {
    keys: {
      inputs: one({ keys: {}, others: input }),
      secrets: one({
        keys: {},
        others: one({ keys: { description: text, required: flag } }, { scalars: ['null'] }),
      }),
      outputs: one({ keys: {}, others: one({ keys: { description: text, value: text }, required: ['value'] }) }),
    },
  },
  { scalars: ['null'] },
);

/** A whole workflow. */
export const workflowShape: Shape = one({
  keys: {
    on: one({ keys: { workflow_call: call }, others: anything }, { scalars: ['string'], items: text }),
    name: text,
    description: text,
    'run-name': text,
    defaults,
    env: texts,
    permissions,
    concurrency,
    jobs: one({ keys: {}, others: job }),
  },
  required: ['on', 'jobs'],
});
