import {
  any,
  type Cause,
  defineRule,
  hasBuiltInHelper,
  hostedMachineOf,
  isLoggedIn,
  isOfGithub,
  type Job,
  jobsOf,
  type Login,
  loginElsewhere,
  not,
  ownLogins,
  type Problem,
  type Project,
  type RegistryUpload,
  registryUploads,
  replaceBy,
  show,
  type Truth,
  toolImageOf,
  type UnreadLogin,
  type UploadTool,
  unknown,
  unless,
  unreadLogins,
  type Verdict,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'registry-auth-missing',
  group: 'pipeline',
  severity: 'error',
  summary: 'A job that pushes to a registry is logged in to it, by a login that its tool reads',
  why: `
A login belongs to the job that makes it and to the tools that read its file. The job that merges is the one that is
forgotten, or loses the login of \`default:\` to a \`before_script\` of its own: the builds push, and the merge ends with
\`unauthorized\` or \`denied\`. A file in the wrong place, or under a key that the tool never asks for, is as good as none.
  `,
  exceptions: `
Runners, images and cloud registries may bring credentials that no file of the repository shows. So a missing login is reported
for certain only where another job of the same tool logs in to the same registry, as undecided where a job of another tool
does, and not at all where no job does. Where a condition decides on the login alone, or on the push, it stays undecided, too;
where conditions decide on both, they are taken for one. Kaniko logs in to \`$CI_REGISTRY\` by itself since 1.9.0. Registries
of AWS, Google and Azure, and those inside the job's network, are left out.
  `,
  references: [
    'https://docs.gitlab.com/user/packages/container_registry/authenticate_with_container_registry/',
    'https://github.com/containers/image/blob/main/docs/containers-auth.json.5.md',
    'https://github.com/docker/cli/blob/master/cli/config/credentials/file_store.go',
    'https://github.com/GoogleContainerTools/kaniko#pushing-to-different-registries',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const upload of registryUploads(project)) yield* checkUpload(project, upload);
    for (const job of jobsOf(project)) {
      for (const unread of unreadLogins(project, job)) yield* checkLogin(job, unread);
    }
  },
});

/** A job without an image may run where an earlier login has left its file, unless the machine is fresh. */
function* checkUpload(project: Project, upload: RegistryUpload): Generator<Verdict> {
  const elsewhere = loginElsewhere(project, upload);
  if (elsewhere === undefined) {
    if (lacksHelper(upload)) yield* unless(isLoggedIn(project, upload), () => withoutLogin(upload));
    return;
  }
  const { login, isSameTool } = elsewhere;
  // Jobs of which each logs in under a condition do so by one template.
  if (login.command.runs.is !== 'yes' && ownLogins(project, upload).length > 0) return;
  const isSure = isSameTool && (upload.job.image.is === 'set' || hostedMachineOf(upload.job)?.isBare === true);
  const isFine: Truth = any([
    isLoggedIn(project, upload),
    not(upload.step.pushed),
    ...(isSure ? [] : [unknown(ambient(upload))]),
  ]);
  yield* unless(isFine, () => withoutLogin(upload, login));
}

/** An old Kaniko in its own image, pushing to the project's registry: nothing else can know the credentials. */
const lacksHelper = ({ tool, registry, step, job }: RegistryUpload): boolean => {
  const isOwn = job.image.is === 'set' && toolImageOf(job.image.value.reference).is === 'set';
  return tool === 'kaniko' && step.version.is === 'exact' && isOwn && show.text(registry) === '$CI_REGISTRY';
};

const ambient = ({ job }: RegistryUpload): Cause => ({
  kind: 'runner',
  because: 'the runner or the image may bring credentials',
  at: job.image.is === 'set' ? job.image.value.span : job.definition.span,
});

function withoutLogin({ tool, job, registry, destination, step }: RegistryUpload, login?: Login): Problem {
  const version = tool === 'kaniko' && step.version.is === 'exact' ? ` ${step.version.version}` : '';
  return {
    at: destination.span,
    message: `\`${job.definition.name}\` pushes to \`${show.text(registry)}\` by ${nameOf(tool)}${version} without logging in`,
    help: isOfGithub(job) ? githubAdvice(tool) : adviceFor[tool],
    ...(login === undefined
      ? {}
      : { related: [{ at: login.span, message: `\`${login.command.job.definition.name}\` logs in here` }] }),
    jobs: [job],
    identity: `${tool} ${show.text(registry)}`,
  };
}

const byFile = (folder: string): string =>
  `write the credentials to \`${folder}/config.json\` in its \`before_script\``;

const adviceFor: Readonly<Record<RegistryUpload['tool'], string>> = {
  docker: 'add `docker login` to its `before_script`',
  kaniko: byFile('/kaniko/.docker'),
  buildctl: byFile('~/.docker'),
  buildah: 'add `buildah login` to its `before_script`',
  podman: 'add `podman login` to its `before_script`',
  'manifest-tool': `${byFile('~/.docker')}, or give \`--username\` and \`--password\` in front of \`push\``,
  crane: 'add `crane auth login` to its `before_script`',
  regctl: 'add `regctl registry login` to its `before_script`',
};

/** Steps that log in; podman and buildah read what the action of Red Hat writes. */
function githubAdvice(tool: RegistryUpload['tool']): string {
  if (tool === 'buildah' || tool === 'podman') return 'add a step with `redhat-actions/podman-login` in front';
  return tool === 'kaniko'
    ? 'write the credentials to `/kaniko/.docker/config.json` in a step in front'
    : 'add a step with `docker/login-action` in front';
}

function* checkLogin(job: Job, unread: UnreadLogin): Generator<Verdict> {
  yield* violation(unread.is === 'elsewhere' ? writtenElsewhere(job, unread) : underWrongKey(job, unread));
}

type Unread<K extends UnreadLogin['is']> = Extract<UnreadLogin, { readonly is: K }>;

const writtenElsewhere = (job: Job, { login, path, upload, folder }: Unread<'elsewhere'>): Problem => ({
  at: login.span,
  severity: hasBuiltInHelper(upload) ? 'warning' : 'error',
  message: `\`${job.definition.name}\` writes credentials to \`${path}\`, and Kaniko looks in \`/kaniko/.docker\``,
  help: 'write `/kaniko/.docker/config.json`',
  jobs: [job],
  identity: 'place',
  ...(folder === undefined
    ? {}
    : {
        fix: {
          title: 'Write `/kaniko/.docker/config.json`',
          safety: 'unsafe',
          because: 'other tools of the job may read the file where it is now',
          patches: [replaceBy(folder, '/kaniko/.docker')],
        },
      }),
});

const hubKey = 'https://index.docker.io/v1/';

const underWrongKey = (job: Job, { login, key, tools, at }: Unread<'wrong-key'>): Problem => ({
  at: at ?? login.span,
  severity: 'warning',
  message: `\`${job.definition.name}\` keeps its login for Docker Hub under \`${key}\`, and ${show.list(tools.map(nameOf))} ${tools.length === 1 ? 'asks' : 'ask'} for \`${hubKey}\``,
  help: `write \`${hubKey}\` as the key`,
  jobs: [job],
  identity: 'key',
  ...(at === undefined
    ? {}
    : {
        fix: {
          title: `Write \`${hubKey}\``,
          safety: 'unsafe',
          because: 'the job logs in to Docker Hub then, which it did not do so far',
          patches: [replaceBy(at, hubKey)],
        },
      }),
});

const nameOf = (tool: UploadTool): string => (tool === 'kaniko' ? 'Kaniko' : tool);
