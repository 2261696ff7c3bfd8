import { type CompilerOutput, compilerOutputs } from '../facts/compiler-outputs.ts';
import type { ShellCommand } from '../model/command/shell-command.ts';
import { type Field, knownString, type Text } from '../value/index.ts';
import { programOf } from './hard-coded-words.ts';
import { machineQuestion } from './machine-question.ts';
import { followFiles } from './made-files.ts';
import { optionValue } from './option-value.ts';
import { pathFrom } from './stage-folder.ts';

/** The programs that compilers make in stages without being told for which platform: they are for the machine of the stage. */
export const machinePrograms = followFiles((command, folder) => {
  const row = compilerOf(command);
  if (row === undefined) return { paths: [] };
  return { paths: outputsOf(command, row, folder), isOther: isToldTarget(command) };
});

/** Where a command puts the program that it compiles, whatever it is compiled for. */
function outputsOf(command: ShellCommand, row: CompilerOutput, here: string | undefined): readonly string[] {
  const words = command.args.items.map((arg) => knownString(arg) ?? '');
  const given = optionValue(words, row.options) ?? variableOf(command, row.variables ?? []);
  const below = row.below === undefined ? '' : `/${row.below}`;
  if (given !== undefined) return given === '' ? [] : [pathFrom(here, `${given}${below}`)];
  const name = row.isNamed === true ? packageName(words.at(-1) ?? '') : undefined;
  const folder = row.otherwise ?? (row.isNamed === true ? '.' : undefined);
  if (folder === undefined || (row.isNamed === true && name === undefined)) return [];
  return [pathFrom(here, name === undefined ? `${folder}${below}` : `${folder}/${name}`)];
}

/** The kind of compiler that a command is, if it makes a program. */
export function compilerOf(command: ShellCommand): CompilerOutput | undefined {
  const program = programOf(command);
  const rows = compilerOutputs.filter(({ programs }) => programs.includes(program));
  if (rows.length === 0) return undefined;
  const words = command.args.items.map((arg) => knownString(arg) ?? '');
  const subcommand = words.find((word) => !/^[-+]/.test(word)) ?? '';
  return rows.find(
    (row) =>
      (row.subcommand?.test(subcommand) ?? true) &&
      (row.needs === undefined || words.some((word) => row.needs?.test(word))) &&
      !words.some((word) => row.without?.test(word)),
  );
}

/** The name of the program of a Go package: `./cmd/orders`, `example.org/tools/v2@latest`. */
function packageName(path: string): string | undefined {
  const parts = path
    .replace(/@.*$/, '')
    .replace(/\/v\d+$/, '')
    .split('/');
  const name = parts.at(-1) ?? '';
  return parts.length > 1 && /^[\w-][\w.-]*$/.test(name) && !name.endsWith('.go') ? name : undefined;
}

function variableOf(command: ShellCommand, names: readonly string[]): string | undefined {
  const fields = names.map((name) => command.environment(name));
  return fields.map((field) => (field.is === 'set' ? knownString(field.value) : undefined)).find((one) => one);
}

/** Whether a compiler is told, or may be told, for which platform it works: `GOARCH=$TARGETARCH`, `--target $RUST_TARGET`. */
export function isToldTarget(command: ShellCommand): boolean {
  const { targetWords, targetVariables = [], otherSystem } = compilerOf(command) ?? {};
  if (command.args.openTo.length > 0 || isForOther(command, otherSystem)) return true;
  const isWritten = command.args.items.some((arg) => targetWords?.test(headOf(arg)) ?? false);
  return isWritten || targetVariables.some((name) => isFilled(command.environment(name)));
}

function isForOther(command: ShellCommand, variable: string | undefined): boolean {
  const system = variable === undefined ? undefined : variableOf(command, [variable]);
  return system !== undefined && system !== 'linux';
}

const headOf = ({ parts: [first] }: Text): string => (typeof first === 'string' ? first : '');

/** Whether a variable has a value that is not the machine's own, or may have. What a base image sets is no target's. */
function isFilled(field: Field<Text>): boolean {
  if (field.is === 'unknown') return !field.causes.every(({ isOfBase }) => isOfBase === true);
  return field.is === 'set' && field.value.parts.length > 0 && machineQuestion(field.value) === undefined;
}
