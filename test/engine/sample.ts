import type { LintResult } from '../../src/engine/lint.ts';
import { lint } from '../../src/engine/lint.ts';
import { suppressionRules } from '../../src/engine/suppression-rules.ts';
import { defaultPolicy, type Policy } from '../../src/policy/policy.ts';
import {
  defineRule,
  type JobDefinition,
  type Pipeline,
  type Project,
  type Rule,
  type Verdict,
} from '../../src/rule/index.ts';
import { SourceFile, type Span } from '../../src/source/source-file.ts';
import { projectWith } from '../support/empty-project.ts';

/** A project that holds files, and jobs where `name:` begins a line of the first one. */
export function projectOf(files: readonly SourceFile[], jobNames: readonly string[] = []): Project {
  const none = { items: [], openTo: [] };
  const [root = new SourceFile('.gitlab-ci.yml', '')] = files;
  const definitions = jobNames.map((name): JobDefinition => {
    const start = root.text.search(new RegExp(`^${name}:`, 'm'));
    return {
      name,
      span: root.span(start, start + name.length),
      keywords: new Map(),
      holders: new Map(),
      failedExpansions: [],
      shadowedScripts: [],
    };
  });
  const pipeline: Pipeline = {
    system: 'gitlab',
    root,
    stages: none,
    jobs: none,
    definitions,
    rejections: [],
    surprises: [],
    span: root.whole,
  };
  return projectWith(files, { pipelines: [pipeline] });
}

/** A rule that says what `check` says; its severity is `error` unless `parts` tell otherwise. */
export const ruleOf = (id: string, check: () => Iterable<Verdict>, parts: Partial<Rule> = {}): Rule =>
  defineRule<unknown>({
    id,
    group: 'merge',
    severity: 'error',
    summary: 'A merge job waits for every build',
    why: 'It starts early.',
    references: [],
    check,
    ...parts,
  });

/** A rule that reports every line that holds `word`, at the word. */
export const wordRule = (id: string, word: string, parts: Partial<Rule> = {}): Rule =>
  defineRule<unknown>({
    ...ruleOf(id, () => [], parts),
    *check({ project }) {
      for (const file of project.files) {
        for (const { index } of file.text.matchAll(new RegExp(word, 'g'))) {
          const at = file.span(index, index + word.length);
          yield { kind: 'violation', problem: { at, message: `\`${word}\` is used` } };
        }
      }
    },
  });

export const violationAt = (at: Span, parts: Partial<Verdict['problem']> = {}): Verdict => ({
  kind: 'violation',
  problem: { at, message: '`manifest` starts early', ...parts },
});

export const undecidedAt = (at: Span, parts: Partial<Verdict['problem']> = {}): Verdict => ({
  kind: 'undecided',
  problem: { at, message: '`manifest` starts early', ...parts },
  causes: [{ kind: 'include', because: 'the include lives elsewhere', at }],
});

export const policyOf = (parts: Partial<Policy>): Policy => ({ ...defaultPolicy, ...parts });

/** Lints one CI file on 2026-06-15, the rules about comments included. */
export function lintText(text: string, rules: readonly Rule[], jobNames: readonly string[] = []): LintResult {
  const project = projectOf([new SourceFile('.gitlab-ci.yml', text)], jobNames);
  return lint(project, [...rules, ...suppressionRules], defaultPolicy, { today: '2026-06-15' });
}
