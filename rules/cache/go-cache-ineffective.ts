import {
  buildsIn,
  type Cache,
  commandsIn,
  defineRule,
  goFoldersOf,
  groupBy,
  type Job,
  type JobCommand,
  jobsOf,
  knownString,
  type Problem,
  type Project,
  show,
  subject,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'go-cache-ineffective',
  group: 'cache',
  severity: 'info',
  isOptIn: true,
  summary: "A job that stores Go's caches runs Go where they are",
  why: `
The commands of a \`RUN\` see neither the folders nor the variables of the job: with Kaniko and BuildKit, Go compiles inside the
image, and the job restores and stores caches that nothing reads. \`go build -a\` compiles everything again, whatever is cached.
  `,
  exceptions: `
A job that also runs Go itself, or of which some commands lie out of sight, is left alone, and so is one that only pulls.
  `,
  references: [
    'https://docs.docker.com/build/cache/optimize/#use-cache-mounts',
    'https://pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies',
  ],

  *check({ project }) {
    const unread = jobsOf(project).flatMap((job) => unreadCaches(project, job).map((cache) => ({ job, cache })));
    for (const here of groupBy(unread, ({ cache }) => subject.place(cache.span)).values()) {
      const [first] = here;
      if (first !== undefined)
        yield* violation(
          unreadProblem(
            project,
            first.cache,
            here.map(({ job }) => job),
          ),
        );
    }
    const forced = jobsOf(project).flatMap((job) => forcedBuilds(project, job));
    for (const here of groupBy(forced, ({ span }) => subject.place(span)).values()) {
      const [first] = here;
      if (first !== undefined)
        yield* violation(
          forcedProblem(
            first,
            here.map(({ job }) => job),
          ),
        );
    }
  },
});

function unreadCaches(project: Project, job: Job): readonly Cache[] {
  const openTo = project.work.get(job)?.commands.openTo ?? [];
  const runsGo = commandsIn(project, job).some(isGo);
  if (buildsIn(project, job).length === 0 || openTo.length > 0 || runsGo) return [];
  return [...new Set([...goFoldersOf(project, job, 'GOCACHE'), ...goFoldersOf(project, job, 'GOMODCACHE')])];
}

const isGo = ({ program }: JobCommand): boolean =>
  /^(?:go|make|mage|task|goreleaser|ko|golangci-lint)$/.test((knownString(program) ?? '').split('/').at(-1) ?? '');

function unreadProblem(project: Project, { span }: Cache, jobs: readonly Job[]): Problem {
  const [build] = jobs.flatMap((job) => buildsIn(project, job));
  const verb = show.jobs(jobs).length === 1 ? 'stores' : 'store';
  return {
    at: span,
    message: `${show.few(show.jobs(jobs))} ${verb} caches of Go that nothing fills: Go runs inside the image that \`${build?.tool ?? 'the build'}\` builds`,
    help: 'keep them in the build instead, by `RUN --mount=type=cache` or the cache of the builder, and drop them here',
    related: build === undefined ? [] : [{ at: build.span, message: 'the image is built here' }],
    jobs,
  };
}

const forcedBuilds = (project: Project, job: Job): readonly JobCommand[] =>
  goFoldersOf(project, job, 'GOCACHE').length === 0 ? [] : commandsIn(project, job).filter(isForced);

const isForced = (command: JobCommand): boolean => {
  const words = command.args.items.map((word) => knownString(word) ?? '');
  return isGo(command) && /^(?:build|install|test)$/.test(words[0] ?? '') && words.includes('-a');
};

const forcedProblem = ({ span }: JobCommand, jobs: readonly Job[]): Problem => ({
  at: span,
  message: `${show.few(show.jobs(jobs))} caches what Go compiles, and \`-a\` compiles all of it again`,
  help: 'drop `-a`',
  jobs,
  identity: '-a',
});
