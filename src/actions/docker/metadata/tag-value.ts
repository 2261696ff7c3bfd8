import { joinTexts, knownString, literal, showText, type Text, textKey } from '../../../value/index.ts';
import type { ActionScene } from '../../action-run.ts';
import type { Flavor } from './flavor.ts';
import { commitOf, refName, runValue } from './run-value.ts';
import { parseVersion, type Version } from './semantic-version.ts';
import type { TagRule } from './tag-rule.ts';
import { fillTemplate, globalExpression } from './template.ts';

/** The tag that a rule makes in the runs in which it makes one, without the image. */
export function tagValue(scene: ActionScene, rule: TagRule, flavor: Flavor): Text {
  const at = rule.written.span;
  const filled = (text: Text): Text => fillTemplate(text, globalExpression(scene));
  const prefix = rule.attributes.get('prefix') ?? implicitPrefix(rule) ?? flavor.prefix;
  const suffix = rule.attributes.get('suffix') ?? flavor.suffix;
  return sanitised(joinTexts([filled(prefix), bareValue(scene, rule), filled(suffix)], at));
}

/** Source: docker/metadata-action src/tag.ts. */
function implicitPrefix({ type, attributes, written: { span } }: TagRule): Text | undefined {
  if (type === 'sha') return literal('sha-', span);
  return type === 'ref' && attribute(attributes, 'event') === 'pr' ? literal('pr-', span) : undefined;
}

const attribute = (attributes: TagRule['attributes'], name: string): string | undefined => {
  const value = attributes.get(name);
  return value === undefined ? undefined : knownString(value);
};

function bareValue(scene: ActionScene, rule: TagRule): Text {
  const { type, attributes, written } = rule;
  const at = written.span;
  const valueOr = (name: string, otherwise: string): Text => attributes.get(name) ?? literal(otherwise, at);
  switch (type) {
    case 'raw':
      return fillTemplate(valueOr('value', ''), globalExpression(scene));
    case 'schedule':
      return fillTemplate(valueOr('pattern', 'nightly'), globalExpression(scene));
    case 'sha':
      return commitOf(scene, attribute(attributes, 'format') === 'long' ? 'long' : 'short', at);
    case 'edge':
      return literal('edge', at);
    case 'ref':
      return refValue(scene, attribute(attributes, 'event'), at);
    case 'semver':
    case 'pep440':
      return versionValue(scene, rule, type);
    case 'match':
      return byRule(scene, rule, `match ${attribute(attributes, 'group') ?? '0'}`);
    case undefined:
      return runValue(scene, `tags ${textKey(written)}`, shownRule(rule), at);
  }
}

function refValue(scene: ActionScene, event: string | undefined, at: Text['span']): Text {
  if (event === 'branch' || event === 'tag') return refName(scene, event, at);
  return runValue(scene, 'pull request', '<number>', at);
}

/** A version by a pattern: of a value that the rule gives, else of the Git tag. */
function versionValue(scene: ActionScene, rule: TagRule, type: 'semver' | 'pep440'): Text {
  const at = rule.written.span;
  const pattern = rule.attributes.get('pattern') ?? literal('{{version}}', at);
  const version = versionOf(scene, rule);
  if (version !== undefined && type === 'semver') {
    const isWhole = version.isPrerelease && !/^\{\{\s*raw\s*\}\}$/.test(knownString(pattern) ?? '');
    const shown = isWhole ? literal('{{version}}', at) : pattern;
    return fillTemplate(shown, (words, span) => literal(version.parts.get(words) ?? '', span));
  }
  const source = sourceKey(scene, rule);
  return fillTemplate(pattern, (words, span) => runValue(scene, `${type} ${words} of ${source}`, `{{${words}}}`, span));
}

/** The version of which a rule makes its tag, where it is known before the run. */
export function versionOf(scene: ActionScene, { attributes, written }: TagRule): Version | undefined {
  const value = attributes.get('value');
  const filled =
    value === undefined ? refName(scene, 'tag', written.span) : fillTemplate(value, globalExpression(scene));
  const known = knownString(filled);
  return known === undefined || attributes.has('match') ? undefined : parseVersion(known);
}

/** Of what a rule makes its tag: the same key means the same value. */
function sourceKey(scene: ActionScene, { attributes }: TagRule): string {
  const value = attributes.get('value');
  const match = attributes.get('match');
  const part = match === undefined ? '' : ` by ${textKey(match)}`;
  return (value === undefined ? 'the tag' : textKey(fillTemplate(value, globalExpression(scene)))) + part;
}

function byRule(scene: ActionScene, rule: TagRule, kind: string): Text {
  const pattern = rule.attributes.get('pattern');
  const words = `${kind} ${pattern === undefined ? '' : textKey(pattern)} of ${sourceKey(scene, rule)}`;
  return runValue(scene, words, shownRule(rule), rule.written.span);
}

/** The rule as written; between angles where a reader could take it for a tag. */
const shownRule = ({ written }: TagRule): string =>
  written.parts.length === 1 && typeof written.parts[0] !== 'string' ? showText(written) : `<${showText(written)}>`;

/** What no tag may hold becomes a dash. Source: docker/metadata-action src/meta.ts sanitizeTag. */
const sanitised = ({ parts, span }: Text): Text => ({
  parts: parts.map((part) => (typeof part === 'string' ? part.replaceAll(/[^a-zA-Z0-9._-]+/g, '-') : part)),
  span,
});
