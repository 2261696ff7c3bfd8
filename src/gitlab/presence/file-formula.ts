import { anyOf, type Formula, notOf } from '../../model/presence/formula.ts';
import type { YamlString, YamlValue } from '../../syntax/yaml-value.ts';
import { knownString, literal, showText, type Text, textKey } from '../../value/index.ts';
import { expandWritten, type Names } from '../variables/expand-written.ts';
import { flatItems, isMapping, isString, valueAt } from '../yaml-access.ts';
import type { ConditionContext } from './expression-formula.ts';
import { claimAbout } from './operands.ts';

/** What conditions about files are read with. */
export interface FileContext extends ConditionContext {
  /** Values after GitLab's expansion; none for conditions of the whole pipeline. */
  readonly names: Names | undefined;
}

/**
 * When `changes` or `exists` holds: for any of its globs. Without a commit to compare with, as in pipelines for tags and
 * schedules, everything counts as changed. Whether files exist is left open.
 * Source: GitLab `lib/gitlab/ci/build/rules/rule/clause/{changes,exists}.rb`, `app/models/ci/pipeline.rb#modified_paths`.
 */
export function filesFormula(keyword: 'changes' | 'exists', value: YamlValue, context: FileContext): Formula {
  const block = isMapping(value) ? value : undefined;
  const base = valueAt(block, 'compare_to') ?? valueAt(block, 'project');
  const paths = flatItems(valueAt(block, 'paths') ?? value);
  const known = paths.filter(isString);
  const suffix = base === undefined ? '' : ` of ${textOf(base)}`;
  if (known.length !== paths.length || (base !== undefined && !isString(base)) || known.length > mostGlobs)
    return openFiles(value);
  const globs = known.map((path): Formula => {
    const glob = globOf(path, context);
    const isKnown = keyword === 'changes' && knownString(glob) !== undefined;
    if (!isKnown) return openFiles(path, `${keyword} ${textKey(glob)}${suffix}`);
    return { is: 'files', files: { glob: `${showText(glob)}${suffix}`, at: path.span } };
  });
  return keyword === 'changes' && base === undefined ? anyOf(withoutBase(context), ...globs) : anyOf(...globs);
}

/** GitLab takes no more. */
const mostGlobs = 50;

const textOf = (value: YamlValue): string => (isString(value) ? value.value : '');

const globOf = ({ text, value, span }: YamlString, { names }: FileContext): Text =>
  names === undefined ? literal(value, span) : expandWritten(text, 'gitlab-existing', names);

/** Pipelines that have no commit to compare with. */
function withoutBase({ variables, at }: FileContext): Formula {
  const is = (name: string, that: Parameters<typeof claimAbout>[2]): Formula => {
    const value = variables(name, at);
    return value.is === 'free'
      ? claimAbout(name, value, that, at)
      : { is: 'constant', value: that.test === 'filled' || (that.test === 'equals' && that.text === value.text) };
  };
  const compares = sourcesWithBase.map((text) => is('CI_PIPELINE_SOURCE', { test: 'equals', text }));
  return anyOf(is('CI_COMMIT_TAG', { test: 'filled' }), notOf(anyOf(...compares)));
}

const sourcesWithBase = ['push', 'merge_request_event', 'external_pull_request_event', 'parent_pipeline'];

/** Files that the repository has or has not, and such as are named in a way that is not followed. */
const openFiles = ({ span }: YamlValue, key = `files ${span.file.path} ${String(span.start)}`): Formula => ({
  is: 'open',
  key,
  causes: [{ kind: 'rules', because: 'the condition depends on files that are not looked at', at: span }],
});
