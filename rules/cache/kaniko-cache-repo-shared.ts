import {
  type BuildStep,
  builtPlatforms,
  defineRule,
  groupBy,
  type Problem,
  show,
  subject,
  type Text,
  textKey,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'kaniko-cache-repo-shared',
  group: 'cache',
  severity: 'info',
  isOptIn: true,
  summary: 'Each architecture keeps the layers of Kaniko in a repository of its own',
  why: `
Builds of several architectures may share a \`--cache-repo\`: the key of a layer begins with the digest of its base image, so none
takes the layer of another. But nobody can tell afterwards which layers belong to which, and a clean-up by age or size
throws away the cache of the architecture that is built less often.
  `,
  exceptions: 'Repositories whose names hang on what only the run decides are left alone.',
  references: ['https://github.com/osscontainertools/kaniko#flag---cache-repo'],

  *check({ project }) {
    const cached = project.builds.items.flatMap((build) => cacheOf(build));
    for (const here of groupBy(cached, ({ repository }) => textKey(repository)).values()) {
      const [first] = here;
      const built = here.flatMap(({ build }) => builtPlatforms(build, project.expectations));
      const platforms = [...new Set(built.map(show.platform))];
      if (first !== undefined && platforms.length > 1) yield* violation(problemOf(first, here, platforms));
    }
  },
});

interface Cached {
  readonly build: BuildStep;
  readonly repository: Text;
}

const cacheOf = (build: BuildStep): readonly Cached[] =>
  build.tool === 'kaniko' && build.layerCache.enabled.is === 'yes' && build.layerCache.repository.is === 'set'
    ? [{ build, repository: build.layerCache.repository.value }]
    : [];

function problemOf(first: Cached, here: readonly Cached[], platforms: readonly string[]): Problem {
  const jobs = here.map(({ build }) => build.job);
  const names = show.jobs(jobs);
  const repository = show.text(first.repository);
  const places = groupBy(here, ({ repository: { span } }) => subject.place(span));
  return {
    at: first.repository.span,
    message: `${show.few(names)} ${names.length === 1 ? 'keeps' : 'keep'} the layers of ${show.list(platforms)} in one repository, \`${repository}\``,
    help: `give each architecture its own, for example \`--cache-repo=${repository}/${platforms[0]?.split('/')[1] ?? 'amd64'}\``,
    related: [...places.values()]
      .slice(1)
      .flatMap(([one]) =>
        one === undefined ? [] : [{ at: one.repository.span, message: `the same for \`${one.build.job.name}\`` }],
      ),
    jobs,
    identity: repository,
  };
}
