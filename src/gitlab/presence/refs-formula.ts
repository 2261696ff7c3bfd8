import { allOf, anyOf, type Formula, notOf } from '../../model/presence/formula.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';
import { isPattern } from '../expression-pattern.ts';
import { type ExpressionTree, parseExpression } from '../expression-tree.ts';
import { flatItems, isMapping, isScalar, isString, scalarText, valueAt } from '../yaml-access.ts';
import { expressionFormula, treeFormula } from './expression-formula.ts';
import { type FileContext, filesFormula } from './file-formula.ts';

/**
 * When `only` or `except` holds: `only` when all of its parts do, `except` when any does.
 * Source: GitLab `lib/gitlab/ci/build/policy/*.rb`, `lib/gitlab/ci/config/entry/policy.rb`.
 */
export function policyFormula(keyword: 'only' | 'except', value: YamlValue, context: FileContext): Formula {
  if (!isMapping(value)) return refsOf(value, context);
  const refs = valueAt(value, 'refs');
  const [variables, changes, kubernetes] = ['variables', 'changes', 'kubernetes'].map((key) => valueAt(value, key));
  const parts = [
    ...(refs === undefined && keyword === 'except'
      ? []
      : [refs === undefined ? refsFormula(defaultRefs, context) : refsOf(refs, context)]),
    ...(variables === undefined ? [] : [expressions(variables, context)]),
    ...(changes === undefined ? [] : [filesFormula('changes', changes, context)]),
    ...(kubernetes === undefined ? [] : [openValue(kubernetes)]),
  ];
  return keyword === 'only' ? allOf(...parts) : anyOf(...parts);
}

/** `only` as a mapping without `refs` keeps the default. */
const defaultRefs = ['branches', 'tags'];

function refsOf(value: YamlValue, context: FileContext): Formula {
  const items = flatItems(value);
  const texts = items.filter(isString).map((item) => item.value);
  return texts.length === items.length && texts.length <= mostRefs ? refsFormula(texts, context) : openValue(value);
}

/** More names than any list has. */
const mostRefs = 100;

/** When one of some names of `refs` holds. */
export const refsFormula = (refs: readonly string[], context: FileContext): Formula =>
  anyOf(...refs.map((ref) => refFormula(ref, context)));

/** What the keywords stand for, as conditions of `rules`; other words are names or patterns of branches and tags. */
const keywords: ReadonlyMap<string, string> = new Map([
  ['branches', '$CI_COMMIT_TAG == null && $CI_MERGE_REQUEST_IID == null'],
  ['tags', '$CI_COMMIT_TAG'],
  ['merge_requests', '$CI_MERGE_REQUEST_IID'],
  ['external_pull_requests', '$CI_PIPELINE_SOURCE == "external_pull_request_event"'],
  ['pushes', '$CI_PIPELINE_SOURCE == "push"'],
  ['schedules', '$CI_PIPELINE_SOURCE == "schedule"'],
  ['triggers', '$CI_PIPELINE_SOURCE == "trigger"'],
  ['pipelines', '$CI_PIPELINE_SOURCE == "pipeline"'],
  ['parent_pipelines', '$CI_PIPELINE_SOURCE == "parent_pipeline"'],
  ['api', '$CI_PIPELINE_SOURCE == "api"'],
  ['chat', '$CI_PIPELINE_SOURCE == "chat"'],
  ['external', '$CI_PIPELINE_SOURCE == "external"'],
  ['web', '$CI_PIPELINE_SOURCE == "web"'],
  ['webides', '$CI_PIPELINE_SOURCE == "webide"'],
]);

/** `name@group/project` holds in that project only, of which forks are the exception. */
function refFormula(ref: string, context: FileContext): Formula {
  const keyword = keywords.get(ref);
  if (keyword !== undefined) return keywordFormula(keyword, context);
  const isOfPattern = isPattern(ref);
  if (!isOfPattern && ref.startsWith('/')) return { ...openPart(context), key: `ref ${ref}` };
  const [, name = ref, project] = /^(.+)@([^@]+)$/.exec(ref) ?? [];
  if (project !== undefined) {
    const inProject = expressionFormula(`$CI_PROJECT_PATH == "${project}"`, context);
    return allOf(refFormula(name, context), inProject);
  }
  const test = isOfPattern ? `$CI_COMMIT_REF_NAME =~ ${ref}` : `$CI_COMMIT_REF_NAME == "${ref.replaceAll('"', '')}"`;
  return allOf(notOf(expressionFormula('$CI_MERGE_REQUEST_IID', context)), expressionFormula(test, context));
}

/** By expression of the table above; an expression has one tree, and nearly every job asks for the same two. */
const trees = new Map<string, ExpressionTree | undefined>();

function keywordFormula(expression: string, context: FileContext): Formula {
  if (!trees.has(expression)) trees.set(expression, parseExpression(expression));
  const tree = trees.get(expression);
  return tree === undefined ? openPart(context) : treeFormula(tree, context);
}

function expressions(value: YamlValue, context: FileContext): Formula {
  const items = flatItems(value);
  const texts = items.filter(isScalar).map((item) => scalarText(item).text);
  if (texts.length !== items.length || texts.length > mostRefs) return openValue(value);
  return anyOf(...texts.map((text) => expressionFormula(text, context)));
}

const openValue = ({ span }: YamlValue): Formula => openPart({ at: span });

const openPart = ({ at: span }: Pick<FileContext, 'at'>): Extract<Formula, { readonly is: 'open' }> => ({
  is: 'open',
  key: `policy ${span.file.path} ${String(span.start)}`,
  causes: [{ kind: 'rules', because: 'this part of the condition is not followed', at: span }],
});
