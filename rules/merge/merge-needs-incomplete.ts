import {
  type BuildStep,
  buildsMergedBy,
  builtPlatforms,
  defineRule,
  finishesBefore,
  type MergeStep,
  type Project,
  type Span,
  show,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-needs-incomplete',
  group: 'merge',
  severity: 'error',
  summary: 'A merge job with `needs` waits for the build job of every architecture it merges',
  why: `
A job with \`needs\` starts as soon as the jobs it names are done, whatever its stage. If one architecture's build is
not among them, the merge can run first. It then does not find that architecture's image or, where tags are reused,
joins the image of an earlier pipeline without a word.
  `,
  exceptions: `
A merge job without \`needs\` waits for all earlier stages, so it is not reported here. A build that another needed job
waits for counts as waited for.
  `,
  references: ['https://docs.gitlab.com/ci/yaml/#needs', 'https://docs.gitlab.com/ci/yaml/#needsparallelmatrix'],

  *check({ project }) {
    for (const merge of project.merges.items) {
      if (merge.job.needs.by === 'stage') continue;
      for (const build of buildsMergedBy(project, merge)) {
        if (build.job === merge.job) continue;
        yield* unless(finishesBefore(build.job, merge.job), () => ({
          at: placeOfNeeds(merge),
          message: `\`${merge.job.name}\` merges ${nameOfTarget(merge)} without waiting for \`${build.job.name}\`, which builds ${whatIsBuilt(project, build)}`,
          help: `add \`${build.job.definition.name}\` to the \`needs\` of \`${merge.job.definition.name}\`, or drop \`needs\` and merge in a later stage`,
          related: [{ at: build.span, message: `${whatIsBuilt(project, build)} is built here` }],
          jobs: [merge.job, build.job],
          identity: build.job.name,
          follows: undefinedNeeds(merge),
        }));
      }
    }
  },
});

const placeOfNeeds = ({ job }: MergeStep): Span =>
  job.definition.keywords.get('needs') ?? (job.needs.by === 'list' ? job.needs.span : job.definition.span);

const nameOfTarget = ({ targets }: MergeStep): string => {
  const [target] = targets.items;
  return target === undefined ? 'an image index' : `\`${show.image(target.reference)}\``;
};

function whatIsBuilt({ expectations }: Project, build: BuildStep): string {
  const platforms = builtPlatforms(build, expectations);
  return platforms.length === 0 ? 'one of its images' : show.platforms(platforms);
}

/** A need that names no job explains why the build is not waited for. */
const undefinedNeeds = ({ job: { needs } }: MergeStep): readonly string[] =>
  needs.by === 'list'
    ? needs.needs.items
        .filter(({ jobs, isElsewhere }) => jobs.length === 0 && !isElsewhere)
        .map(({ span }) => subject.place(span))
    : [];
