import type { Finding } from '../../engine/finding.ts';
import { editsOfFix } from '../../fix/fix-edits.ts';
import { overlay } from '../../fix/overlay.ts';
import { type Patch, patchPlace } from '../../rule/fix.ts';
import type { SourceFile, Span } from '../../source/source-file.ts';
import { applyEdits, type TextEdit } from '../../source/text-edit.ts';
import { groupBy } from '../../value/index.ts';
import type { Operator, Plant, Sample } from './operator.ts';
import { askingFor, findingsIn, policyIn, projectIn } from './samples.ts';

/** A sample with one defect. */
export interface Mutant {
  readonly operator: Operator;
  readonly sample: Sample;
  /** Where the defect was planted, in the sample. */
  readonly at: Span;
  /** The files that changed. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What the rules say of a mutant. */
export interface Verdict {
  readonly mutant: Mutant;
  /**
   * `killed`: its rule fires; `doubted`: it cannot tell, because not everything could be analysed, as a finding says;
   * `explained`: another one fires that explains it better; `survived`: none of these.
   */
  readonly is: 'killed' | 'doubted' | 'explained' | 'survived';
  /** What was found, as `rule (certainty): message`. */
  readonly found: readonly string[];
  /** The rules that speak although nobody expects it. */
  readonly strays: readonly string[];
}

/** The mutants of an operator: one for each place of each sample, equal ones once. */
export function mutantsOf(operator: Operator, samples: readonly Sample[]): readonly Mutant[] {
  const mutants = samples
    .filter(({ spoken }) => !spoken.has(operator.rule))
    .flatMap((sample) => operator.plants(sample).flatMap((plant) => mutantOf(operator, sample, plant)));
  return [...new Map(mutants.map((mutant) => [contentOf(mutant), mutant])).values()];
}

function mutantOf(operator: Operator, sample: Sample, patches: Plant): readonly Mutant[] {
  const [first] = patches;
  if (first === undefined) return [];
  const files = isPlain(patches) ? plainEdits(patches) : editsOfPatches(operator, patches);
  const texts = new Map([...files].map(([file, edits]) => [file.path, applyEdits(file.text, edits)] as const));
  const isChanged = [...files.keys()].some(({ path, text }) => texts.get(path) !== text);
  return isChanged ? [{ operator, sample, at: patchPlace(first), texts }] : [];
}

type FileEdits = ReadonlyMap<SourceFile, readonly TextEdit[]>;
type Replacement = Extract<Patch, { readonly op: 'replace' }>;

const isPlain = (patches: Plant): patches is readonly Replacement[] => patches.every(({ op }) => op === 'replace');

/** Text for text, also where the file is no YAML any more: defects need not fit. */
const plainEdits = (patches: readonly Replacement[]): FileEdits =>
  new Map(
    [...groupBy(patches, ({ at }) => at.file)].map(([file, own]) => [
      file,
      own.map(({ at, text }) => ({ start: at.start, end: at.end, text })).toSorted((a, b) => a.start - b.start),
    ]),
  );

function editsOfPatches({ does }: Operator, patches: Plant): FileEdits {
  const result = editsOfFix({ title: does, safety: 'unsafe', patches });
  return result.is === 'edits' ? result.files : new Map();
}

const contentOf = ({ sample, texts }: Mutant): string =>
  JSON.stringify(sample.files.map(({ path, text }) => [path, texts.get(path) ?? text]));

/** So many of them at most, evenly spread. */
export const spread = <T>(all: readonly T[], most: number): readonly T[] =>
  all.length <= most
    ? all
    : all.filter(
        (_, index) => Math.floor((index * most) / all.length) !== Math.floor(((index - 1) * most) / all.length),
      );

/** Lints a mutant with all rules, and with the operator's own also where it has to be asked for. */
export function judge(mutant: Mutant): Verdict {
  const { operator, sample, texts } = mutant;
  const workspace = overlay(sample.workspace, texts);
  const policy = policyIn(workspace);
  const findings = findingsIn(projectIn(workspace, policy), askingFor(operator.rule, policy));
  const { rule, also = [], instead = [] } = operator;
  const spoken = new Set(findings.map(({ ruleId }) => ruleId));
  const expected = new Set([rule, ...also, ...instead, 'not-analysed']);
  return {
    mutant,
    is: whatBecame(operator, findings, spoken),
    found: findings.map(({ ruleId, certainty: is, message }) => `${ruleId} (${is}): ${message}`),
    strays: [...spoken].filter((id) => !expected.has(id)),
  };
}

function whatBecame(
  { rule, certainty, instead = [] }: Operator,
  findings: readonly Finding[],
  spoken: ReadonlySet<string>,
): Verdict['is'] {
  const wanted = (found: string): boolean =>
    certainty === 'either' || found === (certainty === 'maybe' ? 'undecided' : 'violation');
  if (findings.some((finding) => finding.ruleId === rule && wanted(finding.certainty))) return 'killed';
  if (instead.some((id) => spoken.has(id))) return 'explained';
  return spoken.has(rule) && spoken.has('not-analysed') ? 'doubted' : 'survived';
}
