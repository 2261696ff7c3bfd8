import { type BuildStep, imageOf, isOfGithub, meantPlatform, type Project } from '../model/index.ts';
import type { Job, JobDefinition } from '../model/pipeline/job.ts';
import { archWordsIn, type Platform } from '../oci/index.ts';
import { knownString } from '../value/index.ts';
import { archVariableOf, type JobOfPlatform } from './arch-variable.ts';
import type { Fix, Patch } from './fix.ts';
import { isOwnKeyword } from './job-fixes.ts';
import { show } from './show.ts';
import { unquoted } from './written.ts';

/**
 * Runner tags of GitLab that put all builds of some jobs on machines of the architecture that they are meant for: those of a build for
 * another architecture, with the word in them changed, or the job's own with the architecture in its place or at the end.
 * Safe where other jobs have just these tags, so that there are such runners.
 */
export function tagsByArchitecture(project: Project, builds: readonly BuildStep[]): Fix | undefined {
  if (builds.some(({ job }) => isOfGithub(job))) return undefined;
  const definitions = [...new Set(builds.map(({ job }) => job.definition))];
  const changes = definitions.map((definition) => changeOf(project, definition));
  if (changes.length === 0 || changes.some((change) => change === undefined)) return undefined;
  const known = changes.flatMap((change) => (change === undefined ? [] : [change]));
  const tags = [...new Set(known.map((change) => `[${change.tags.join(', ')}]`))];
  const isProven = known.every((change) => change.isProven);
  return {
    title: `Ask for runners by ${tags.map((list) => `\`tags: ${list}\``).join(' and ')}`,
    patches: known.flatMap(({ patches }) => patches),
    ...(isProven ? { safety: 'safe' } : { safety: 'unsafe', because: 'runners with these tags must be there' }),
  };
}

/** Other tags for a job. */
interface Change {
  readonly tags: readonly string[];
  readonly patches: readonly Patch[];
  readonly isProven: boolean;
}

function changeOf(project: Project, definition: JobDefinition): Change | undefined {
  const members = membersOf(project, definition);
  const [first] = members ?? [];
  const word = archWordFor(project, definition);
  if (members === undefined || first === undefined || word === undefined) return undefined;
  if (first.job.runnerLabels.openTo.length > 0) return undefined;
  const written = first.job.runnerLabels.items.map(({ span }) => unquoted(span));
  const tags = siblingTags(project, members, word) ?? ownTags(written, word);
  if (tags === undefined || tags.join() === written.join()) return undefined;
  const isProven = members.every(({ platform }) => isUsed(project, definition, inPlace(tags, word, platform)));
  return { tags, patches: patchesFor(first.job, written, tags), isProven };
}

/** What to write for the architecture of a job that builds one in each of its instances: its name, or the variable for it. */
export function archWordFor(project: Project, definition: JobDefinition): string | undefined {
  const members = membersOf(project, definition) ?? [];
  const [first] = members;
  if (first === undefined) return undefined;
  const { architecture, variant } = first.platform;
  if (members.every(({ platform }) => platform.architecture === architecture))
    return variant === '' && goWords.has(architecture) ? architecture : undefined;
  const variable = archVariableOf(members);
  return variable && `$${variable}`;
}

/** The builds of a job with their platforms; `undefined` if one of an instance is not known, or builds nothing. */
function membersOf(project: Project, definition: JobDefinition): readonly JobOfPlatform[] | undefined {
  const builds = project.builds.items.filter(({ job }) => job.definition === definition);
  const members = builds.flatMap((build) => {
    const meant = meantPlatform(project, build);
    return meant.is === 'set' ? [{ job: build.job, platform: meant.value.platform }] : [];
  });
  const instances = new Set(members.map(({ job }) => job));
  return members.length === builds.length && instances.size === (members[0]?.job.instance?.total ?? 1)
    ? members
    : undefined;
}

/** The tags of a build of the same image for another architecture, as they are for this one. */
function siblingTags(project: Project, members: readonly JobOfPlatform[], word: string): readonly string[] | undefined {
  const own = new Set(members.map(({ job }) => job.definition));
  const image = project.builds.items
    .filter(({ job }) => own.has(job.definition))
    .map((build) => imageOf(project, build));
  const siblings = image.flatMap((one) => one?.builds.items ?? []).filter(({ job }) => !own.has(job.definition));
  for (const sibling of siblings) {
    const meant = meantPlatform(project, sibling);
    const labels = sibling.job.runnerLabels.items.map(knownString);
    if (
      meant.is !== 'set' ||
      members.some(({ platform }) => platform.architecture === meant.value.platform.architecture)
    )
      continue;
    const { architecture } = meant.value.platform;
    const tags = labels.map((label) => (label === undefined ? undefined : withWord(label, architecture, word)));
    const changed = tags.filter((tag, index) => tag !== labels[index]);
    if (changed.length === 1 && tags.every((tag) => tag !== undefined)) return tags;
  }
  return undefined;
}

/** A label with another word for an architecture that it names by Go's; other labels as they are. */
function withWord(label: string, architecture: string, word: string): string | undefined {
  const [found, ...more] = archWordsIn(label);
  if (found === undefined) return label;
  if (more.length > 0 || label.slice(found.start, found.end) !== architecture) return undefined;
  return (
    label.slice(0, found.start) +
    word.replace(/^\$(\w+)$/, found.end < label.length ? '$${$1}' : '$$$1') +
    label.slice(found.end)
  );
}

/** Labels that are an architecture by themselves, whatever its spelling. */
const loneWords = /^(?:amd|arm|x86_64|x64|aarch64)$/i;

/** Whether a label names an architecture, be it by a word that means something else in longer labels. */
export const namesArchitecture = (label: string): boolean => loneWords.test(label) || archWordsIn(label).length > 0;

/** The job's own tags: the first that names an architecture names another one, further ones are left out. */
function ownTags(written: readonly string[], word: string): readonly string[] | undefined {
  const at = written.findIndex(namesArchitecture);
  const label = written[at];
  if (label === undefined) return [...written, word];
  const [found] = archWordsIn(label);
  const named = found === undefined ? label : label.slice(found.start, found.end);
  const isPart = goWords.has(named) && named !== label;
  const renamed = isPart ? withWord(label, named, word) : word;
  if (renamed === undefined || (named !== label && !isPart)) return undefined;
  return written.flatMap((other, index) => {
    if (index === at) return [renamed];
    return namesArchitecture(other) ? [] : [other];
  });
}

const goWords: ReadonlySet<string> = new Set(['amd64', 'arm64', 's390x', 'ppc64le', 'riscv64']);

const inPlace = (tags: readonly string[], word: string, { architecture }: Platform): readonly string[] =>
  word.startsWith('$')
    ? tags.map((tag) => tag.replace(word, architecture).replace(`\${${word.slice(1)}}`, architecture))
    : tags;

/** Whether another job asks for just these runners. */
const isUsed = ({ pipelines }: Project, own: JobDefinition, tags: readonly string[]): boolean =>
  pipelines.some(({ jobs }) =>
    jobs.items.some(
      ({ definition, runnerLabels: { items, openTo } }) =>
        definition !== own &&
        openTo.length === 0 &&
        items
          .map((label) => show.text(label))
          .toSorted()
          .join() === tags.toSorted().join(),
    ),
  );

function patchesFor(job: Job, written: readonly string[], tags: readonly string[]): readonly Patch[] {
  const key = job.definition.keywords.get('tags');
  if (key === undefined || !isOwnKeyword(job, 'tags'))
    return [{ op: 'set-key', in: job.definition.span, path: ['tags'], value: tags }];
  if (written.every((tag, index) => tag === tags[index]))
    return tags.slice(written.length).map((item) => ({ op: 'append-item', to: key, item }));
  if (written.length !== tags.length) return [{ op: 'set-value', at: key, value: tags }];
  return job.runnerLabels.items.flatMap(({ span }, index): readonly Patch[] =>
    written[index] === tags[index] ? [] : [{ op: 'replace', at: span, text: tags[index] ?? '' }],
  );
}
