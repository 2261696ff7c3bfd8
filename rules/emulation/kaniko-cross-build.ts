import {
  all,
  any,
  type BuildStep,
  defineRule,
  type Fix,
  groupBy,
  imageOf,
  isOfGithub,
  known,
  machinePlatform,
  mayShareMachine,
  nodeSelectors,
  not,
  type Platform,
  type PlatformEvidence,
  type Problem,
  type Project,
  type RequestedPlatform,
  replaceBy,
  runsNatively,
  runsTargetPrograms,
  type Span,
  samePlatform,
  show,
  subject,
  type Truth,
  tagsByArchitecture,
  unknown,
  unless,
  wordsOf,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'kaniko-cross-build',
  group: 'emulation',
  severity: 'error',
  summary: 'Kaniko builds for the architecture of the machine it runs on',
  why: `
Kaniko has no emulation. \`--custom-platform\` makes it pull the base image of another platform and write that platform into
the image; the first \`RUN\` then ends in \`exec format error\`, because the machine cannot run the programs of that base.
  `,
  exceptions: `
A Dockerfile without \`RUN\` works for any platform. amd64 machines run 386 programs and arm64 machines 32-bit arm ones. A job
that names no machine is taken for one on amd64, which is what most runners are; runner tags and labels that say nothing to
the linter leave it open, unless the builds of other platforms have them, too.
  `,
  references: ['https://github.com/GoogleContainerTools/kaniko#flag---custom-platform'],
  fixes: ['unsafe'],

  *check({ project }) {
    const found = project.builds.items.flatMap((build) => crossBuild(project, build));
    const byCause = groupBy(found, ({ requested, works }) => `${subject.place(requested.span)} ${works.is}`);
    for (const together of byCause.values()) {
      const [first] = together;
      if (first !== undefined) yield* unless(first.works, () => problemOf(project, first, together));
    }
  },
});

/** A build by Kaniko for a platform that its machine may not be. */
interface CrossBuild {
  readonly build: BuildStep;
  readonly requested: RequestedPlatform;
  /** Whether it works all the same; never "yes". */
  readonly works: Truth;
}

function crossBuild(project: Project, build: BuildStep): readonly CrossBuild[] {
  if (build.tool !== 'kaniko' || build.platforms.is !== 'set') return [];
  const [requested] = build.platforms.value.items;
  if (requested === undefined) return [];
  const runs = runsTargetPrograms(build);
  const works = not(all([isForeign(project, build, requested), runs.is === 'unknown' ? known(true) : runs]));
  return works.is === 'yes' ? [] : [{ build, requested, works }];
}

/** Whether the job's machine is of another architecture than the flag asks for. */
function isForeign(project: Project, build: BuildStep, { platform }: RequestedPlatform): Truth {
  const machine = machinePlatform(build.job, project.expectations);
  if (machine.is === 'set') return isForeignTo(machine.value, platform);
  if (machine.is === 'unknown') return unknown(...machine.causes);
  if (platform.architecture === 'amd64') return known(false);
  const [label] = build.job.runnerLabels.items;
  if (label === undefined || sharesMachine(project, build, platform).is === 'yes') return known(true);
  const because = `the ${wordsOf(build.job).label} \`${show.text(label)}\` names no architecture, and may stand for one`;
  return unknown({ kind: 'runner', because, at: label.span });
}

/** A label whose name somebody has made up is never certain where the platform is not its own. */
function isForeignTo({ platform: own, doubts = [] }: PlatformEvidence, platform: Platform): Truth {
  if (runsNatively(own, platform)) return known(false);
  return doubts.length > 0 ? unknown(...doubts) : known(true);
}

/** Whether builds of other platforms of the image run on the same machines. */
const sharesMachine = (project: Project, build: BuildStep, platform: RequestedPlatform['platform']): Truth =>
  any(
    (imageOf(project, build)?.builds.items ?? [])
      .filter(
        ({ platforms }) =>
          platforms.is === 'set' && platforms.value.items.some((other) => !samePlatform(other.platform, platform)),
      )
      .map(({ job }) => mayShareMachine(build.job, job)),
  );

function problemOf(project: Project, { build, requested }: CrossBuild, found: readonly CrossBuild[]): Problem {
  const machine = machinePlatform(build.job, project.expectations);
  const platforms = show.platforms(found.map((one) => one.requested.platform));
  const where =
    machine.is === 'set'
      ? `${machine.value.shown} puts the job on ${show.platform(machine.value.platform)}`
      : 'nothing puts the job on such a machine';
  const fix = onOwnMachines(project, found);
  return {
    at: requested.span,
    message: `${show.quoted(show.jobs(found.map(({ build: { job } }) => job)))} asks Kaniko for ${platforms}, and ${where}; Kaniko cannot emulate it`,
    help: `run the job on a machine of ${platforms} (${wordsOf(build.job).label}${isOfGithub(build.job) ? '' : ' or node selector'}) and drop the flag`,
    related: [
      ...(machine.is === 'set' ? [{ at: machine.value.span, message: 'the machine is chosen here' }] : []),
      ...firstRun(build),
    ],
    severity: runsTargetPrograms(build).is === 'yes' ? 'error' : 'warning',
    jobs: found.map(({ build: { job } }) => job),
    identity: platforms,
    ...(fix && { fix }),
  };
}

/** The first command that needs the foreign architecture. */
function firstRun({ dockerfile }: BuildStep) {
  const run =
    dockerfile.is === 'set'
      ? dockerfile.value.stages.filter(({ platformFlag }) => platformFlag.is === 'unset').flatMap(({ runs }) => runs)[0]
      : undefined;
  return run === undefined ? [] : [{ at: run.span, message: 'this runs a program of the foreign architecture' }];
}

/** Runner tags of the architecture, and no flag. */
function onOwnMachines(project: Project, found: readonly CrossBuild[]): Fix | undefined {
  const builds = found.map(({ build }) => build);
  const flag = found[0] && flagAround(found[0].requested.span);
  if (flag === undefined || builds.some(({ job }) => nodeSelectors(job).length > 0)) return undefined;
  const fix = tagsByArchitecture(project, builds);
  if (fix === undefined) return undefined;
  return {
    title: `${fix.title}, and drop \`--custom-platform\``,
    safety: 'unsafe',
    because: fix.because ?? 'the job moves to other runners',
    patches: [...fix.patches, replaceBy(flag, '')],
  };
}

/** `--custom-platform` with its value and the blanks in front. */
function flagAround({ file, start, end }: Span): Span | undefined {
  const line = file.lineStart(file.positionAt(start).line);
  const before = /[ \t]+--custom-?[pP]latform(?:=|[ \t]+)["']?$/.exec(file.text.slice(line, start));
  const open = /["']$/.exec(before?.[0] ?? '')?.[0] ?? '';
  if (before === null || file.text.slice(end, end + open.length) !== open) return undefined;
  return file.span(line + before.index, end + open.length);
}
