import type { Claim, FilesClaim, Formula } from './formula.ts';
import { isNeverEmpty, mayHave, type PipelineKind, pipelineKinds } from './pipeline-kinds.ts';

/** A pipeline as far as it has been imagined: what is not in here is still to be decided. */
export interface World {
  readonly kind?: PipelineKind;
  /** Values by variable; the names of branches and tags under `ref`. */
  readonly values: ReadonlyMap<string, WorldValue>;
  /** What else holds or does not, by key. */
  readonly facts: ReadonlyMap<string, Fact>;
}

/** The value of a variable in an imagined pipeline. */
export type WorldValue =
  | { readonly is: 'none' }
  /** `isNamed`: some condition spells it; otherwise it is one of many that are alike. */
  | { readonly is: 'text'; readonly text: string; readonly isNamed: boolean }
  /** The project's default branch, whatever its name. */
  | { readonly is: 'default-branch' }
  /** Some text that no condition spells. */
  | { readonly is: 'some' };

export interface Fact {
  readonly holds: boolean;
  readonly files?: FilesClaim;
}

/** The variable under which the name of the branch or tag is kept. */
export const refName = 'ref';

/** The claims that formulas make, by the variable under which a world keeps the value. */
export type Vocabulary = ReadonlyMap<string, readonly Claim[]>;

/** Every claim in a formula. */
export function vocabularyOf(formula: Formula): Vocabulary {
  const claims = new Map<string, Claim[]>();
  const open = [formula];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.is === 'all' || part.is === 'any') for (const one of part.of) open.push(one);
    if (part.is === 'not') open.push(part.of);
    if (part.is !== 'claim') continue;
    const { claim } = part;
    const name = isRef(claim.variable) ? refName : claim.variable;
    const known = claims.get(name);
    if (known === undefined) claims.set(name, [claim]);
    else known.push(claim);
  }
  return claims;
}

const isRef = (variable: string): boolean => pipelineKinds.some(({ refVariables }) => refVariables.includes(variable));

/** Where a world of some kind keeps a variable's value; `undefined` if pipelines of that kind have no such variable. */
export function placeOf(variable: string, kind: PipelineKind): string | undefined {
  if (!mayHave(kind, variable)) return undefined;
  return kind.refVariables.includes(variable) ? refName : variable;
}

/** The values that a variable may have, as far as conditions can tell them apart; the most telling ones first. */
export function valuesFor(
  name: string,
  kind: PipelineKind,
  claims: readonly Claim[],
  canOverride: boolean,
): readonly WorldValue[] {
  const usual = canOverride ? undefined : claims.find((claim) => claim.usual !== undefined)?.usual;
  if (usual !== undefined) return [named(usual)];
  if (name === 'CI_PIPELINE_SOURCE') return kind.sources.map(named);
  const isBranch = name !== refName || !kind.refVariables.includes('CI_COMMIT_TAG');
  const texts = isBranch ? textsIn(claims) : textsIn(claims).filter(({ text }) => !isNameOfBranch(text, claims));
  const hasPattern = claims.some(({ that }) => that.test === 'matches');
  const isFilled = name === refName || isNeverEmpty(name);
  return [
    ...(isBranch && claims.some(({ that }) => that.test === 'default-branch') ? [defaultBranch] : []),
    ...(isFilled ? [] : [none]),
    ...texts,
    other(texts, usualNames[name === refName ? (isBranch ? 'branch' : 'tag') : 'variable']),
    ...(isFilled || texts.some(({ text }) => text === '') ? [] : [named('')]),
    ...(hasPattern ? [some] : []),
  ];
}

/**
 * Whether a name is that of a branch, so that nobody gives it to a tag as well, though `$CI_COMMIT_REF_NAME` may be either:
 * one that some condition takes for a branch, or that of the default branch of nearly all projects.
 */
const isNameOfBranch = (text: string, claims: readonly Claim[]): boolean =>
  text === 'main' ||
  text === 'master' ||
  claims.some(({ variable, that }) => variable === 'CI_COMMIT_BRANCH' && that.test === 'equals' && that.text === text);

const none: WorldValue = { is: 'none' };
const some: WorldValue = { is: 'some' };
const defaultBranch: WorldValue = { is: 'default-branch' };

type TextValue = Extract<WorldValue, { readonly is: 'text' }>;

const named = (text: string): TextValue => ({ is: 'text', text, isNamed: true });

/** The texts that conditions name, then those that their patterns allow. */
function textsIn(claims: readonly Claim[]): readonly TextValue[] {
  const texts = new Map<string, TextValue>();
  for (const { that } of claims) if (that.test === 'equals') texts.set(that.text, named(that.text));
  for (const { that } of claims) {
    for (const { text, isSpelled } of that.test === 'matches' ? that.samples : []) {
      if (!texts.has(text)) texts.set(text, { is: 'text', text, isNamed: isSpelled });
    }
  }
  return [...texts.values()];
}

const usualNames = { branch: 'feature/login', tag: 'nightly', variable: 'something' } as const;

/** A text that no condition names. */
function other(texts: readonly TextValue[], usual: string): TextValue {
  let text = usual;
  while (texts.some((one) => one.text === text)) text += '-2';
  return { is: 'text', text, isNamed: false };
}

/** Whether two claims about files may depend on each other: one glob's fixed beginning is that of the other. */
export function areRelated(one: FilesClaim, other: FilesClaim): boolean {
  const [left, right] = [beginning(one.glob), beginning(other.glob)];
  return left.startsWith(right) || right.startsWith(left);
}

const beginning = (glob: string): string => glob.split(/[*?[{\u0001]/, 1)[0] ?? '';
