import { type Availability, availability } from './availability.ts';
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
const fixedWords = (...words: readonly string[]): Shape => ({ words });
const asking = (available: Availability, shape: Shape): Shape => ({ ...shape, available });
const condition = (available: Availability): Shape => ({ scalars: ['string'], available, isCondition: true });

const { ofRun, ofStrategy, ofJob, ofJobEnv, onRunner, ofStep } = availability;

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

const credentials = asking(availability.ofCredentials, one({ keys: { username: filled, password: filled } }));
const containerKeys = {
  image: filled,
  options: text,
  env: asking(onRunner, texts),
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

const ofAnyStep = {
  name: asking(ofStep, text),
  id: filled,
  'continue-on-error': asking(ofStep, flag),
} satisfies MappingShape['keys'];
const ofWork = {
  ...ofAnyStep,
  if: condition(availability.ofStepIf),
  'timeout-minutes': asking(ofStep, count),
  env: asking(ofStep, texts),
  background: flag,
} satisfies MappingShape['keys'];
const ofScript = {
  ...ofWork,
  run: asking(ofStep, text),
  'working-directory': asking(ofStep, text),
  shell: filled,
} satisfies MappingShape['keys'];
const step: Shape = {
  mappings: [
    { keys: ofScript, required: ['run'] },
    { keys: { ...ofWork, uses: filled, with: asking(ofStep, texts) }, required: ['uses'] },
    { keys: { ...ofAnyStep, wait: filledList }, required: ['wait'] },
    { keys: { ...ofAnyStep, 'wait-all': { scalars: ['null', 'boolean'] } }, required: ['wait-all'] },
    { keys: { ...ofAnyStep, cancel: filled }, required: ['cancel'] },
  ],
};

const ofAnyJob = {
  name: asking(ofJob, text),
  needs: filledList,
  if: condition(availability.ofJobIf),
  permissions,
  concurrency: asking(ofJob, concurrency),
  strategy: asking(ofStrategy, strategy),
} satisfies MappingShape['keys'];
const environment = one(
  { keys: { name: text, url: asking(availability.ofEnvironmentUrl, text), deployment: flag }, required: ['name'] },
  text,
);
const job: Shape = {
  mappings: [
    {
      keys: {
        ...ofAnyJob,
        'runs-on': asking(ofJob, { ...one({ keys: { group: filled, labels: filledList } }), ...filledList }),
        'timeout-minutes': asking(ofJob, count),
        'cancel-timeout-minutes': asking(ofJob, count),
        'continue-on-error': asking(ofJob, flag),
        container: asking(ofJob, container),
        services: asking(ofJob, one({ keys: {}, others: service })),
        env: asking(ofJobEnv, texts),
        environment: asking(ofJob, environment),
        outputs: asking(onRunner, texts),
        defaults: asking(availability.ofJobDefaults, defaults),
        steps: { items: step },
        snapshot: one(
          { keys: { 'image-name': filled, if: condition(ofJob), version: filled }, required: ['image-name'] },
          { scalars: ['filled'] },
        ),
      },
      required: ['runs-on'],
    },
    {
      keys: {
        ...ofAnyJob,
        uses: filled,
        with: asking(ofJob, texts),
        secrets: asking(ofJobEnv, one({ keys: {}, others: text }, { words: ['inherit'] })),
      },
      required: ['uses'],
    },
  ],
};

const input: Shape = one({
  keys: {
    description: text,
    required: flag,
    default: asking(ofRun, text),
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
      outputs: one({
        keys: {},
        others: one({
          keys: { description: text, value: asking(availability.ofCallOutputs, text) },
          required: ['value'],
        }),
      }),
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
    'run-name': asking(ofRun, text),
    defaults,
    env: asking(availability.ofWorkflowEnv, texts),
    permissions,
    concurrency: asking(ofRun, concurrency),
    jobs: one({ keys: {}, others: job }),
  },
  required: ['on', 'jobs'],
});
