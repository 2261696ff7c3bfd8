import type { Span } from '../../source/source-file.ts';
import { type Cause, distinctCauses } from '../../value/index.ts';
import type { Claim, Formula } from './formula.ts';
import { isNeverEmpty, pipelineKinds } from './pipeline-kinds.ts';
import {
  areRelated,
  placeOf,
  refName,
  type Vocabulary,
  valuesFor,
  vocabularyOf,
  type World,
  type WorldValue,
} from './pipeline-world.ts';

/** Whether there are pipelines of which a formula is true. */
export type PipelineSearch =
  | { readonly is: 'none' }
  | { readonly is: 'found'; readonly world: World }
  | { readonly is: 'unknown'; readonly causes: readonly Cause[] };

/** Steps after which a search gives up. */
const mostSteps = 1_000;

/**
 * Looks for a pipeline of which a formula is true, deciding one thing after the other, and only those that matter. What
 * cannot be told is tried both ways, last: a pipeline that is found whichever way it turns out is found for certain.
 */
export function findPipeline(formula: Formula, options: SearchOptions): PipelineSearch {
  const search: Search = { ...options, vocabulary: vocabularyOf(formula), steps: 0 };
  return searchFrom(formula, { values: new Map(), facts: new Map() }, search);
}

export interface SearchOptions {
  /** The place to name where the search gives up. */
  readonly at: Span;
  /**
   * Whether to take what is merely possible: variables that the file sets for all jobs may have other values, which whoever
   * starts a pipeline gives, and what decides on whole pipelines out of sight lets them pass.
   */
  readonly isGenerous: boolean;
}

interface Search extends SearchOptions {
  readonly vocabulary: Vocabulary;
  steps: number;
}

/** What has to be decided before more can be told. */
interface Decision {
  /** Why nobody can tell how it turns out; empty for what differs from pipeline to pipeline. */
  readonly causes: readonly Cause[];
  readonly choices: readonly Choice[];
}

interface Choice {
  readonly world: World;
  /** Why such a pipeline may not exist. */
  readonly doubt?: Cause;
}

/** How deep decisions may be nested; each is one frame of recursion. */
const mostDecisions = 60;

function searchFrom(formula: Formula, world: World, search: Search): PipelineSearch {
  search.steps += 1;
  const isTrue = evaluate(formula, world, search);
  if (isTrue === true) return { is: 'found', world };
  if (isTrue === false) return { is: 'none' };
  if (search.steps > mostSteps || world.values.size + world.facts.size > mostDecisions) return tooMany(search);
  const results: PipelineSearch[] = [];
  for (const { world: next, doubt } of isTrue.choices) {
    const result = withDoubt(searchFrom(formula, next, search), doubt);
    if (result.is === 'found' && isTrue.causes.length === 0) return result;
    results.push(result);
  }
  return summary(results, isTrue.causes);
}

const withDoubt = (result: PipelineSearch, doubt: Cause | undefined): PipelineSearch =>
  result.is === 'found' && doubt !== undefined ? { is: 'unknown', causes: [doubt] } : result;

function summary(results: readonly PipelineSearch[], causes: readonly Cause[]): PipelineSearch {
  const [first] = results;
  if (first === undefined || results.every(({ is }) => is === 'none')) return { is: 'none' };
  if (results.every(({ is }) => is === 'found')) return first;
  const inner = results.flatMap((result) => (result.is === 'unknown' ? result.causes : []));
  return { is: 'unknown', causes: distinctCauses([...causes, ...inner]) };
}

const tooMany = ({ at }: Search): PipelineSearch => ({
  is: 'unknown',
  causes: [{ kind: 'rules', because: 'the conditions of the jobs are too many to be tried', at }],
});

/** Truth in a world, or what has to be decided first: things that can be told before those that cannot. */
function evaluate(formula: Formula, world: World, search: Search): boolean | Decision {
  switch (formula.is) {
    case 'constant':
      return formula.value;
    case 'not': {
      const inner = evaluate(formula.of, world, search);
      return typeof inner === 'boolean' ? !inner : inner;
    }
    case 'all':
    case 'any':
      return connect(formula, world, search);
    case 'claim':
      return claimIn(formula.claim, world, search);
    case 'files':
      return factIn(`changed ${formula.files.glob}`, world) ?? decideFiles(formula, world);
    case 'open':
      if (search.isGenerous && formula.isOfPipeline === true) return true;
      return factIn(formula.key, world) ?? decideFact(formula.key, world, formula.causes);
  }
}

type Connection = Extract<Formula, { readonly is: 'all' | 'any' }>;

function connect({ is, of }: Connection, world: World, search: Search): boolean | Decision {
  const deciding = is === 'any';
  let open: Decision | undefined;
  for (const part of of) {
    const truth = evaluate(part, world, search);
    if (truth === deciding) return deciding;
    if (typeof truth !== 'boolean' && (open === undefined || open.causes.length > truth.causes.length)) open = truth;
  }
  return open ?? !deciding;
}

const factIn = (key: string, { facts }: World): boolean | undefined => facts.get(key)?.holds;

const decideFact = (key: string, world: World, causes: readonly Cause[]): Decision => ({
  causes,
  choices: [true, false].map((holds) => ({ world: { ...world, facts: new Map(world.facts).set(key, { holds }) } })),
});

/** Files change or exist as they like, unless one glob may hold what another one holds. */
function decideFiles({ files }: Extract<Formula, { readonly is: 'files' }>, world: World): Decision {
  const related = [...world.facts.values()].filter((fact) => fact.files !== undefined && areRelated(fact.files, files));
  const choices = [false, true].map((holds): Choice => {
    const facts = new Map(world.facts).set(`changed ${files.glob}`, { holds, files });
    const other = related.find((fact) => fact.holds !== holds)?.files;
    const because = `\`${other?.glob ?? ''}\` and \`${files.glob}\` may stand for the same files`;
    return {
      world: { ...world, facts },
      ...(other !== undefined ? { doubt: { kind: 'rules', because, at: files.at } } : {}),
    };
  });
  return { causes: [], choices };
}

function claimIn(claim: Claim, world: World, search: Search): boolean | Decision {
  const { kind } = world;
  if (claim.among !== undefined) return amongIn(claim, claim.among, world);
  if (kind === undefined) {
    return { causes: [], choices: pipelineKinds.map((one) => ({ world: { ...world, kind: one } })) };
  }
  const place = placeOf(claim.variable, kind);
  if (place === undefined) return isTrueOf(claim, { is: 'none' }, world);
  if (isFilledBy(place, claim)) return true;
  const value = world.values.get(place);
  if (value !== undefined) return isTrueOf(claim, value, world);
  const values = valuesFor(place, kind, search.vocabulary.get(place) ?? [], search.isGenerous);
  const choices = values.map((one) => ({ world: { ...world, values: new Map(world.values).set(place, one) } }));
  return { causes: claim.doubt === undefined ? [] : [claim.doubt], choices };
}

/** Of a variable whose values the file fixes; no kind of pipeline decides on them. */
function amongIn(claim: Claim, among: readonly string[], world: World): boolean | Decision {
  const value = world.values.get(claim.variable);
  if (value !== undefined) return isTrueOf(claim, value, world);
  const values = among.map((text): WorldValue => ({ is: 'text', text, isNamed: true }));
  const choices = values.map((one) => ({
    world: { ...world, values: new Map(world.values).set(claim.variable, one) },
  }));
  return { causes: [], choices };
}

/** Whether a claim is that a variable has a value which it has in every such pipeline. */
const isFilledBy = (place: string, { variable, that }: Claim): boolean =>
  (that.test === 'defined' || that.test === 'filled') && (place === refName || isNeverEmpty(variable));

/** Whether a claim is true of a value. */
function isTrueOf(claim: Claim, value: WorldValue, world: World): boolean | Decision {
  const { that } = claim;
  switch (that.test) {
    case 'defined':
      return value.is !== 'none';
    case 'filled':
      return value.is === 'text' ? value.text.trim() !== '' : value.is !== 'none';
    case 'equals':
      if (value.is === 'text') return value.text === that.text;
      return value.is === 'default-branch' && isDefaultBranch(claim, that.text, world);
    case 'default-branch':
      if (value.is === 'text') return value.isNamed && isDefaultBranch(claim, value.text, world);
      return value.is === 'default-branch';
    case 'matches':
      return matches(claim, that, value, world);
  }
}

function isDefaultBranch(claim: Claim, text: string, world: World): boolean | Decision {
  const key = `the default branch is ${text}`;
  const because = `the repository does not tell whether \`${text}\` is the default branch`;
  return factIn(key, world) ?? decideFact(key, world, [{ kind: 'rules', because, at: claim.at }]);
}

type Match = Extract<Claim['that'], { readonly test: 'matches' }>;

/** A variable without value is matched as an empty text. */
function matches(claim: Claim, { pattern, occursIn }: Match, value: WorldValue, world: World): boolean | Decision {
  const isKnown = value.is === 'none' || value.is === 'text';
  const truth = isKnown ? occursIn(value.is === 'text' ? value.text : '') : undefined;
  if (truth !== undefined) return truth;
  const key = `${claim.variable} ${value.is} matches ${pattern}`;
  const because = `no one value tells whether \`${pattern}\` matches \`$${claim.variable}\``;
  return factIn(key, world) ?? decideFact(key, world, [{ kind: 'rules', because, at: claim.at }]);
}
