/** What expressions may ask for at a place: names of contexts, and functions besides those that are everywhere. */
export interface Availability {
  /** In lower case, as GitHub compares them. */
  readonly contexts: ReadonlySet<string>;
  /** By name in lower case: how many arguments they take. */
  readonly functions: ReadonlyMap<string, Arity>;
}

/** How many arguments a function takes. */
export interface Arity {
  readonly least: number;
  readonly most: number;
}

const none: Arity = { least: 0, most: 0 };
const any: Arity = { least: 0, most: Number.POSITIVE_INFINITY };

const of = (contexts: string, functions: Readonly<Record<string, Arity>> = {}): Availability => ({
  contexts: new Set(contexts.split(' ')),
  functions: new Map(Object.entries(functions)),
});

const hashing = { hashfiles: { least: 1, most: 255 } };
const status = { always: none, failure: none, cancelled: none, success: none };
const onMachine = 'github inputs vars needs strategy matrix steps job runner env';

/**
 * The places of a workflow by what is there when GitHub reads them.
 *
 * Source: docs.github.com/actions/reference/workflows-and-actions/contexts (context availability);
 * github.com/actions/languageservices, `workflow-parser/src/workflow-v1.0.json` and `action-v1.0.json`.
 */
export const availability = {
  /** When the run starts. */
  ofRun: of('github inputs vars'),
  ofWorkflowEnv: of('github inputs vars secrets'),
  ofCallOutputs: of('github inputs vars jobs'),
  ofStrategy: of('github inputs vars needs'),
  ofJobIf: of('github inputs vars needs', { always: none, failure: any, cancelled: none, success: any }),
  /** When the jobs of a matrix are made. */
  ofJob: of('github inputs vars needs strategy matrix'),
  ofJobEnv: of('github inputs vars needs strategy matrix secrets'),
  ofJobDefaults: of('github inputs vars needs strategy matrix env'),
  ofCredentials: of('github inputs vars needs strategy matrix secrets env'),
  /** On the runner. */
  onRunner: of(`${onMachine} secrets`),
  ofEnvironmentUrl: of(onMachine),
  ofStep: of(`${onMachine} secrets`, hashing),
  /** In a composite action, which knows neither secrets nor variables of the repository. */
  ofActionInput: of('github strategy matrix job runner', hashing),
  ofActionOutput: of('github inputs strategy matrix steps job runner env'),
  ofActionStep: of('github inputs strategy matrix steps job runner env', hashing),
  ofActionStepIf: of('github inputs strategy matrix steps job runner env', { ...status, ...hashing }),
  ofStepIf: of(onMachine, { ...status, ...hashing }),
} satisfies Readonly<Record<string, Availability>>;

/**
 * The functions that expressions may call everywhere; how many arguments they take, their parser checks.
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (functions).
 */
export const functionsEverywhere: ReadonlySet<string> = new Set(
  'case contains endswith format fromjson join startswith tojson'.split(' '),
);
