import { compilesPrograms, installsPrograms, programFolder } from '../facts/native-programs.ts';
import type { ShellCommand } from '../model/command/shell-command.ts';
import type { DockerfileCopy, DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import { stageChain } from '../model/dockerfile/dockerfile-stages.ts';
import { holesOf, knownString } from '../value/index.ts';

/**
 * The command that makes what a copy takes from a stage a program of the stage's own platform: a compiler that is not told
 * another one, or a package manager where the copy takes from a folder of programs. `undefined` if none is seen: what
 * remains is most often the same on every platform.
 */
export function nativeOutput(stage: DockerfileStage, copy: DockerfileCopy): ShellCommand | undefined {
  const takesPrograms = copy.sources.some((source) => programFolder.test(knownString(source) ?? ''));
  const commands = stageChain(stage).flatMap(({ runs }) => runs.flatMap((run) => run.commands.items));
  return commands.find((command) => {
    const [program, words] = wordsOf(command);
    if (takesPrograms && installsPrograms(program, words)) return true;
    return compilesPrograms(program, words) && !isToldTarget(command);
  });
}

function wordsOf({ program, args }: ShellCommand): readonly [string, readonly string[]] {
  const path = knownString(program) ?? '';
  const words = args.items.map((arg) => knownString(arg) ?? '').filter((word) => !word.startsWith('-'));
  return [path.slice(path.lastIndexOf('/') + 1), words];
}

/** Whether a command compiles for a platform that it is told: `GOARCH=$TARGETARCH`, `--target $RUST_TARGET`. */
function isToldTarget(command: ShellCommand): boolean {
  const goarch = command.environment('GOARCH');
  const target = command.args.items.some((arg) => /^--?target\b/.test(knownString(arg) ?? '') || isTargetText(arg));
  return target || (goarch.is === 'set' && goarch.value.parts.length > 0) || command.args.openTo.length > 0;
}

const isTargetText = (arg: ShellCommand['program']): boolean =>
  /^--?target=/.test(typeof arg.parts[0] === 'string' ? arg.parts[0] : '') ||
  holesOf(arg).some(({ symbol }) => symbol.startsWith('TARGET'));
