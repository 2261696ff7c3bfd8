import {
  defineRule,
  type Fix,
  holds,
  isByJobToken,
  isLoginFor,
  known,
  knownString,
  loginsIn,
  type Permissions,
  type Problem,
  packagePermission,
  type RegistryUpload,
  registryUploads,
  show,
  sourceText,
  type TokenPermissions,
  unless,
  yes,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'packages-permission-missing',
  group: 'pipeline',
  severity: 'error',
  summary: "A job that pushes to GitHub's registry with its token has the permission to",
  why: `
Where \`permissions\` are written, for a job or its workflow, the token has these and no others: with \`contents: read\`
alone the login still succeeds, all platforms are built, and the push ends with \`denied: permission_denied: write_package\` or
\`installation not allowed to Write organization package\`. The job that merges is the one that is forgotten.
  `,
  exceptions: `
It is about pushes to \`ghcr.io\` by a login with \`secrets.GITHUB_TOKEN\`; other tokens have permissions of their own. Where
nothing is written the settings of the repository or its organization decide, so that it cannot be told. A called workflow
may do no more than the job that calls it.
  `,
  references: [
    'https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#permissions',
    'https://docs.github.com/packages/managing-github-packages-using-github-actions-workflows/publishing-and-installing-a-package-with-github-actions',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const upload of registryUploads(project)) {
      const login = loginsIn(project, upload.job).find(
        (one) => isByJobToken(one) && isLoginFor(one, upload.registry).is === 'yes',
      );
      if (login === undefined || knownString(upload.registry) !== 'ghcr.io') continue;
      const permission = packagePermission(upload.job);
      const mayPush = holds(permission, yes, ({ permissions }) => known(permissions.packages === 'write'));
      yield* unless(mayPush, () => problemOf(upload, permission.is === 'set' ? permission.value : undefined));
    }
  },
});

function problemOf({ job, destination }: RegistryUpload, written: TokenPermissions | undefined): Problem {
  const pushes = `\`${job.definition.name}\` pushes \`${show.image(destination.reference)}\` with its token`;
  if (written === undefined) {
    return {
      at: job.definition.span,
      message: `${pushes}, which may not be allowed to`,
      help: 'write `permissions` with `packages: write` and what else the job needs, such as `contents: read`',
      jobs: [job],
      identity: 'ghcr.io',
    };
  }
  const { permissions, job: holder } = written;
  const whose =
    holder === job
      ? '`permissions`'
      : `the \`permissions\` of \`${holder.definition.name}\`, which calls its workflow,`;
  return {
    at: permissions.span,
    message: `${pushes}, to which ${whose} ${permissions.packages === 'read' ? 'allow packages to be read only' : 'allow no packages'}`,
    help: 'add `packages: write`',
    related: [{ at: destination.span, message: 'this is pushed' }],
    jobs: [job],
    identity: 'ghcr.io',
    fix: fixOf(permissions),
  };
}

const fixOf = ({ span }: Permissions): Fix => ({
  title: 'Write `packages: write`',
  safety: 'unsafe',
  because: 'all steps to which the permissions apply may push packages then',
  patches: [
    /^['"]?packages\b/.test(sourceText(span))
      ? { op: 'set-value', at: span, value: 'write' }
      : { op: 'set-key', in: span, path: ['packages'], value: 'write' },
  ],
});
