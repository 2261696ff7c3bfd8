import type { ShellCommand } from '../model/command/shell-command.ts';
import { type DockerfileReading, stagePlatform } from '../model/dockerfile/dockerfile-readings.ts';
import { knownString, showText } from '../value/index.ts';
import { bringsCompilers } from './cross-compilers.ts';
import { programOf, targetSettings } from './hard-coded-words.ts';
import { machinePrograms } from './machine-programs.ts';
import { machineQuestion } from './machine-question.ts';
import { takenFiles } from './made-files.ts';
import type { NativeAssumption } from './native-assumptions.ts';
import { takings } from './takings.ts';

/** What a compiler on the machine's own platform has made without being told for which one, and what gets into the image. */
export function compiledFiles(reading: DockerfileReading): readonly NativeAssumption[] {
  const files = machinePrograms(reading.stages);
  const found = takings(reading).flatMap(({ origin, sources, at }) =>
    takenFiles(sources, files.get(origin) ?? []).map(({ command, stage }) => ({ command, stage, taken: at })),
  );
  return [...new Map(found.map((one) => [one.command, one])).values()]
    .filter(({ stage }) => stagePlatform(stage, reading.platform).is === 'builder' && !bringsCompilers(stage))
    .map(({ command, stage, taken }) => {
      const question = questionOf(command);
      const kind = question === undefined ? 'program' : 'target';
      const shown = question ?? shownCompiler(command);
      return { kind, at: command.span, stage, shown, matters: command.runs, compiler: command, taken };
    });
}

/** What asks the machine for the target of a compiler: `$(go env GOARCH)`. */
const questionOf = (command: ShellCommand): string | undefined =>
  targetSettings(command).flatMap(({ value }) => machineQuestion(value) ?? [])[0];

/** The program with its subcommand: `go build`. */
function shownCompiler(command: ShellCommand): string {
  const [first] = command.args.items;
  const word = first === undefined ? '' : (knownString(first) ?? showText(first));
  return /^[a-z]+$/.test(word) ? `${programOf(command)} ${word}` : programOf(command);
}
