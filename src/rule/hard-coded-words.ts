import {
  archWordsInFile,
  downloaders,
  makeArchVariable,
  packageManagers,
  pathOfUrl,
  pathTolerant,
  systemPath,
  targetOptions,
} from '../facts/arch-literals.ts';
import type { ShellCommand } from '../model/command/shell-command.ts';
import type { DockerfileCopy, DockerfileRun, DockerfileStage } from '../model/dockerfile/dockerfile.ts';
import { type ArchWord, archWordsIn, type Platform } from '../oci/index.ts';
import type { Span } from '../source/source-file.ts';
import { holesOf, knownString, showText, type Text, type Truth, yes } from '../value/index.ts';

/** What a word that names an architecture decides. */
export type WordUse =
  /** For which architecture something is compiled or installed. */
  | 'target'
  /** Which file is downloaded. */
  | 'download'
  /** Where a file lies in the system. */
  | 'path'
  /** Which package is installed, or from which package index. */
  | 'package'
  /** Which file is copied into the stage. */
  | 'copy';

/** A word in an instruction that names an architecture. */
export interface HardCodedWord {
  readonly use: WordUse;
  /** As it stands there: `x86_64`. */
  readonly word: string;
  /** The architectures that the argument names; more than one where it is about several. */
  readonly platforms: readonly Platform[];
  /** The argument, in full. */
  readonly argument: string;
  /** The program, or the keyword of the instruction. */
  readonly by: string;
  /** Whether it takes effect. */
  readonly runs: Truth;
  /** Where the argument is used: the command, or the instruction. */
  readonly user: Span;
  readonly run?: DockerfileRun;
  readonly copy?: DockerfileCopy;
}

/** The words of a stage that name an architecture and matter, in order. Checksums, and what may fail, do not matter. */
export const hardCodedWords = (stage: DockerfileStage): readonly HardCodedWord[] => [
  ...stage.env.flatMap(({ name, value, span }) =>
    value.is === 'set' ? inPath(value.value, { by: `ENV ${name}`, runs: yes, user: span }) : [],
  ),
  ...stage.runs.flatMap((run) =>
    run.commands.items.flatMap((command) =>
      command.mayFail ? [] : inCommand(command).map((word) => ({ ...word, run })),
    ),
  ),
  ...stage.copies.flatMap((copy) => inCopy(copy).map((word) => ({ ...word, copy }))),
];

type User = Pick<HardCodedWord, 'by' | 'runs' | 'user'>;

function inCommand(command: ShellCommand): readonly HardCodedWord[] {
  const program = programOf(command);
  const args = command.args.items;
  const user: User = { by: program, runs: command.runs, user: command.span };
  // The link itself is made.
  const read = program === 'ln' && args.length > 1 ? args.slice(0, -1) : args;
  return [
    ...inTarget(command, program, user),
    ...(downloaders.has(program) ? args.flatMap((arg) => inDownload(arg, program, user)) : []),
    ...(packageManagers.has(program) ? args.flatMap((arg) => inPackage(arg, user)) : []),
    ...(pathTolerant.has(program) ? [] : read.flatMap((arg) => inPath(arg, user))),
    ...inPackageIndex(command, user),
  ];
}

/** The program of a command, without folders; empty if it is not known. */
export const programOf = ({ program }: ShellCommand): string => (knownString(program) ?? '').replace(/^.*\//, '');

/** Variables and options that choose for which architecture a program makes something. */
const inTarget = (command: ShellCommand, program: string, user: User): readonly HardCodedWord[] =>
  targetSettings(command, program).flatMap(({ argument, value }) =>
    wordsIn(value, archWordsIn).map((word) => ({ ...word, use: 'target', argument: showText(argument), ...user })),
  );

/** A setting that chooses for which architecture something is made. */
export interface TargetSetting {
  /** As a message shows it: `GOARCH=amd64`. */
  readonly argument: Text;
  readonly value: Text;
}

/** What tells a command for which architecture it compiles or installs. Nothing where Go is told to for another system. */
export function targetSettings(command: ShellCommand, program = programOf(command)): readonly TargetSetting[] {
  const args = command.args.items;
  const assigned = /^(?:make|gmake|just|task)$/.test(program)
    ? args.filter((arg) => makeArchVariable.test(knownString(arg) ?? '')).map((arg) => ({ argument: arg, value: arg }))
    : [];
  const row = targetOptions.find(({ programs }) => programs.includes(program));
  const subcommand = args.map((arg) => knownString(arg) ?? '').find((arg) => !/^[-+]/.test(arg)) ?? '';
  const isMaking = row !== undefined && (row.subcommands === undefined || row.subcommands.includes(subcommand));
  if (!isMaking || !isLinux(command)) return assigned;
  return [...assigned, ...optionValues(args, row.options), ...variablesOf(command, row.variables)];
}

/** Whether Go is not told to compile for another system. */
function isLinux(command: ShellCommand): boolean {
  const system = command.environment('GOOS');
  const name = system.is === 'set' ? knownString(system.value) : undefined;
  return name === undefined || name === '' || name === 'linux';
}

function optionValues(args: readonly Text[], options: readonly string[]): readonly TargetSetting[] {
  return args.flatMap((arg, index) => {
    const written = knownString(arg) ?? '';
    const next = args[index + 1];
    if (options.includes(written)) return next === undefined ? [] : [{ argument: next, value: next }];
    return options.some((option) => written.startsWith(`${option}=`)) ? [{ argument: arg, value: arg }] : [];
  });
}

const variablesOf = (command: ShellCommand, names: readonly string[]): readonly TargetSetting[] =>
  names.flatMap((name) => {
    const field = command.environment(name);
    if (field.is !== 'set') return [];
    const word = `${name}=${showText(field.value)}`;
    return [{ argument: { parts: [word], span: field.value.span }, value: field.value }];
  });

/** `curl https://…/tool_linux_amd64.tar.gz`, `gh release download --pattern '*amd64*'`. */
function inDownload(arg: Text, program: string, user: User): readonly HardCodedWord[] {
  const shown = showText(arg);
  const url = pathOfUrl(shown);
  if (url === undefined && !(program === 'gh' || program === 'glab')) return [];
  if (/\.(?:sha\d*(?:sum)?|md5|asc|sig|sum|pem|pub|gpg|key|sbom|txt)$|checksum/i.test(shown)) return [];
  return wordsIn(arg, archWordsInUrl).map((word) => ({ ...word, use: 'download', argument: shown, ...user }));
}

function archWordsInUrl(text: string): readonly ArchWord[] {
  const { path, start } = pathOfUrl(text) ?? { path: text, start: 0 };
  return archWordsInFile(path).map((word) => ({ ...word, start: word.start + start, end: word.end + start }));
}

/** `libssl3:amd64`, `glibc.x86_64`, `./tool_amd64.deb`. */
function inPackage(arg: Text, user: User): readonly HardCodedWord[] {
  const shown = showText(arg);
  const isPackage =
    /^[a-z0-9][a-z0-9+.-]*:[a-z0-9]+(?:=.*)?$/i.test(shown) ||
    /^[a-z0-9][\w+.-]*\.(?:x86_64|aarch64|i[36]86|ppc64le|s390x)$/i.test(shown);
  const isFile = /\.(?:deb|rpm|apk)$/.test(shown) && !shown.includes('://');
  if (!isPackage && !isFile) return [];
  return wordsIn(arg, archWordsIn).map((word) => ({ ...word, use: 'package', argument: shown, ...user }));
}

/** `deb [arch=amd64 signed-by=…] https://…`, wherever it is printed. */
function inPackageIndex({ args, stdin, writes }: ShellCommand, user: User): readonly HardCodedWord[] {
  const texts = [...args.items, ...(stdin.is === 'set' ? [stdin.value] : []), ...writes.map(({ content }) => content)];
  return texts.slice(0, 50).flatMap((text) => {
    const list = /\bdeb(?:-src)?\s+\[[^\]]*arch=([^\]\s]+)/.exec(showText(text).slice(0, 4000))?.[1];
    if (list === undefined) return [];
    const value: Text = { parts: [list], span: text.span };
    return wordsIn(value, archWordsIn).map((word) => ({ ...word, use: 'package', argument: `arch=${list}`, ...user }));
  });
}

/** `/usr/lib/x86_64-linux-gnu`, `/usr/lib/jvm/java-17-openjdk-amd64`. */
function inPath(arg: Text, user: User): readonly HardCodedWord[] {
  const shown = showText(arg);
  if (!systemPath.test(shown)) return [];
  return wordsIn(arg, archWordsIn).map((word) => ({ ...word, use: 'path', argument: shown, ...user }));
}

function inCopy({ instruction, sources, from, span }: DockerfileCopy): readonly HardCodedWord[] {
  const user: User = { by: instruction, runs: yes, user: span };
  return sources.flatMap((source) => {
    if (pathOfUrl(showText(source)) !== undefined) return inDownload(source, instruction, user);
    const inSystem = from.is === 'set' ? inPath(source, user) : [];
    if (inSystem.length > 0) return inSystem;
    const isWholeFolder = /\/$/.test(showText(source)) && from.is !== 'set';
    return isWholeFolder
      ? []
      : wordsIn(source, archWordsInFile).map((word) => ({ ...word, use: 'copy', argument: showText(source), ...user }));
  });
}

type Found = Pick<HardCodedWord, 'word' | 'platforms'>;

/** The first architecture in a text, with all that it names. None where a variable beside it may name another one. */
function wordsIn(text: Text, find: typeof archWordsIn): readonly Found[] {
  const mayName = holesOf(text).some(({ shown }) => /arch|platform|machine|cpu|uname|target/i.test(shown));
  const written = literalsOf(text);
  const words = mayName || written.length > longest ? [] : find(written);
  const [first] = words;
  if (first === undefined) return [];
  return [{ word: written.slice(first.start, first.end), platforms: words.map(({ platform }) => platform) }];
}

/** Arguments of more UTF-16 units are no names. */
const longest = 4000;

/** The literal parts, with a gap for what is not known. */
const literalsOf = (text: Text): string =>
  text.parts.map((part) => (typeof part === 'string' ? part : '\u0000')).join('');
