import type { ShellCommand } from '../model/command/shell-command.ts';
import type { DockerfileCopy, DockerfileRun, DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import { fitsGlob, knownString, onceFor, type Text } from '../value/index.ts';
import { programOf } from './hard-coded-words.ts';
import { pathFrom, pathsMeet, workingFolder } from './stage-folder.ts';

/** A file of a stage, or a folder, that a command has made. */
export interface MadeFile {
  /** Absolute; relative where the working folder is not known. */
  readonly path: string;
  readonly command: ShellCommand;
  /** The stage that has made it. */
  readonly stage: DockerfileStage;
}

/** What a command makes, as far as that is followed. */
export interface Making {
  /** Absolute, or relative where the working folder is not known. */
  readonly paths: readonly string[];
  /** Whether what lay there before only goes, because the new is none of those that are looked for. */
  readonly isOther?: boolean;
}

/** Tells what a command makes, by the folder in which it runs; `undefined` where that is not known. */
export type Maker = (command: ShellCommand, folder: string | undefined) => Making;

/**
 * Follows what some commands make through stages: what `cp`, `mv`, `rm` and `COPY --from` have made of it at the end of
 * each. The stages come in the order of the file.
 */
export const followFiles = (maker: Maker): ((stages: readonly DockerfileStage[]) => FilesOfStages) =>
  onceFor((stages: readonly DockerfileStage[]) => {
    const made = new Map<DockerfileStage, StageFiles>();
    for (const stage of stages) made.set(stage, filesOf(stage, { earlier: made, maker }));
    return new Map([...made].map(([stage, { files }]) => [stage, files]));
  });

/** The files of each stage. */
export type FilesOfStages = ReadonlyMap<DockerfileStage, readonly MadeFile[]>;

/** The files that are taken along from a stage, out of those that lie in it; all where no path is named. */
export const takenFiles = (sources: readonly Text[], files: readonly MadeFile[]): readonly MadeFile[] =>
  sources.length === 0 ? files : files.filter(({ path }) => sources.some((source) => takes(source, path)));

const takes = (source: Text, path: string): boolean => {
  const written = knownString(source);
  if (written === undefined) return false;
  const from = pathFrom('/', written);
  return /[*?]/.test(from) ? fitsPattern(from, path, source) : pathsMeet(path, from);
};

/** Whether a path, or the folder that holds it, is one of those that a pattern without `**` stands for. */
function fitsPattern(pattern: string, path: string, source: Text): boolean {
  const parts = path.split('/');
  return pattern.split('/').every((segment, index) => {
    const part = parts[index];
    return part === undefined || fitsGlob({ ...source, parts: [part] }, { ...source, parts: [segment] }).is !== 'no';
  });
}

interface StageFiles {
  readonly folder: string | undefined;
  readonly files: readonly MadeFile[];
}

/** More files of one stage than these are not followed. */
const mostFiles = 100;

interface Surroundings {
  readonly earlier: ReadonlyMap<DockerfileStage, StageFiles>;
  readonly maker: Maker;
}

function filesOf(stage: DockerfileStage, { earlier, maker }: Surroundings): StageFiles {
  const base = stage.from.is === 'stage' ? earlier.get(stage.from.stage) : undefined;
  let folder = base?.folder ?? (stage.from.is === 'image' ? undefined : '/');
  let files = base?.files ?? [];
  const runs = new Map(stage.runs.map((run) => [run.span.start, run]));
  const copies = new Map(stage.copies.map((copy) => [copy.span.start, copy]));
  for (const line of stage.instructions) {
    const run = runs.get(line.span.start);
    const copy = copies.get(line.span.start);
    if (line.keyword === 'WORKDIR') folder = workingFolder(folder, line);
    if (run !== undefined) files = behindRun(files, run, { stage, folder, maker });
    if (copy !== undefined) files = behindCopy(files, copy, folder, earlier);
    if (files.length > mostFiles) files = files.slice(-mostFiles);
  }
  return { folder, files };
}

interface RunPlace {
  readonly stage: DockerfileStage;
  readonly folder: string | undefined;
  readonly maker: Maker;
}

function behindRun(
  before: readonly MadeFile[],
  { commands }: DockerfileRun,
  { stage, folder, maker }: RunPlace,
): readonly MadeFile[] {
  let files = before;
  for (const command of commands.items) {
    const directory = knownString(command.directory);
    const here = directory === undefined ? undefined : pathFrom(folder, directory);
    const { paths, isOther = false } = maker(command, here);
    const made = isOther ? [] : paths.map((path) => ({ path, command, stage }));
    const kept = withoutRemoved(files, command, here).filter(({ path }) => !paths.includes(path));
    files = [...kept, ...moved(files, command, here), ...made];
  }
  return files;
}

function behindCopy(
  files: readonly MadeFile[],
  { from, sources, destination }: DockerfileCopy,
  folder: string | undefined,
  earlier: ReadonlyMap<DockerfileStage, StageFiles>,
): readonly MadeFile[] {
  const origin = from.is === 'set' && from.value.is === 'stage' ? earlier.get(from.value.stage) : undefined;
  const to = destination.is === 'set' ? knownString(destination.value) : undefined;
  if (origin === undefined || to === undefined) return files;
  const paths = sources.flatMap((source) => absolute(knownString(source)));
  return [...files, ...placedAnew(origin.files, paths, pathFrom(folder, to))];
}

const absolute = (path: string | undefined): readonly string[] => (path === undefined ? [] : [pathFrom('/', path)]);

/** What lies at a new place because the files or their folders were brought there. */
const placedAnew = (files: readonly MadeFile[], sources: readonly string[], to: string): readonly MadeFile[] =>
  files.flatMap((file) =>
    sources.flatMap((source) => {
      if (!pathsMeet(file.path, source)) return [];
      const name = source.slice(source.lastIndexOf('/') + 1);
      const rest = file.path.startsWith(`${source}/`) ? file.path.slice(source.length) : '';
      return [to, `${to}/${name}`].map((path) => ({ ...file, path: pathFrom(undefined, `${path}${rest}`) }));
    }),
  );

function moved(files: readonly MadeFile[], command: ShellCommand, here: string | undefined): readonly MadeFile[] {
  if (files.length === 0 || !/^(?:cp|mv|install|ln)$/.test(programOf(command))) return [];
  const words = plainWords(command).map((word) => pathFrom(here, word));
  const to = words.at(-1);
  return to === undefined ? [] : placedAnew(files, words.slice(0, -1), to);
}

function withoutRemoved(
  files: readonly MadeFile[],
  command: ShellCommand,
  here: string | undefined,
): readonly MadeFile[] {
  if (files.length === 0 || programOf(command) !== 'rm') return files;
  const gone = plainWords(command).map((word) => pathFrom(here, word));
  return files.filter(({ path }) => !gone.some((one) => path === one || path.startsWith(`${one}/`)));
}

const plainWords = ({ args }: ShellCommand): readonly string[] =>
  args.items.map((arg) => knownString(arg) ?? '').filter((word) => word !== '' && !word.startsWith('-'));
