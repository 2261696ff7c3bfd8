import {
  all,
  any,
  type Cause,
  joinTexts,
  known,
  knownString,
  literal,
  no,
  not,
  type Text,
  type Truth,
  textKey,
  unknown,
  yes,
} from '../../../value/index.ts';
import type { ActionScene } from '../../action-run.ts';
import { variableOf } from '../git-context.ts';
import { type Flavor, flavorOf } from './flavor.ts';
import { isFor, type RunRefs, runRefs } from './run-refs.ts';
import { runHole } from './run-value.ts';
import { type TagRule, tagRules } from './tag-rule.ts';
import { tagValue, versionOf } from './tag-value.ts';
import { fillTemplate, globalExpression } from './template.ts';

/** A tag that the action makes, without the image. */
interface MadeTag {
  readonly rule: TagRule;
  readonly value: Text;
  /** Whether it is made; never "no". */
  readonly isMade: Truth;
}

/**
 * The tags that the action makes, the most important first, `latest` last. One that is made in some runs only and is known
 * otherwise begins with a hole that is nothing where it is made: the same hole wherever the same conditions hold.
 */
export function madeTags(scene: ActionScene): readonly Text[] {
  const flavor = flavorOf(scene.use);
  const refs = runRefs(scene);
  const made = tagRules(scene.use).flatMap((rule): readonly MadeTag[] => {
    const isMade = all([applies(scene, rule, refs), isEnabled(scene, rule, refs)]);
    return isMade.is === 'no' ? [] : [{ rule, isMade, value: tagValue(scene, rule, flavor) }];
  });
  const tags = made.map((tag) => marked(scene, tag.value, tag.isMade, conditionKey(tag.rule)));
  return distinct([...tags, ...latestTag(scene, made, flavor)]);
}

/** Whether the event is one for which a rule makes a tag. Source: docker/metadata-action README, "tags input". */
function applies(scene: ActionScene, { type, attributes, written }: TagRule, refs: RunRefs): Truth {
  switch (type) {
    case 'raw':
    case 'sha':
      return yes;
    case 'schedule':
      return refs.isScheduled;
    case 'semver':
    case 'pep440':
    case 'match':
      return (attributes.get('value')?.parts.length ?? 0) > 0 ? yes : isFor(refs, 'tag');
    case 'ref':
      return isOfEvent(attributes.get('event'), refs);
    case 'edge':
      return all([isFor(refs, 'branch'), isEdge(scene, attributes.get('branch'))]);
    case undefined:
      return unknown({ kind: 'expression', because: 'the rule is known when the run begins', at: written.span });
  }
}

function isOfEvent(event: Text | undefined, refs: RunRefs): Truth {
  const written = event === undefined ? undefined : knownString(event);
  if (written === 'pr') return isFor(refs, 'pull');
  return written === 'branch' || written === 'tag' ? isFor(refs, written) : unknown(refs.cause);
}

/** Whether the branch is the one that is built continuously; the default branch where none is written. */
function isEdge(scene: ActionScene, branch: Text | undefined): Truth {
  const name = variableOf(scene, 'GITHUB_REF_NAME');
  const [wanted, own] = [branch && knownString(branch), knownString(name)];
  if (wanted !== undefined && own !== undefined) return known(wanted === own);
  return unknown({ kind: 'rules', because: 'the run may be for another branch', at: branch?.span ?? scene.use.span });
}

function isEnabled(scene: ActionScene, { attributes }: TagRule, refs: RunRefs): Truth {
  const written = attributes.get('enable');
  if (written === undefined) return yes;
  const whether = knownString(written);
  if (whether !== undefined && /\{\{\s*is_default_branch\s*\}\}/.test(whether)) return isDefaultBranch(refs, written);
  const value = knownString(fillTemplate(written, globalExpression(scene)));
  if (value !== undefined) return known(value === 'true');
  return unknown(...written.parts.flatMap((part) => (typeof part === 'string' ? [] : [part.cause])), refs.cause);
}

function isDefaultBranch(refs: RunRefs, { span }: Text): Truth {
  if (refs.isScheduled.is === 'yes') return yes;
  if (!refs.kinds.has('branch')) return no;
  return unknown({ kind: 'rules', because: 'the run may be for another branch than the default one', at: span });
}

/** The conditions of a rule, so that equal ones mean that both tags are made or neither. */
function conditionKey({ type, attributes, written }: TagRule): string {
  const [enable, value, event] = ['enable', 'value', 'event'].map((name) => attributes.get(name));
  if (type === undefined) return textKey(written);
  const isByRef = ['semver', 'pep440', 'match'].includes(type) && value === undefined;
  const kind = isByRef ? 'tag' : type === 'ref' && event !== undefined ? textKey(event) : type === 'raw' ? '' : type;
  return `${kind}${enable === undefined ? '' : ` if ${textKey(enable)}`}`;
}

/** A tag with a hole in front if it is known, and not whether it is made. */
function marked(scene: ActionScene, tag: Text, isMade: Truth, key: string): Text {
  const isKnown = knownString(tag) !== undefined;
  if (isMade.is !== 'unknown' || !isKnown) return tag;
  const [cause] = isMade.causes;
  const hole = runHole(scene, `made ${key}`, '', tag.span);
  return joinTexts([{ parts: [{ ...hole, ...(cause && { cause }) }], span: tag.span }, tag], tag.span);
}

/** `latest`, where the flavor or, by itself, the first rule that makes a tag asks for it. */
function latestTag(scene: ActionScene, made: readonly MadeTag[], flavor: Flavor): readonly Text[] {
  const isMade = isLatest(scene, made, flavor.latest);
  if (isMade.is === 'no') return [];
  const at = scene.use.span;
  const parts = [
    ...(flavor.prefixLatest ? [flavor.prefix] : []),
    literal('latest', at),
    ...(flavor.suffixLatest ? [flavor.suffix] : []),
  ];
  const key = `latest ${flavor.latest} ${made.map(({ rule }) => conditionKey(rule)).join(';')}`;
  return [marked(scene, joinTexts(parts, at), isMade, key)];
}

function isLatest(scene: ActionScene, made: readonly MadeTag[], latest: Flavor['latest']): Truth {
  if (latest === 'false') return no;
  if (latest === 'true') return any(made.map(({ isMade }) => isMade));
  const cause: Cause = { kind: 'expression', because: 'the flavor is known when the run begins', at: scene.use.span };
  const hidden = latest === 'hidden' ? [all([unknown(cause), any(made.map(({ isMade }) => isMade))])] : [];
  const before: Truth[] = [];
  const ways = made.map(({ rule, isMade }) => {
    const isFirst = all(before.map(not));
    before.push(isMade);
    return all([isFirst, isMade, bringsLatest(scene, rule)]);
  });
  return any([...ways, ...hidden]);
}

/** Source: docker/metadata-action README, "Latest tag": prereleases do not bring it. */
function bringsLatest(scene: ActionScene, rule: TagRule): Truth {
  const { type, attributes, written } = rule;
  if (type === 'match') return yes;
  if (type === 'ref') return known(knownString(attributes.get('event') ?? written) === 'tag');
  if (type !== 'semver' && type !== 'pep440') return no;
  const version = type === 'semver' ? versionOf(scene, rule) : undefined;
  if (version !== undefined) return known(!version.isPrerelease);
  return unknown({ kind: 'expression', because: 'the version may be a prerelease', at: written.span });
}

function distinct(tags: readonly Text[]): readonly Text[] {
  const keys = tags.map(textKey);
  return tags.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}
