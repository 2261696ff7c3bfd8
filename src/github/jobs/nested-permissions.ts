import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { type Grants, grantsIn } from './permissions.ts';
import { writtenJobs } from './written-job.ts';

/**
 * The permissions that GitHub compares, in its order.
 * Source: github.com/actions/runner, `src/Sdk/WorkflowParser/Permissions.cs`.
 */
const compared = [
  ...['actions', 'artifact-metadata', 'attestations', 'checks', 'contents', 'deployments', 'discussions', 'issues'],
  ...['packages', 'pages', 'pull-requests', 'repository-projects', 'statuses', 'security-events', 'id-token', 'models'],
];

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

/** A permission of which more is asked for than allowed: `packages: write`, `packages: none`, and where each is written. */
interface Excess {
  readonly asked: string;
  readonly askedAt: Span;
  readonly allowed: string;
  readonly allowedAt: Span;
}

/** Nothing is said of a level that GitHub refuses; that is reported by itself. */
const excessesOf = (requested: Grants, allowed: Grants): readonly Excess[] =>
  compared.flatMap((name) => {
    const [asked, limit] = [requested.of(name), allowed.of(name)];
    if (asked.level === undefined || limit.level === undefined) return [];
    if (levels.indexOf(asked.level) <= levels.indexOf(limit.level)) return [];
    return [
      {
        asked: `${name}: ${asked.level}`,
        askedAt: asked.at,
        allowed: `${name}: ${limit.level}`,
        allowedAt: limit.at,
      },
    ];
  });

const levels = ['none', 'read', 'write'] as const;

function rejectionOf({ uses, caller }: NestedCall, who: string, excesses: readonly Excess[]): Rejection {
  const asked = excesses.map((one) => one.asked).join(', ');
  const allowed = excesses.map((one) => one.allowed).join(', ');
  return {
    kind: 'entry',
    message: `Error calling workflow '${uses.text}'. ${who} is requesting '${asked}', but is only allowed '${allowed}'.`,
    help: `allow \`${caller}\` as much: \`${asked}\``,
    at: excesses[0]?.allowedAt ?? uses.span,
    places: excesses.flatMap((one) => [
      { at: one.allowedAt, message: `this gives \`${one.allowed}\`` },
      { at: one.askedAt, message: `\`${one.asked}\` is asked for here` },
    ]),
  };
}
