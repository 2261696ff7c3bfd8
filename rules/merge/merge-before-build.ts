import {
  type BuildStep,
  buildsMergedBy,
  builtPlatforms,
  commandsIn,
  defineRule,
  finishesBefore,
  type MergeStep,
  type Problem,
  type Project,
  show,
  unless,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-before-build',
  group: 'merge',
  severity: 'error',
  summary: 'A merge comes after the builds whose images it joins',
  why: `
A merge job in the stage of the builds, or in an earlier one, runs beside or before them unless \`needs\` says
otherwise; and in one script, commands run in the order in which they stand. The merge then does not find the images,
or joins those of an earlier pipeline.
  `,
  exceptions: 'A merge job in the same stage whose `needs` name the builds is fine.',
  references: ['https://docs.gitlab.com/ci/yaml/#stages', 'https://docs.gitlab.com/ci/yaml/#needs'],

  *check({ project }) {
    for (const merge of project.merges.items) {
      for (const build of buildsMergedBy(project, merge)) {
        if (build.job === merge.job) yield* inOneScript(project, merge, build);
        else if (merge.job.needs.by === 'stage') {
          yield* unless(finishesBefore(build.job, merge.job), () => tooEarly(project, merge, build));
        }
      }
    }
  },
});

function tooEarly({ expectations }: Project, merge: MergeStep, build: BuildStep): Problem {
  const built = show.platforms(builtPlatforms(build, expectations));
  const stage = (step: MergeStep | BuildStep): string => (step.job.stage.is === 'set' ? step.job.stage.value.name : '');
  const where =
    stage(merge) === stage(build)
      ? `in the same stage, \`${stage(merge)}\``
      : `in stage \`${stage(merge)}\`, not behind stage \`${stage(build)}\``;
  return {
    at: merge.job.definition.keywords.get('stage') ?? merge.job.definition.span,
    message: `\`${merge.job.name}\` merges what \`${build.job.name}\` builds${built === '' ? '' : ` for ${built}`}, and runs ${where}`,
    help: `add \`needs: [${build.job.definition.name}]\` to \`${merge.job.definition.name}\`, or move it to a later stage`,
    related: [{ at: build.span, message: `built here, by \`${build.job.name}\`` }],
    jobs: [merge.job, build.job],
    identity: build.job.name,
  };
}

function* inOneScript(project: Project, merge: MergeStep, build: BuildStep) {
  const order = commandsIn(project, merge.job);
  if (order.indexOf(merge.command) > order.indexOf(build.command)) return;
  if (merge.command === build.command) return;
  yield* violation({
    at: merge.span,
    message: `\`${merge.job.name}\` merges its images before it has built ${show.platforms(builtPlatforms(build, project.expectations)) || 'them'}`,
    help: 'move the merge behind the builds and their pushes',
    related: [{ at: build.span, message: 'built here, later in the script' }],
    jobs: [merge.job],
  });
}
