import {
  any,
  defineRule,
  type Fix,
  holds,
  isByJobToken,
  isLoginFor,
  known,
  knownString,
  loginsIn,
  not,
  type Permissions,
  type Problem,
  packagePermission,
  type RegistryUpload,
  registryUploads,
  show,
  sourceText,
  subject,
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
      if (knownString(upload.registry) !== 'ghcr.io') continue;
      const login = loginsIn(project, upload.job).find(
        (one) => isByJobToken(one) && isLoginFor(one, upload.registry).is === 'yes',
      );
      if (login === undefined) continue;
      const permission = packagePermission(upload.job);
      const mayPush = holds(permission, yes, ({ permissions }) => known(permissions.packages === 'write'));
      // Where it is known neither whether it pushes nor whether it may, nothing is left to tell.
      if (mayPush.is === 'unknown' && upload.step.pushed.is !== 'yes') continue;
      yield* unless(any([mayPush, not(upload.step.pushed)]), () =>
        problemOf(upload, permission.is === 'set' ? permission.value : undefined),
      );
    }
  },
});

function problemOf({ job, destination }: RegistryUpload, written: TokenPermissions | undefined): Problem {
  const pushes = `\`${job.definition.name}\` pushes \`${show.image(destination.reference)}\` with a token that`;
  const common = { jobs: [job], identity: 'ghcr.io' };
  if (written === undefined) {
    return {
      ...common,
      at: job.definition.span,
      message: `${pushes} may not write packages`,
      help: 'write `permissions` with `packages: write` and what else the job needs, such as `contents: read`',
    };
  }
  const { permissions, job: holder } = written;
  const fix = fixOf(permissions);
  const whose =
    holder === job ? '' : `, because \`${holder.definition.name}\`, which calls its workflow, may do no more`;
  return {
    ...common,
    at: permissions.span,
    message: `${pushes} ${permissions.packages === 'read' ? 'may only read packages' : 'has no access to packages'}${whose}`,
    help: fix === undefined ? 'write them one by one, `packages: write` among them' : 'add `packages: write`',
    related: [{ at: destination.span, message: 'this is pushed' }],
    follows: [subject.place(permissions.span)],
    ...(fix && { fix }),
  };
}

/** `permissions: read-all` is no mapping to which something can be added. */
function fixOf({ span }: Permissions): Fix | undefined {
  const isEntry = /^['"]?packages\b/.test(sourceText(span));
  if (!isEntry && /^\s*:[ \t]*[a-z]/.test(span.file.text.slice(span.end, span.end + 10))) return undefined;
  return {
    title: 'Write `packages: write`',
    safety: 'unsafe',
    because: 'all steps to which the permissions apply may push packages then',
    patches: [
      isEntry
        ? { op: 'set-value', at: span, value: 'write' }
        : { op: 'set-key', in: span, path: ['packages'], value: 'write' },
    ],
  };
}
