import type { Span } from '../../source/source-file.ts';
import { isCachedFolder } from '../cache/cached-folder.ts';
import type { JobCommand } from '../command/shell-command.ts';
import type { Job, ShadowedScript } from '../pipeline/job.ts';
import type { Project, ShadowedWork } from '../project.ts';
import { commandsIn } from '../roles.ts';
import { unsetVariablesOf } from './unset-variables.ts';

/** A variable that a script sets which does not run, and that the job relies on all the same. */
export interface LostSetting {
  readonly script: ShadowedScript;
  readonly name: string;
  /** A command of the job that reads it, or a folder that the job caches and to which it would lead. */
  readonly neededAt: Span;
  readonly neededAs: 'value' | 'cached folder';
}

/**
 * What a job misses because another `before_script` takes the place of one that it inherits: variables that its commands
 * read and nobody else in the repository sets, and variables that lead a tool to a folder that the job caches. What the
 * job sets itself is not lost.
 */
export function lostSettings(project: Project, job: Job): readonly LostSetting[] {
  const found = new Map<string, LostSetting>();
  for (const work of project.work.get(job)?.shadowed ?? []) {
    for (const lost of [...lostFolders(project, job, work), ...lostValues(project, job, work)]) {
      if (!found.has(lost.name)) found.set(lost.name, lost);
    }
  }
  return [...found.values()];
}

/** Names that a script gives a value to. Predefined ones have a value without it. */
const namesSetIn = ({ items }: ShadowedScript): ReadonlySet<string> =>
  new Set(
    items.items
      .flatMap(({ text }) => [...text.matchAll(/(?:^|[\s;&({])([A-Za-z_]\w*)=/g)].map((match) => match[1] ?? ''))
      .filter((name) => name !== '' && !/^(?:CI|GITLAB)_/.test(name)),
  );

function lostFolders(project: Project, job: Job, work: ShadowedWork): readonly LostSetting[] {
  // Defaults reach every job; that a job has their cache does not mean that it uses it.
  if (work.script.isDefault) return [];
  const cached = job.caches.items.flatMap(({ paths }) => paths.items);
  const names = cached.length === 0 ? [] : [...namesSetIn(work.script)];
  const now = lastOf(commandsIn(project, job));
  if (names.length === 0 || now === undefined) return [];
  const then = lastOf(work.commands().items);
  return names.flatMap((name) => {
    const value = then?.environment(name);
    if (value?.is !== 'set' || now.environment(name).is === 'set') return [];
    const folder = cached.find((path) => isCachedFolder(value.value, path));
    return folder === undefined
      ? []
      : [{ script: work.script, name, neededAt: folder.span, neededAs: 'cached folder' as const }];
  });
}

const lastOf = (commands: readonly JobCommand[]): JobCommand | undefined =>
  commands.findLast(({ process }) => process === 'script');

function lostValues(project: Project, job: Job, work: ShadowedWork): readonly LostSetting[] {
  const set = namesSetIn(work.script);
  const readers = commandsIn(project, job).filter((command) => namesReadUnset(command).some((name) => set.has(name)));
  if (readers.length === 0) return [];
  const then = new Map(work.commands().items.map((command) => [placeOf(command), command]));
  return readers.flatMap((reader) => {
    const twin = then.get(placeOf(reader));
    const stillUnset = twin === undefined ? namesReadUnset(reader) : namesReadUnset(twin);
    return namesReadUnset(reader)
      .filter((name) => set.has(name) && !stillUnset.includes(name))
      .map((name) => ({ script: work.script, name, neededAt: reader.span, neededAs: 'value' as const }));
  });
}

const placeOf = ({ span, via }: JobCommand): string =>
  [span, ...via].map(({ file, start }) => `${file.path} ${String(start)}`).join(' ');

/** Variables in a command's words that nothing in the repository sets for its job. */
const namesReadUnset = (command: JobCommand): readonly string[] =>
  command.process === 'script' ? unsetVariablesOf(command).map(({ name }) => name) : [];
