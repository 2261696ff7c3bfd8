import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { entryAt, isMapping, isScalar, isString, scalarText } from '../workflow/yaml-access.ts';
import { writtenJobs } from './written-job.ts';

/** What `permissions` give, as they are written. */
export interface Grants {
  /** The level of a permission by its name, and where that is decided: its entry, or the key `permissions`. */
  readonly of: (permission: string) => Grant;
}

interface Grant {
  readonly level: Level;
  readonly at: Span;
}

type Level = 'none' | 'read' | 'write';

const levels: readonly string[] = ['none', 'read', 'write'] satisfies readonly Level[];
const isLevel = (text: string): text is Level => levels.includes(text);

/**
 * The permissions that GitHub compares, in its order.
 * Source: github.com/actions/runner, `src/Sdk/WorkflowParser/Permissions.cs`.
 */
const compared = [
  ...['actions', 'artifact-metadata', 'attestations', 'checks', 'contents', 'deployments', 'discussions', 'issues'],
  ...['packages', 'pages', 'pull-requests', 'repository-projects', 'statuses', 'security-events', 'id-token', 'models'],
];

/** What `permissions` of a job or a workflow give; `undefined` where none are written, or some that GitHub refuses. */
export function grantsIn(mapping: YamlMapping): Grants | undefined {
  const entry = entryAt(mapping, 'permissions');
  if (entry === undefined) return undefined;
  const { key, value } = entry;
  if (isString(value)) {
    const level = /^(?<level>read|write)-all$/.exec(value.value)?.groups?.['level'];
    return level === 'read' || level === 'write'
      ? { of: (name) => ({ level: ofAll(name, level), at: key.span }) }
      : undefined;
  }
  return isMapping(value) ? { of: (name) => grantOf(value, name, key.span) } : undefined;
}

/** Nobody writes models. */
const ofAll = (name: string, level: Level): Level => (name === 'models' ? 'read' : level);

/** What a list does not name is denied. */
function grantOf(mapping: YamlMapping, name: string, otherwise: Span): Grant {
  const own = entryAt(mapping, name);
  if (own === undefined) return { level: 'none', at: otherwise };
  const written = isScalar(own.value) ? scalarText(own.value).text : '';
  return { level: isLevel(written) ? written : 'none', at: own.key.span };
}

/** A workflow that a job calls. */
interface NestedCall {
  /** The called workflow. */
  readonly root: YamlMapping;
  readonly uses: EmbeddedText;
  /** The id of the job that calls it. */
  readonly caller: string;
}

/**
 * What GitHub refuses because a called workflow, or a job in it, asks for more than the job may that calls it. Where nothing limits
 * that job, the settings of the repository decide, and nothing is said.
 * Source: github.com/actions/runner, `src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs` (ConvertToReferencedWorkflow).
 */
export function permissionRejections(call: NestedCall, allowed: Grants | undefined): readonly Rejection[] {
  if (allowed === undefined) return [];
  const whole = { who: 'The workflow', requested: grantsIn(call.root) };
  const jobs = writtenJobs(call.root).map(({ id, body }) => ({
    who: `The nested job '${id}'`,
    requested: grantsIn(body),
  }));
  return [whole, ...jobs].flatMap(({ who, requested }) => {
    const excesses = requested === undefined ? [] : excessesOf(requested, allowed);
    return excesses.length === 0 ? [] : [rejectionOf(call, who, excesses)];
  });
}

/** A permission of which more is asked for than allowed. */
interface Excess {
  readonly name: string;
  readonly requested: Grant;
  readonly allowed: Grant;
}

const excessesOf = (requested: Grants, allowed: Grants): readonly Excess[] =>
  compared
    .map((name) => ({ name, requested: requested.of(name), allowed: allowed.of(name) }))
    .filter((one) => levels.indexOf(one.requested.level) > levels.indexOf(one.allowed.level));

function rejectionOf({ uses, caller }: NestedCall, who: string, excesses: readonly Excess[]): Rejection {
  const asked = excesses.map(({ name, requested }) => `${name}: ${requested.level}`).join(', ');
  const allowed = excesses.map(({ name, allowed: { level } }) => `${name}: ${level}`).join(', ');
  return {
    kind: 'entry',
    message: `Error calling workflow '${uses.text}'. ${who} is requesting '${asked}', but is only allowed '${allowed}'.`,
    help: `allow \`${caller}\` as much: \`${asked}\``,
    at: excesses[0]?.allowed.at ?? uses.span,
    places: excesses.flatMap(({ name, requested, allowed: limit }) => [
      { at: limit.at, message: `this gives \`${name}: ${limit.level}\`` },
      { at: requested.at, message: `\`${name}: ${requested.level}\` is asked for here` },
    ]),
  };
}
