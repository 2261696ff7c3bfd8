import { packageManagers } from '../facts/arch-literals.ts';
import { neutralFile } from '../facts/build-output.ts';
import { programFolder, programHome } from '../facts/native-programs.ts';
import type { ShellCommand } from '../model/command/shell-command.ts';
import type { DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import { type DockerfileReading, stagePlatform } from '../model/dockerfile/dockerfile-readings.ts';
import { rootStage, stageChain } from '../model/dockerfile/dockerfile-stages.ts';
import { type Field, knownString, onceFor, type Text, unknown, yes } from '../value/index.ts';
import { programOf } from './hard-coded-words.ts';
import type { NativeAssumption } from './native-assumptions.ts';
import { pathFrom } from './stage-folder.ts';
import { type Taking, takings } from './takings.ts';

/** Programs and libraries of a base image, or of its packages, that are for the machine and get into the image. */
export const installedFiles = (reading: DockerfileReading): readonly NativeAssumption[] =>
  takings(reading)
    .filter(({ origin }) => stagePlatform(origin, reading.platform).is === 'builder')
    .flatMap((taking) => {
      const [found] = installedIn(taking);
      const stage = rootStage(taking.origin);
      return found === undefined ? [] : [{ kind: 'installed' as const, at: taking.at, stage, ...found }];
    });

/** The programs and libraries that a stage takes from the base image of another one, or from its packages. */
export const installedIn = (taking: Pick<Taking, 'origin' | 'sources' | 'at'>): readonly Installed[] =>
  taking.sources.flatMap((source) => {
    const path = knownString(source);
    return path === undefined ? [] : installed(taking, pathFrom('/', path));
  });

/** A file, and whether it is one of machine code; never "no". */
type Installed = Pick<NativeAssumption, 'shown' | 'matters'>;

function installed({ origin, at }: Pick<Taking, 'origin' | 'at'>, path: string): readonly Installed[] {
  const isHome = programHome.test(path);
  if (!(isHome || programFolder.test(path)) || neutralFile.test(path) || isMadeHere(origin, path)) return [];
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isHome || packagesOf(origin).has(name)) return [{ shown: path, matters: yes }];
  if (!isOnlyInstalled(origin)) return [];
  if (/\.so(?:\.|$)/.test(name)) return [{ shown: path, matters: yes }];
  if (!/(?:^|\/)s?bin\/[^/*?]+$/.test(path)) return [];
  const because = `nothing says whether \`${path}\` is a program, or a script that runs everywhere`;
  return [{ shown: path, matters: unknown({ kind: 'indirection', because, at }) }];
}

const commandsOf = onceFor((stage: DockerfileStage): readonly ShellCommand[] =>
  stageChain(stage).flatMap(({ runs }) => runs.flatMap(({ commands }) => commands.items)),
);

/** Whether a command of the stage names a path or a folder around it, or a copy may have brought it there. */
function isMadeHere(stage: DockerfileStage, path: string): boolean {
  const { names, folders, paths } = madeIn(stage);
  const name = path.slice(path.lastIndexOf('/') + 1);
  return names.has(name) || folders.has(path) || ancestorsOf(path).some((folder) => paths.has(folder));
}

interface MadeNames {
  /** The last segments of what is named. */
  readonly names: ReadonlySet<string>;
  /** What is named by an absolute path. */
  readonly paths: ReadonlySet<string>;
  /** The folders around it. */
  readonly folders: ReadonlySet<string>;
}

const madeIn = onceFor((stage: DockerfileStage): MadeNames => {
  const words = commandsOf(stage)
    .filter((command) => !isInstaller(command))
    .flatMap(({ args, writes }) => [...args.items, ...writes.map(({ path }) => path)])
    .flatMap((word) => knownString(word)?.replace(/^-[A-Za-z](?=\/)|^--?[a-z-]+=/, '') ?? []);
  const brought = stageChain(stage).flatMap(({ copies }) =>
    copies.map(({ destination }) => destinationOf(destination)),
  );
  const absolute = words.filter((word) => /^\/./.test(word)).map((word) => pathFrom('/', word));
  const paths = new Set([...absolute, ...brought]);
  const names = new Set(words.map((word) => word.slice(word.lastIndexOf('/') + 1)));
  return { names, paths, folders: new Set([...paths].flatMap(ancestorsOf)) };
});

/** The root where it is not known. */
const destinationOf = (to: Field<Text>): string => pathFrom('/', to.is === 'set' ? (knownString(to.value) ?? '') : '');

/** A path and the folders around it, the root included. */
function ancestorsOf(path: string): readonly string[] {
  const parts = path.split('/').slice(1, mostParts);
  return ['/', ...parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)];
}

/** Deeper folders are not told apart. */
const mostParts = 50;

/** The names of the packages that a stage installs, without their versions. */
const packagesOf = onceFor(
  (stage: DockerfileStage): ReadonlySet<string> =>
    new Set(
      commandsOf(stage)
        .filter(isInstaller)
        .flatMap(({ args }) => args.items.map((arg) => (knownString(arg) ?? '').replace(/[=~<>@:].*$/, ''))),
    ),
);

const isOnlyInstalled = onceFor((stage: DockerfileStage): boolean =>
  commandsOf(stage).every((command) => isInstaller(command) || isHarmless(command)),
);

const isInstaller = (command: ShellCommand): boolean => packageManagers.has(programOf(command));

/** Commands that put no programs into the folders of programs. */
const isHarmless = (command: ShellCommand): boolean =>
  /^(?:rm|mkdir|chmod|chown|echo|printf|set|export|cat|touch|test|\[|true|:|adduser|addgroup|useradd|groupadd|update-ca-certificates)$/.test(
    programOf(command),
  );
