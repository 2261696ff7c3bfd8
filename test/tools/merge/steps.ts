import type { JobCommand, MergeStep, MirrorStep } from '../../../src/model/index.ts';
import { formatPlatform } from '../../../src/oci/index.ts';
import { SourceFile } from '../../../src/source/source-file.ts';
import { readMergeSteps } from '../../../src/tools/merge/read-merge-steps.ts';
import { readMirrors } from '../../../src/tools/merge/read-mirrors.ts';
import { type Field, literal, showText, type Text } from '../../../src/value/index.ts';
import { commandsOf, type Surroundings } from '../commands.ts';

/** What surrounds the commands of a test: files of the checkout and files that the script wrote. */
export interface MergeSurroundings extends Surroundings {
  readonly files?: Readonly<Record<string, string>>;
  readonly written?: Readonly<Record<string, Text>>;
}

export function mergesOf(script: string, surroundings: MergeSurroundings = {}): readonly MergeStep[] {
  const commands = commandsIn(script, surroundings);
  const files = surroundings.files ?? {};
  return readMergeSteps(
    { items: commands, openTo: [] },
    {
      job: commands[0]!.job,
      readFile: (path) => (files[path] === undefined ? undefined : new SourceFile(path, files[path])),
    },
  ).items;
}

export const mergeOf = (script: string, surroundings: MergeSurroundings = {}): MergeStep =>
  mergesOf(script, surroundings)[0]!;

export function mirrorsOf(script: string): readonly MirrorStep[] {
  const commands = commandsIn(script, {});
  return readMirrors({ items: commands, openTo: [] }, commands[0]!.job);
}

function commandsIn(script: string, surroundings: MergeSurroundings): readonly JobCommand[] {
  const written = Object.entries(surroundings.written ?? {});
  return commandsOf(script, surroundings).map((command) => ({ ...command, files: new Map(written) }));
}

/** `registry/app:1-arm64 as linux/arm64`, one per entry. */
export const entriesOf = ({ entries }: MergeStep): readonly string[] =>
  entries.items.map(({ source, platform }) => `${showText(source.text)}${shownPlatform(platform)}`);

function shownPlatform(platform: MergeStep['entries']['items'][number]['platform']): string {
  if (platform.is === 'set') return ` as ${formatPlatform(platform.value)}`;
  return platform.is === 'unknown' ? ' as ?' : '';
}

export const targetsOf = ({ targets }: MergeStep): readonly string[] =>
  targets.items.map(({ reference }) => showText(reference.text));

/** What the step does with sources that are indexes, one word for all entries. */
export const handlingOf = ({ entries }: MergeStep): string =>
  [...new Set(entries.items.map(({ onIndex }) => shown(onIndex)))].join(', ');

const shown = (field: Field<string>): string => (field.is === 'set' ? field.value : field.is);

/** A text that the script wrote into a file. */
export const writtenText = (text: string): Text => {
  const file = new SourceFile('ci.yml', text);
  return literal(text, file.whole);
};
