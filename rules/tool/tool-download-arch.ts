import {
  any,
  type Cause,
  defineRule,
  type Field,
  type Fix,
  hidden,
  type Job,
  jobsOf,
  known,
  machinePlatform,
  type NamedPlatform,
  not,
  type PlatformEvidence,
  type Problem,
  type Project,
  replaceBy,
  runsNatively,
  show,
  type ToolDownload,
  type Truth,
  unknown,
  unless,
  type Verdict,
  wordsOf,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'tool-download-arch',
  group: 'tool',
  severity: 'error',
  summary: 'A tool that a job downloads and runs is for the architecture of its runner',
  why: `
The name of a release file says for which machine it is. On another one the tool does not start: \`exec format error\`, or
\`cannot execute binary file\`. It shows only when the job moves to another runner, or in one instance of a matrix.
  `,
  exceptions: `
The machine is known by the job's runner tags and node selectors. A job without any runs anywhere: it is undecided where other
jobs of the pipeline run on machines that the tool is not for, and else nothing is said. Names that are made at run time
(\`$(uname -m)\`), tools for 32-bit programs of the same family, and files that are only packed into an image, are fine.
  `,
  references: [
    'https://docs.gitlab.com/ci/runners/configure_runners/#control-jobs-that-a-runner-can-run',
    'https://github.com/estesp/manifest-tool/releases',
    'https://github.com/google/go-containerregistry/releases',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const job of jobsOf(project)) {
      for (const download of project.work.get(job)?.toolUse.downloads ?? []) {
        if (download.platform.is === 'set') yield* checkDownload(project, job, download, download.platform.value);
      }
    }
  },
});

function* checkDownload(project: Project, job: Job, download: ToolDownload, named: NamedPlatform): Generator<Verdict> {
  const machine = machineOf(project, job, named);
  if (machine.is === 'unset') return;
  const starts: Truth =
    machine.is === 'set' ? known(runsNatively(named.platform, machine.value.platform)) : unknown(...machine.causes);
  const isFine = any([starts, not(download.isUsed), not(download.command.runs)]);
  yield* unless(isFine, () => problemOf(job, download, named, machine.is === 'set' ? machine.value : undefined));
}

/** The machine by what pins it; one that nothing pins is unknown where another job runs where the tool does not. */
function machineOf(project: Project, job: Job, named: NamedPlatform): Field<PlatformEvidence> {
  const machine = machinePlatform(job, project.expectations);
  if (machine.is === 'set')
    return (machine.value.doubts ?? []).length > 0 ? hidden(...(machine.value.doubts ?? [])) : machine;
  const others = job.pipeline.jobs.items.flatMap((other) => {
    const place = machinePlatform(other, project.expectations);
    return place.is === 'set' && !runsNatively(named.platform, place.value.platform) ? [place.value.platform] : [];
  });
  const [first] = others;
  if (first === undefined) return { is: 'unset' };
  const because = `nothing says on which machine \`${job.definition.name}\` runs, and other jobs run on ${show.platform(first)}`;
  const cause: Cause = { kind: 'runner', because, at: job.definition.span };
  return hidden(cause);
}

function problemOf(job: Job, { tool }: ToolDownload, named: NamedPlatform, machine?: PlatformEvidence): Problem {
  const fix = machine === undefined ? undefined : otherFile(job, named, machine);
  const where = machine === undefined ? 'another architecture' : show.platform(machine.platform);
  return {
    at: named.span,
    message: `\`${job.name}\` runs ${tool} for ${show.platform(named.platform)} on ${where}`,
    help:
      machine === undefined
        ? `give \`${job.definition.name}\` a ${wordsOf(job).label} of that architecture, or choose the file by \`$(uname -m)\``
        : 'download the file for that machine, or choose it by `$(uname -m)`',
    ...(machine === undefined
      ? {}
      : { related: [{ at: machine.span, message: `${machine.shown} chooses the machine` }] }),
    jobs: [job],
    identity: tool,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** The same file for the other machine, where both are spelled alike by all who release for both. */
function otherFile(job: Job, { word, span }: NamedPlatform, { platform }: PlatformEvidence): Fix | undefined {
  const spelled = ['amd64', 'arm64'];
  if (!spelled.includes(word) || !spelled.includes(platform.architecture) || job.instance !== undefined)
    return undefined;
  return {
    title: `Take the file for ${platform.architecture}`,
    safety: 'unsafe',
    because: 'the release must have such a file, and its checksum is another one',
    patches: [replaceBy(span, platform.architecture)],
  };
}
