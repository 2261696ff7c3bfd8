import type { BuiltJob } from '../../gitlab/jobs/build-jobs.ts';
import { expandOnRunner, expandTag } from '../../gitlab/variables/expand-field.ts';
import type { AnsweredContainer, AnsweredJob } from './answers.ts';
import { compareCaches } from './cache-comparison.ts';
import { type Comparison, compared } from './tally.ts';
import { compareVariables } from './variable-comparison.ts';
import { showField, showTexts } from './written-form.ts';

/** Compares one job, read without rules, with GitLab's. */
export function compareJob(id: string, built: BuiltJob, theirs: AnsweredJob): readonly Comparison[] {
  const { job } = built;
  const at = `${id} ${job.name}`;
  return [
    compared(at, 'stage', job.stage.is === 'set' ? job.stage.value.name : job.stage.is, theirs.stage),
    compared(at, 'needs', ourNeeds(built), theirNeeds(theirs)),
    compared(at, 'dependencies', ourDependencies(built), theirs.dependencies ?? null),
    compared(
      at,
      'tags',
      showTexts(job.runnerLabels),
      theirs.tags?.map((tag) => showField(tag, expandTag, built)) ?? [],
    ),
    compared(at, 'image', ourImage(built), theirImage(built, theirs.image)),
    compared(at, 'services', ourServices(built), theirServices(built, theirs.services ?? [])),
    ...compareCaches(at, built, theirs.cache ?? []),
    compared(at, 'script', ourLines(job.script), [...(theirs.before_script ?? []), ...(theirs.script ?? [])]),
    compared(at, 'after_script', ourLines(job.afterScript), theirs.after_script ?? []),
    compared(at, 'when', ourTiming(built), theirTiming(theirs)),
    ...compareVariables(at, built, theirs.yaml_variables ?? []),
    compared(at, 'parallel', job.instance ?? null, theirPlace(theirs)),
  ];
}

type OwnNeed = readonly [name: string, takesArtifacts: boolean, isOptional: boolean];

function ourNeeds({ job: { needs } }: BuiltJob): unknown {
  if (needs.by !== 'list') return needs.by;
  const own = needs.needs.items.filter(({ isElsewhere }) => !isElsewhere);
  const jobs = own.flatMap(({ jobs: named, name, takesArtifacts, isOptional }): readonly OwnNeed[] =>
    (named.length > 0 ? named.map((one) => one.name) : [name]).map((one) => [one, takesArtifacts, isOptional]),
  );
  return { jobs, elsewhere: needs.needs.items.length - own.length, isOpen: needs.needs.openTo.length > 0 };
}

/** A job without the keyword has no `needs` in the record; a mirror of another pipeline is recorded as a bridge. */
function theirNeeds({ needs }: AnsweredJob): unknown {
  if (needs === undefined) return 'stage';
  const jobs = (needs.job ?? []).map((need): OwnNeed => [need.name, need.artifacts ?? true, need.optional ?? false]);
  const elsewhere = (needs.cross_dependency?.length ?? 0) + (needs.bridge === undefined ? 0 : 1);
  return { jobs, elsewhere, isOpen: false };
}

function ourDependencies({ job: { dependencies } }: BuiltJob): unknown {
  if (dependencies.is === 'unset') return null;
  return dependencies.is === 'set' ? dependencies.value.items.map(({ name }) => name) : dependencies.is;
}

function ourImage({ job: { image } }: BuiltJob): unknown {
  if (image.is !== 'set') return image.is;
  const { reference, entrypoint, platform } = image.value;
  return [showTexts([reference])[0], entrypoint.is === 'set' ? entrypoint.value : null, showTexts(platform)];
}

function theirImage(built: BuiltJob, image: AnsweredContainer | undefined): unknown {
  if (image === undefined) return 'unset';
  const platform = image.executor_opts?.docker?.platform;
  return [
    showField(image.name ?? '', expandOnRunner, built),
    image.entrypoint ?? null,
    platform === undefined ? [] : [showField(platform, expandOnRunner, built)],
  ];
}

const ourServices = ({ job: { services } }: BuiltJob): unknown =>
  services.openTo.length > 0
    ? 'open'
    : services.items.map(({ reference, alias }) => [...showTexts([reference]), ...showTexts(alias)]);

const theirServices = (built: BuiltJob, services: readonly AnsweredContainer[]): unknown =>
  services.map(({ name, alias }) =>
    [name, alias].flatMap((text) => (text === undefined ? [] : [showField(text, expandOnRunner, built)])),
  );

const ourLines = ({ items, openTo }: BuiltJob['job']['script']): unknown =>
  openTo.length > 0 ? 'open' : items.map(({ text }) => text);

/** When it starts and whether it may fail; failures of which only some are forgiven are unknown to us. */
const ourTiming = ({ job: { when, allowFailure } }: BuiltJob): unknown => [
  when.is === 'set' ? when.value : when.is,
  allowFailure.is,
];

function theirTiming({ when, ignore, allow_failure_criteria: criteria }: AnsweredJob): unknown {
  const mayFail = ignore === true ? 'yes' : 'no';
  return [when ?? 'on_success', criteria === undefined ? mayFail : 'unknown'];
}

function theirPlace({ instance, parallel }: AnsweredJob): unknown {
  if (instance === undefined) return null;
  return { number: instance, total: typeof parallel === 'object' ? parallel.total : parallel };
}
