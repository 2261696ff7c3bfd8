import { downloaders, pathOfUrl } from '../facts/arch-literals.ts';
import type { ShellCommand } from '../model/command/shell-command.ts';
import { comesFrom, isCopiedOn } from '../model/dockerfile/copied-files.ts';
import type { DockerfileCopy, DockerfileRun, DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import { type DockerfileReading, stagePlatform } from '../model/dockerfile/dockerfile-readings.ts';
import { stageChain } from '../model/dockerfile/dockerfile-stages.ts';
import { all, holesOf, knownString, showText, type Text, type Truth, unknown, yes } from '../value/index.ts';
import { programOf, targetSettings } from './hard-coded-words.ts';

/** A command of a stage on the machine's own platform that takes the machine for the target. */
export interface NativeAssumption {
  readonly kind: 'download' | 'target' | 'cgo' | 'packages';
  readonly command: ShellCommand;
  readonly stage: DockerfileStage;
  /** What asks the machine, or what is installed: `$(uname -m)`, `npm ci`. */
  readonly shown: string;
  /** Whether what it makes gets into the image and does not fit; never "no". */
  readonly matters: Truth;
  readonly copy?: DockerfileCopy;
}

/** The commands of a reading that take the machine that builds for the platform of the image, in order. */
export const nativeAssumptions = (reading: DockerfileReading): readonly NativeAssumption[] =>
  reading.stages
    .filter((stage) => stagePlatform(stage, reading.platform).is === 'builder')
    .flatMap((stage) =>
      stage.runs.flatMap((run) =>
        run.commands.items.flatMap((command) =>
          [...asking(reading, stage, run, command), ...cgo(stage, command), ...packages(reading, stage, command)]
            .map((one) => ({ ...one, command, stage, matters: all([one.matters, command.runs]) }))
            .filter(({ matters }) => matters.is !== 'no'),
        ),
      ),
    );

type Assumption = Pick<NativeAssumption, 'kind' | 'shown' | 'matters' | 'copy'>;

/** A download that is copied on, or a compiler's target, chosen by what the machine is called. */
function asking(
  reading: DockerfileReading,
  stage: DockerfileStage,
  run: DockerfileRun,
  command: ShellCommand,
): readonly Assumption[] {
  const targets = targetSettings(command).flatMap(({ value }) => questionIn(value) ?? []);
  const urls = command.args.items.filter((arg) => pathOfUrl(showText(arg)) !== undefined);
  const downloads = downloaders.has(programOf(command)) ? urls.flatMap((url) => questionIn(url) ?? []) : [];
  const [target] = targets;
  const [download] = downloads;
  return [
    ...(target === undefined ? [] : [{ kind: 'target' as const, shown: target, matters: yes }]),
    ...(download === undefined
      ? []
      : [{ kind: 'download' as const, shown: download, matters: isCopiedOn(reading, stage, run) }]),
  ];
}

/** The question to the machine that decides a text: `$(uname -m)`. */
function questionIn(text: Text): string | undefined {
  const found = holesOf(text).find(({ symbol, shown }) => question.test(symbol) || question.test(shown));
  return found?.shown;
}

const question =
  /machine architecture|uname -[mip]\b|dpkg(?:-architecture)? -(?:-print-architecture|q)|\$\(arch\)|apk --print-arch|go env GO(?:HOST)?ARCH/;

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

/** Whether a stage takes its compilers from somewhere that knows about targets: tonistiigi/xx, goreleaser-cross, zig. */
function bringsCompilers(stage: DockerfileStage): boolean {
  const chain = stageChain(stage);
  const images = chain.flatMap(({ from }) => (from.is === 'image' ? [showText(from.reference.text)] : []));
  const programs = chain.flatMap(({ runs }) => runs.flatMap(({ commands }) => commands.items.map(programOf)));
  const settings = chain.flatMap(({ runs }) =>
    runs.flatMap(({ commands }) => commands.items.flatMap(({ args }) => args.items.map(showText))),
  );
  return (
    images.some((image) => /cross|xx|zig/i.test(image)) ||
    programs.some((program) => /^xx-/.test(program)) ||
    settings.some((word) => /^CC=/.test(word))
  );
}

/** Installers of packages that may hold compiled code, and the folders in which others look for them. */
const installers: readonly {
  readonly program: RegExp;
  readonly subcommand: RegExp;
  readonly folder: RegExp;
}[] = [
  { program: /^(?:npm|yarn|pnpm)$/, subcommand: /^(?:ci|install|i)$/, folder: /(?:^|\/)node_modules(?:\/|$)/ },
  {
    program: /^(?:pip|pip3|uv|poetry|pdm)$/,
    subcommand: /^(?:install|sync|pip)$/,
    folder: /site-packages|(?:^|\/)\.?venv(?:\/|$)|\/\.local(?:\/|$)|^\/install(?:\/|$)/,
  },
  { program: /^(?:bundle|gem)$/, subcommand: /^install$/, folder: /(?:^|\/)(?:bundle|vendor\/bundle|gems)(?:\/|$)/ },
];

function packages(
  { stages, platform }: DockerfileReading,
  stage: DockerfileStage,
  command: ShellCommand,
): readonly Assumption[] {
  const program = programOf(command);
  const words = command.args.items.map((arg) => knownString(arg) ?? '');
  const installer = installers.find((one) => one.program.test(program));
  const [subcommand] = words.filter((word) => !word.startsWith('-'));
  if (installer === undefined || !installer.subcommand.test(subcommand ?? '')) return [];
  if (words.some((word) => /^--(?:platform|cpu|python-platform|ignore-scripts)/.test(word))) return [];
  const copy = stages
    .filter((other) => stagePlatform(other, platform).is === 'target')
    .flatMap(({ copies }) => copies)
    .find((one) => comesFrom(one, stage) && one.sources.some((source) => installer.folder.test(showText(source))));
  if (copy === undefined) return [];
  const because = `nothing says whether the packages of \`${program} ${subcommand ?? ''}\` hold compiled code`;
  const matters = unknown({ kind: 'indirection', because, at: command.span });
  return [{ kind: 'packages', shown: `${program} ${subcommand ?? ''}`, matters, copy }];
}
