import { type PackageInstaller, packageInstallers } from '../facts/package-folders.ts';
import type { ShellCommand } from '../model/command/shell-command.ts';
import type { DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import { type DockerfileReading, stagePlatform } from '../model/dockerfile/dockerfile-readings.ts';
import { stageChain } from '../model/dockerfile/dockerfile-stages.ts';
import { all, knownString, onceFor, showText, unknown } from '../value/index.ts';
import { programOf } from './hard-coded-words.ts';
import { followFiles, takenFiles } from './made-files.ts';
import type { NativeAssumption } from './native-assumptions.ts';
import { optionValue } from './option-value.ts';
import { pathFrom } from './stage-folder.ts';
import { type Taking, takings } from './takings.ts';

/** Packages that are installed on the machine's own platform and get into the image; nobody can tell whether that matters. */
export function packageFolders(reading: DockerfileReading): readonly NativeAssumption[] {
  const files = folders(reading.stages);
  const found = takings(reading).flatMap((taking) => [
    ...takenFiles(taking.sources, files.get(taking.origin) ?? []).map((file) => ({ ...file, taking })),
    ...inUsualFolder(taking).map((file) => ({ ...file, taking })),
  ]);
  return [...new Map(found.map((one) => [one.command, one])).values()]
    .filter(({ stage }) => stagePlatform(stage, reading.platform).is === 'builder')
    .filter(({ command, taking }) => !isInstalledAnew(command, taking))
    .map(({ command, stage, taking: { at: taken } }) => {
      const shown = shownInstaller(command);
      const because = `nothing says whether the packages of \`${shown}\` hold compiled code`;
      const matters = all([command.runs, unknown({ kind: 'indirection', because, at: command.span })]);
      return { kind: 'packages', at: command.span, stage, shown, matters, taken };
    });
}

/** Whether the stage that takes packages along installs them once more, or compiles them: `npm rebuild`. */
function isInstalledAnew(command: ShellCommand, { taker, at }: Taking): boolean {
  const installer = installerOf(command);
  const later = taker.runs.filter(({ span }) => span.start > at.start).flatMap(({ commands }) => commands.items);
  return later.some(
    (other) => installerOf(other) === installer || (/^(?:npm|pnpm|yarn)$/.test(programOf(other)) && isRebuild(other)),
  );
}

const isRebuild = (command: ShellCommand): boolean => plain(wordsOf(command))[0] === 'rebuild';

/** The folders into which packages are installed, where that is written. */
const folders = followFiles((command, folder) => {
  const row = installerOf(command);
  return { paths: row === undefined ? [] : foldersOf(command, row, folder) };
});

function foldersOf(command: ShellCommand, row: PackageInstaller, folder: string | undefined): readonly string[] {
  const given =
    optionValue(wordsOf(command), row.options) ?? variableOf(command, row.variables) ?? environmentOf(command);
  const isElsewhere = wordsOf(command).some((word) => row.elsewhere?.word.test(word) ?? false);
  const path = given ?? (isElsewhere ? row.elsewhere?.folder : row.otherwise);
  return path === undefined || path === '' ? [] : [pathFrom(folder, path)];
}

/** The virtual environment whose own installer is called: `/opt/venv/bin/pip`. */
const environmentOf = ({ program }: ShellCommand): string | undefined =>
  /^(\/.*)\/bin\/(?:pip|python)[\d.]*$/.exec(knownString(program) ?? '')?.[1]?.replace(/^\/usr(?:\/local)?$/, '');

function variableOf(command: ShellCommand, names: readonly string[]): string | undefined {
  const values = names.map((name) => command.environment(name));
  return values.flatMap((field) => (field.is === 'set' ? (knownString(field.value) ?? []) : []))[0];
}

/** The installers of a stage whose packages lie by custom where a copy takes from. */
function inUsualFolder({ origin, sources }: Taking): readonly { command: ShellCommand; stage: DockerfileStage }[] {
  const paths = sources.map(showText);
  return stageChain(origin).flatMap((stage) =>
    installersOf(stage)
      .filter(({ row }) => paths.some((path) => row.usual.test(path)))
      .map(({ command }) => ({ command, stage })),
  );
}

const installersOf = onceFor(({ runs }: DockerfileStage) =>
  runs
    .flatMap(({ commands }) => commands.items)
    .flatMap((command) => {
      const row = installerOf(command);
      return row === undefined ? [] : [{ command, row }];
    }),
);

function installerOf(command: ShellCommand): PackageInstaller | undefined {
  const words = wordsOf(command);
  if (words.length > longestCall) return undefined;
  const [program, ...subcommand] = [calledProgram(command), ...plain(words)];
  return packageInstallers.find(
    (row) =>
      row.programs.test(program) &&
      row.subcommand.test(subcommand.join(' ')) &&
      !words.some((word) => row.without.test(word)),
  );
}

/** Calls of more words are made by programs. */
const longestCall = 1000;

/** The program, or the module that Python runs: `python3 -m pip`. */
function calledProgram(command: ShellCommand): string {
  const words = command.args.items.map((arg) => knownString(arg) ?? '');
  const module = /^python[\d.]*$/.test(programOf(command)) && words[0] === '-m' ? words[1] : undefined;
  return module ?? programOf(command);
}

/** The words behind the program, or behind the module that Python runs. */
function wordsOf(command: ShellCommand): readonly string[] {
  const words = command.args.items.map((arg) => knownString(arg) ?? '');
  return calledProgram(command) === programOf(command) ? words : words.slice(2);
}

const plain = (words: readonly string[]): readonly string[] => words.filter((word) => !word.startsWith('-'));

const shownInstaller = (command: ShellCommand): string =>
  [calledProgram(command), ...plain(wordsOf(command)).slice(0, wordsOf(command)[0] === 'pip' ? 2 : 1)].join(' ');
