import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { all, type Cause, known, type Truth, unknown } from '../../value/index.ts';
import { evaluateExpression, type OperandValue, parseExpression } from '../expression.ts';
import { matchesGlob } from './glob.ts';
import type { FileContext } from './include-files.ts';
import { reject, type Session } from './session.ts';

/**
 * Whether an item of `include` takes part, by its `rules`: the first that matches decides, none means no. "Unknown"
 * where it depends on the pipeline; then the caller reads the file nevertheless, because a linter is to find what is
 * wrong in those pipelines that have it, and records the causes.
 * Source: GitLab `lib/gitlab/ci/config/external/rules.rb` (19.3).
 */
export function decideIncludeRules(item: YamlValue, context: FileContext, session: Session): Truth {
  const rules = item.kind === 'mapping' ? item.entries.get('rules')?.value : undefined;
  if (rules === undefined || rules.kind === 'null') return known(true);
  const list = (rules.kind === 'sequence' ? rules.items : [rules]).filter((rule) => rule.kind === 'mapping');
  const outcomes = new Set<boolean>();
  const causes: Cause[] = [];
  for (const rule of list) {
    if (!isSound(rule, session)) return known(false);
    const matches = decideRule(rule, context, session);
    if (matches.is === 'no') continue;
    outcomes.add(textOf(rule.entries.get('when')?.value) !== 'never');
    if (matches.is === 'yes') return settle(outcomes, causes);
    causes.push(...matches.causes);
  }
  outcomes.add(false);
  return settle(outcomes, causes);
}

function settle(outcomes: ReadonlySet<boolean>, causes: readonly Cause[]): Truth {
  return outcomes.size > 1 ? unknown(...causes) : known(outcomes.has(true));
}

const ruleKeys: ReadonlySet<string> = new Set(['if', 'exists', 'when', 'changes']);

function isSound(rule: YamlMapping, session: Session): boolean {
  const foreign = [...rule.entries.keys()].filter((key) => !ruleKeys.has(key));
  const written = rule.entries.get('when');
  const when = written?.value.kind === 'null' ? undefined : written;
  const condition = rule.entries.get('if');
  const isWhenKnown = when === undefined || ['always', 'never'].includes(textOf(when.value) ?? '');
  const hasSyntax = condition?.value.kind !== 'string' || parseExpression(condition.value.value) !== undefined;
  if (foreign.length > 0) {
    reject(session, 'include', `include:rule config contains unknown keys: ${foreign.join(', ')}`, rule.span);
  }
  if (!isWhenKnown) {
    reject(session, 'include', `include:rule when unknown value: ${textOf(when.value) ?? ''}`, when.value.span);
  }
  if (!hasSyntax) reject(session, 'include', 'include:rule if invalid expression syntax', condition.value.span);
  return foreign.length === 0 && isWhenKnown && hasSyntax;
}

function decideRule(rule: YamlMapping, context: FileContext, session: Session): Truth {
  const { entries } = rule;
  const condition = entries.get('if')?.value;
  const exists = entries.get('exists')?.value;
  const changes = entries.get('changes')?.value;
  return all([
    condition?.kind === 'string' ? decideIf(condition.value, condition.span, session) : known(true),
    exists === undefined ? known(true) : decideExists(exists, context, session),
    changes === undefined ? known(true) : unknown(depends('what a commit changes', changes.span)),
  ]);
}

function decideIf(source: string, at: Span, { environment, options }: Session): Truth {
  const tree = parseExpression(source);
  if (tree === undefined) return known(false);
  const variable = (name: string): OperandValue => {
    const value = environment.variables.get(name);
    if (value !== undefined) return { is: 'string', value };
    return options.isClosedWorld === true ? { is: 'null' } : { is: 'unknown', causes: [depends(`\`$${name}\``, at)] };
  };
  return evaluateExpression(tree, { at, variable });
}

function decideExists(exists: YamlValue, { folder }: FileContext, { workspace }: Session): Truth {
  const isElsewhere = exists.kind === 'mapping' && exists.entries.has('project');
  const paths = exists.kind === 'mapping' ? exists.entries.get('paths')?.value : exists;
  const items = paths === undefined ? [] : paths.kind === 'sequence' ? paths.items : [paths];
  const patterns = items.flatMap((path) => (path.kind === 'string' ? [path.value] : []));
  const isOpen = isElsewhere || folder === undefined || patterns.length === 0 || patterns.some((p) => p.includes('$'));
  if (isOpen) return unknown(depends('files of another project', exists.span));
  const inside = workspace.paths.filter((path) => path.startsWith(folder)).map((path) => path.slice(folder.length));
  return known(patterns.some((pattern) => inside.some((path) => matchesGlob(pattern.replace(/^\//, ''), path))));
}

const textOf = (value: YamlValue | undefined): string | undefined =>
  value?.kind === 'string' ? value.value : undefined;

const depends = (on: string, at: Span): Cause => ({ kind: 'rules', because: `the include depends on ${on}`, at });
