import { downloaders, pathOfUrl } from '../facts/arch-literals.ts';
import type { ShellCommand } from '../model/command/shell-command.ts';
import { isCopiedOn } from '../model/dockerfile/copied-files.ts';
import type { DockerfileRun, DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import { type DockerfileReading, stagePlatform } from '../model/dockerfile/dockerfile-readings.ts';
import type { Span } from '../source/source-file.ts';
import { all, knownString, showText, type Truth, yes } from '../value/index.ts';
import { compiledFiles } from './compiled-files.ts';
import { bringsCompilers } from './cross-compilers.ts';
import { programOf, targetSettings } from './hard-coded-words.ts';
import { installedFiles } from './installed-files.ts';
import { compilerOf } from './machine-programs.ts';
import { machineQuestion } from './machine-question.ts';
import { packageFolders } from './native-packages.ts';

/** A command of a stage on the machine's own platform that takes the machine for the target. */
export interface NativeAssumption {
  readonly kind: 'download' | 'target' | 'program' | 'cgo' | 'packages' | 'installed';
  /** The command, or the copy of what lies there ready made. */
  readonly at: Span;
  readonly stage: DockerfileStage;
  /** What asks the machine, compiles or installs, or the file: `$(uname -m)`, `npm ci`, `/usr/bin/git`. */
  readonly shown: string;
  /** Whether what it makes gets into the image and does not fit; never "no". */
  readonly matters: Truth;
  /** The compiler that is told no platform. */
  readonly compiler?: ShellCommand;
  /** The place that takes it into the image. */
  readonly taken?: Span;
}

/** The commands of a reading that take the machine that builds for the platform of the image, in order. */
export const nativeAssumptions = (reading: DockerfileReading): readonly NativeAssumption[] =>
  [...assumedByCommands(reading), ...compiledFiles(reading), ...packageFolders(reading), ...installedFiles(reading)]
    .filter(({ matters }) => matters.is !== 'no')
    .toSorted((one, other) => one.at.start - other.at.start);

const assumedByCommands = (reading: DockerfileReading): readonly NativeAssumption[] =>
  reading.stages
    .filter((stage) => stagePlatform(stage, reading.platform).is === 'builder')
    .flatMap((stage) =>
      stage.runs.flatMap((run) =>
        run.commands.items.flatMap((command) =>
          [...asking(reading, stage, run, command), ...cgo(stage, command)].map((one) => ({
            ...one,
            at: command.span,
            stage,
            matters: all([one.matters, command.runs]),
          })),
        ),
      ),
    );

type Assumption = Pick<NativeAssumption, 'kind' | 'shown' | 'matters'>;

/** A download that is copied on, or a compiler's target, chosen by what the machine is called. */
function asking(
  reading: DockerfileReading,
  stage: DockerfileStage,
  run: DockerfileRun,
  command: ShellCommand,
): readonly Assumption[] {
  const isFollowed = compilerOf(command) !== undefined;
  const targets = isFollowed ? [] : targetSettings(command).flatMap(({ value }) => machineQuestion(value) ?? []);
  const urls = command.args.items.filter((arg) => pathOfUrl(showText(arg)) !== undefined);
  const downloads = downloaders.has(programOf(command)) ? urls.flatMap((url) => machineQuestion(url) ?? []) : [];
  const [target] = targets;
  const [download] = downloads;
  return [
    ...(target === undefined ? [] : [{ kind: 'target' as const, shown: target, matters: yes }]),
    ...(download === undefined
      ? []
      : [{ kind: 'download' as const, shown: download, matters: isCopiedOn(reading, stage, run) }]),
  ];
}

/** C code that Go compiles for the target by the machine's own compiler. */
function cgo(stage: DockerfileStage, command: ShellCommand): readonly Assumption[] {
  const subcommand = knownString(command.args.items[0] ?? { parts: [], span: command.span });
  if (programOf(command) !== 'go' || (subcommand !== 'build' && subcommand !== 'install')) return [];
  const isOn = command.environment('CGO_ENABLED');
  const target = command.environment('GOARCH');
  if (isOn.is !== 'set' || knownString(isOn.value) !== '1' || target.is !== 'set') return [];
  const isGiven = ['CC', 'CXX'].some((name) => command.environment(name).is === 'set');
  return isGiven || bringsCompilers(stage) ? [] : [{ kind: 'cgo', shown: 'CGO_ENABLED=1', matters: yes }];
}
