import type { Job, Login, Permissions, Project } from '../model/index.ts';
import { type Field, hidden, holesOf, set, type Text } from '../value/index.ts';

/** What the token of a job may do, and the job in whose file that is written: itself, or one that calls its workflow. */
export interface TokenPermissions {
  readonly permissions: Permissions;
  readonly job: Job;
}

/**
 * What decides whether the token of a job may push packages: the first limit on the way from the job to the jobs that call its
 * workflow, since a called workflow may only do less. Unknown where nothing is written, so that settings decide.
 *
 * Source: docs.github.com/actions/how-tos/reuse-automations/reuse-workflows; docs.github.com/actions/reference/workflow-syntax.
 */
export function packagePermission(job: Job): Field<TokenPermissions> {
  let found: TokenPermissions | undefined;
  for (let each: Job | undefined = job; each !== undefined; each = each.pipeline.startedBy) {
    const permissions = each.github?.permissions;
    if (permissions?.is === 'unknown') return permissions;
    if (permissions?.is !== 'set') continue;
    if (permissions.value.packages !== 'write') return set({ permissions: permissions.value, job: each });
    found ??= { permissions: permissions.value, job: each };
  }
  const because = 'no `permissions` are written, so that the settings of the repository decide what its token may do';
  return found === undefined ? hidden({ kind: 'variable', because, at: job.definition.span }) : set(found);
}

/** Whether a login gives the token that GitHub makes for each job. */
export const isByJobToken = ({ command: { stdin, args } }: Login): boolean =>
  [...(stdin.is === 'set' ? [stdin.value] : []), ...args.items].some(holdsToken);

const holdsToken = (text: Text): boolean =>
  holesOf(text).some(({ symbol, shown }) => symbol === 'GITHUB_TOKEN' || jobToken.test(shown));

const jobToken = /\bsecrets\.GITHUB_TOKEN\b|\bgithub\.token\b/i;

/** The logins of a job. */
export const loginsIn = ({ work }: Project, job: Job): readonly Login[] => work.get(job)?.toolUse.logins ?? [];
