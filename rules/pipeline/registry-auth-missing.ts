import {
  any,
  type Cause,
  commandsIn,
  defineRule,
  type Fix,
  groupBy,
  hasBuiltInHelper,
  isLoggedIn,
  type Job,
  jobsOf,
  knownString,
  type Login,
  loginElsewhere,
  type Problem,
  type Project,
  type RegistryUpload,
  registryUploads,
  replaceBy,
  type Span,
  show,
  type Truth,
  toolImageOf,
  toolVariable,
  unknown,
  unless,
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
does, and not at all where no job does. Kaniko logs in to \`$CI_REGISTRY\` by itself since 1.9.0. Registries of AWS, Google and
Azure, and those inside the job's network, are left out.
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
      for (const login of project.work.get(job)?.toolUse.logins ?? []) {
        yield* checkPlace(project, job, login);
        yield* checkKey(project, job, login);
      }
    }
  },
});

/** A job without an image may run where an earlier login has left its file. */
function* checkUpload(project: Project, upload: RegistryUpload): Generator<Verdict> {
  const elsewhere = loginElsewhere(project, upload);
  if (elsewhere === undefined) {
    if (lacksHelper(upload)) yield* unless(isLoggedIn(project, upload), () => withoutLogin(upload));
    return;
  }
  const { login, isSameTool } = elsewhere;
  const isSure = isSameTool && upload.job.image.is === 'set';
  const isFine: Truth = any([isLoggedIn(project, upload), ...(isSure ? [] : [unknown(ambient(upload))])]);
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
  const name = tool === 'kaniko' ? 'Kaniko' : tool;
  const version = tool === 'kaniko' && step.version.is === 'exact' ? ` ${step.version.version}` : '';
  return {
    at: destination.span,
    message: `\`${job.definition.name}\` pushes to \`${show.text(registry)}\` by ${name}${version} without logging in`,
    help: adviceFor[tool],
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

/** Kaniko's image sets `DOCKER_CONFIG`, so that the home folder does not count. Source: kaniko deploy/Dockerfile. */
function* checkPlace(project: Project, job: Job, login: Login): Generator<Verdict> {
  const image = job.image.is === 'set' ? toolImageOf(job.image.value.reference) : undefined;
  if (image?.is !== 'set' || image.value.tool !== 'kaniko' || !isHome(login)) return;
  const logins = project.work.get(job)?.toolUse.logins ?? [];
  const isElsewhere = logins.some((other) => other.path !== undefined && !isHome(other));
  const names = ['DOCKER_CONFIG', 'HOME'].some((name) => toolVariable(login.command, name).is !== 'unset');
  const isLinked = commandsIn(project, job).some(({ args }) =>
    args.items.some((word) => /\/kaniko\/\.docker/.test(show.text(word))),
  );
  if (isElsewhere || names || isLinked) return;
  const upload = registryUploads(project).find((one) => one.job === job && one.tool === 'kaniko');
  if (upload === undefined) return;
  const fix = kanikoFolder(login);
  yield* violation({
    at: login.span,
    severity: hasBuiltInHelper(upload) ? 'warning' : 'error',
    message: `\`${job.definition.name}\` writes credentials to \`${login.path === undefined ? '' : show.text(login.path)}\`, and Kaniko looks in \`/kaniko/.docker\``,
    help: 'write `/kaniko/.docker/config.json`',
    jobs: [job],
    identity: 'place',
    ...(fix === undefined ? {} : { fix }),
  });
}

const home = /^(?:~|\$HOME|\$\{HOME\}|\/root)\/\.docker(?:\/config\.json)?\/?$/;
const isHome = ({ path }: Login): boolean => path !== undefined && home.test(show.text(path));

function kanikoFolder({ span, path }: Login): Fix | undefined {
  const at =
    path === undefined ? undefined : placeIn(span, /(?:~|\$HOME|\$\{HOME\}|\/root)\/\.docker(?=\/config\.json)/);
  if (at === undefined) return undefined;
  const because = 'other tools of the job may read the file where it is now';
  return {
    title: 'Write `/kaniko/.docker/config.json`',
    safety: 'unsafe',
    because,
    patches: [replaceBy(at, '/kaniko/.docker')],
  };
}

/** Keys for Docker Hub under which only Buildah, Podman, skopeo and manifest-tool look. Source: docker/cli file_store.go. */
const hubKeys: ReadonlySet<string> = new Set([
  'docker.io',
  'https://docker.io',
  'registry-1.docker.io',
  'hub.docker.com',
]);
const exactReaders: ReadonlySet<string> = new Set(['docker', 'kaniko', 'buildctl', 'crane']);

function* checkKey(project: Project, job: Job, { hosts, span, path }: Login): Generator<Verdict> {
  const key =
    hosts.is === 'set'
      ? hosts.value.map((host) => knownString(host) ?? '').find((host) => hubKeys.has(host))
      : undefined;
  const tools = new Set(toolsOf(project, job));
  if (
    path === undefined ||
    key === undefined ||
    tools.size === 0 ||
    ![...tools].every((tool) => exactReaders.has(tool))
  )
    return;
  const at = placeIn(span, new RegExp(`(?<=["'\\\\])${key.replaceAll('.', '\\.')}(?=\\\\?["'])`));
  const right = 'https://index.docker.io/v1/';
  yield* violation({
    at: at ?? span,
    severity: 'warning',
    message: `\`${job.definition.name}\` keeps its login for Docker Hub under \`${key}\`, and ${show.list([...tools])} ${tools.size === 1 ? 'asks' : 'ask'} for \`${right}\``,
    help: `write \`${right}\` as the key`,
    jobs: [job],
    identity: 'key',
    ...(at === undefined ? {} : { fix: hubKey(at, right) }),
  });
}

const toolsOf = (project: Project, job: Job): readonly string[] => [
  ...groupBy(
    registryUploads(project).filter((upload) => upload.job === job),
    ({ tool }) => tool,
  ).keys(),
];

const hubKey = (at: Span, right: string): Fix => ({
  title: `Write \`${right}\``,
  safety: 'unsafe',
  because: 'the job logs in to Docker Hub then, which it did not do so far',
  patches: [replaceBy(at, right)],
});

/** Where a pattern first matches in the source of a command. */
function placeIn({ file, start, end }: Span, pattern: RegExp): Span | undefined {
  const match = pattern.exec(file.text.slice(start, end));
  return match === null ? undefined : file.span(start + match.index, start + match.index + match[0].length);
}
