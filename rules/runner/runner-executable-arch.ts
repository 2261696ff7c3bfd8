import {
  archMatrixVariable,
  commandsIn,
  defineRule,
  type Fix,
  groupBy,
  type Hole,
  holesOf,
  type Job,
  jobsOf,
  makesImages,
  type Problem,
  type Project,
  replaceBy,
  type Span,
  show,
  sourceText,
  subject,
  type Text,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'runner-executable-arch',
  group: 'runner',
  severity: 'warning',
  summary: '`$CI_RUNNER_EXECUTABLE_ARCH` is not taken for the architecture of the job',
  why: `
The variable names the program of the runner's manager, with the operating system in front: \`linux/amd64\`. With the Kubernetes
executor and with autoscaled machines the manager runs elsewhere than the job, so an arm64 image gets the tag of amd64; and the
slash makes a tag invalid.
  `,
  exceptions: 'A command that only prints it is left alone.',
  references: [
    'https://docs.gitlab.com/ci/variables/predefined_variables/',
    'https://gitlab.com/gitlab-org/gitlab-runner/-/blob/main/common/version.go',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    const uses = jobsOf(project).flatMap((job) => usesIn(project, job));
    for (const here of groupBy(uses, ({ hole }) => subject.place(hole.cause.at)).values()) {
      const [first] = here;
      if (first !== undefined)
        yield* violation(
          problemOf(
            first.hole,
            here.map(({ job }) => job),
          ),
        );
    }
  },
});

interface Use {
  readonly job: Job;
  readonly hole: Hole;
}

const variable = 'CI_RUNNER_EXECUTABLE_ARCH';
const spellings: ReadonlySet<string> = new Set([`$${variable}`, `\${${variable}}`]);

function usesIn(project: Project, job: Job): readonly Use[] {
  if (makesImages(project, job).is === 'no') return [];
  const words = commandsIn(project, job).flatMap(({ program, args }) => (isPrinter(program) ? [] : args.items));
  const keys = job.caches.items.flatMap(({ key }) => (key.by === 'text' ? [key.text] : []));
  return [...job.runnerLabels.items, ...keys, ...words].flatMap((text) =>
    holesOf(text)
      .filter(({ shown }) => spellings.has(shown))
      .map((hole) => ({ job, hole })),
  );
}

const isPrinter = (program: Text): boolean => /^(?:echo|printf)$/.test(show.text(program));

function problemOf({ cause: { at } }: Hole, jobs: readonly Job[]): Problem {
  const fix = fixFor(at, jobs);
  return {
    at,
    message: `${show.few(show.jobs(jobs))} takes \`$${variable}\` for the architecture of the job, and it is that of the runner's manager, written \`linux/amd64\``,
    help: 'use a variable of the matrix, or `$(uname -m)` in the script',
    jobs,
    identity: variable,
    ...(fix && { fix }),
  };
}

/** The variable of the matrix that names the architecture, where all jobs of the place have the same. */
function fixFor(at: Span, jobs: readonly Job[]): Fix | undefined {
  const [name, ...others] = new Set(jobs.map(archMatrixVariable));
  const written = sourceText(at);
  if (name === undefined || others.length > 0) return undefined;
  if (!spellings.has(written)) return undefined;
  return {
    title: `Write \`$${name}\``,
    safety: 'unsafe',
    because: `it is the architecture alone, without the \`linux/\` in front`,
    patches: [replaceBy(at, written.replace(variable, name))],
  };
}
