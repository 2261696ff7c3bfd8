import type { FailedExpansion } from '../../model/pipeline/job.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';
import { expandString } from '../expand.ts';
import { type Expander, failedExpansions } from '../expansion-forms.ts';
import { expandOnGitlab, expandOnRunner, expandTag, type FieldExpander } from '../variables/expand-field.ts';
import type { Scope } from '../variables/scope.ts';
import { flatItems, isMapping, isString } from '../yaml-access.ts';
import type { JobEntry } from './job-entry.ts';

/** A field that no shell reads: where it stands in a job and who expands it. */
interface PlainField {
  readonly keyword: string;
  readonly path: readonly string[];
  readonly expander: Expander;
  readonly expand: FieldExpander;
}

const onRunner = (keyword: string, ...path: readonly string[]): PlainField => ({
  keyword,
  path,
  expander: 'runner',
  expand: expandOnRunner,
});

const onGitlab = (keyword: string, ...path: readonly string[]): PlainField => ({
  keyword,
  path,
  expander: 'gitlab',
  expand: expandOnGitlab,
});

/** Source: GitLab `doc/ci/variables/where_variables_can_be_used.md`; gitlab-runner `shells/abstract.go`. */
const plainFields: readonly PlainField[] = [
  onRunner('image', 'image'),
  onRunner('image', 'image', 'name'),
  onRunner('image:docker', 'image', 'docker', 'platform'),
  onRunner('image:docker', 'image', 'docker', 'user'),
  onRunner('services', 'services'),
  onRunner('services', 'services', 'name'),
  onRunner('services', 'services', 'alias'),
  { keyword: 'tags', path: ['tags'], expander: 'gitlab-existing', expand: expandTag },
  onRunner('cache:key', 'cache', 'key'),
  onRunner('cache:key:prefix', 'cache', 'key', 'prefix'),
  onRunner('cache:fallback_keys', 'cache', 'fallback_keys'),
  onRunner('cache:policy', 'cache', 'policy'),
  onGitlab('environment', 'environment'),
  onGitlab('environment', 'environment', 'name'),
  onGitlab('environment', 'environment', 'url'),
  onGitlab('resource_group', 'resource_group'),
];

/** Every shell expansion in a field of a job that no shell reads, once for each place. */
export function failedExpansionsOf(job: JobEntry, scope: Scope): readonly FailedExpansion[] {
  const found: FailedExpansion[] = [];
  for (const { keyword, path, expander, expand } of plainFields) {
    const written = job.inForce.get(path[0] ?? '');
    if (written === undefined) continue;
    for (const text of textsAt(written.value, path.slice(1))) {
      for (const failure of failuresIn(text, expander)) {
        found.push({ keyword, ...failure, value: expand(text, scope) });
      }
    }
  }
  const all = [...found, ...variableFailures(scope)];
  return all.length === 0 ? all : onePerPlace(all);
}

/** Expansions in the values of variables, which the runner's pass empties, unless GitLab's pass mends them. */
function variableFailures({ definitions, run }: Scope): readonly FailedExpansion[] {
  const found: FailedExpansion[] = [];
  for (const { name, value, span } of definitions.values()) {
    if (value.is !== 'written' || value.isRaw) continue;
    for (const failure of failuresIn(value.text, 'runner')) {
      if (isNameInName(failure)) continue;
      found.push({ keyword: 'variables', variable: name, ...failure, value: run.valueOf(name, span) });
    }
  }
  return found;
}

/**
 * Whether a variable stands in the name of another, as in `${BASE_${RELEASE}}`: GitLab's pass puts the inner one in, and
 * what is left for the runner is a plain form. The failure ends at the first brace, which may be the inner one's.
 */
function isNameInName({ expansion }: Failure): boolean {
  if (!expansion.startsWith('${')) return false;
  const afterGitlab = expandString(`${expansion}}`, 'gitlab-value', () => 'X');
  return failedExpansions(afterGitlab, 'runner').length === 0;
}

/** The strings under a path of keys; lists on the way stand for their items. */
function textsAt(value: YamlValue | undefined, path: readonly string[]): readonly EmbeddedText[] {
  const [key] = path;
  if (value === undefined) return [];
  if (isString(value)) return key === undefined ? [value.text] : [];
  return flatItems(value).flatMap((item) => {
    if (key === undefined) return isString(item) ? [item.text] : [];
    return isMapping(item) ? textsAt(item.entries.get(key)?.value, path.slice(1)) : [];
  });
}

type Failure = Pick<FailedExpansion, 'expansion' | 'at' | 'becomes'>;

/** Fields longer than this are not looked into. */
const longestField = 20_000;

function failuresIn(text: EmbeddedText, expander: Expander): readonly Failure[] {
  if (text.text.length > longestField || !/[$`]/.test(text.text)) return [];
  const parameters = failedExpansions(text.text, expander).map(({ written, start, end, outcome }): Failure => {
    return { expansion: written, at: text.spanOf(start, end), becomes: outcome };
  });
  const substitutions = substitutionsIn(text.text).map(
    ({ start, end }): Failure => ({
      expansion: text.text.slice(start, end),
      at: text.spanOf(start, end),
      becomes: 'literal',
    }),
  );
  return [...parameters, ...substitutions].toSorted((a, b) => a.at.start - b.at.start);
}

/** Command substitutions up to the first that is never closed: `$(…)`, and what stands between backticks. */
function substitutionsIn(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  let from = 0;
  for (const { index, 0: opening } of text.matchAll(/\$\(|`/g)) {
    if (index < from) continue;
    const end = opening === '`' ? text.indexOf('`', index + 1) + 1 : closingBracket(text, index + 1);
    if (end <= index) return found;
    found.push({ start: index, end });
    from = end;
  }
  return found;
}

/** Offset behind the bracket that closes the one at `open`; 0 if nothing does. */
function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    if (text[at] === '(') depth++;
    if (text[at] === ')') depth--;
    if (depth === 0) return at + 1;
  }
  return 0;
}

function onePerPlace(found: readonly FailedExpansion[]): readonly FailedExpansion[] {
  const seen = new Set<string>();
  return found.filter(({ at, keyword }) => {
    const place = `${keyword} ${at.file.path}:${at.start}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}
