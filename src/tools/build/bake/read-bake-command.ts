import { type BakeEnvironment, environmentOf } from '../../../bake/bake-environment.ts';
import type { BakeFile } from '../../../bake/bake-file.ts';
import { type BuiltTarget, readBake } from '../../../bake/read-bake.ts';
import { formatPlatform } from '../../../oci/index.ts';
import {
  all,
  type Cause,
  hidden,
  knownString,
  literal,
  mapField,
  no,
  splitText,
  type Text,
  unknown,
} from '../../../value/index.ts';
import type { FlagValue, ReadFlags } from '../../flags.ts';
import { literalHead } from '../../word-parts.ts';
import { dockerBuild } from '../docker-build.ts';
import { toolVariable } from '../environment.ts';
import type { ImageEvent, Scene } from '../image-event.ts';
import { folderOfOwnCommit } from '../own-commit.ts';
import { readPlatforms } from '../platforms.ts';
import { readOverrides } from './read-overrides.ts';
import { targetFlags, valuesOf } from './target-flags.ts';

/**
 * Reads `docker buildx bake`: a build per target that its files define. What cannot be followed is an event of its own.
 *
 * Source: docker/buildx commands/bake.go.
 */
export function bakeEvents(scene: Scene, flags: ReadFlags): readonly ImageEvent[] {
  if (onlyAsks(flags)) return [];
  const { command } = scene;
  const { names: written, doubts } = targetNames(flags);
  const names = withoutCheckout(written, command);
  const [first] = names;
  if (first !== undefined && isElsewhere(first, command))
    return [outOfSight('the bake file lies elsewhere', first.span)];
  const files = bakeFiles(scene, flags);
  const overrides = readOverrides(flags.flags('--set'));
  const { targets, openTo } = readBake({
    files: files.found,
    targets: names,
    overrides: overrides.items,
    environment: bakeEnvironment(scene, variablesOf(flags)),
    dotenv: dotenvOf(scene),
    run: runOf(scene),
    at: command.span,
  });
  const causes = [...files.missing, ...(files.missing.length > 0 ? [] : [...openTo, ...doubts])];
  const push = flags.isOn('--push');
  return [
    ...targets.map((target) => {
      const open = { ...target, openTo: [...target.openTo, ...overrides.openTo] };
      const part = { flags, push: target.isLinked ? no : push, folder: undefined };
      return buildOf(scene, open, targetFlags(open, part));
    }),
    ...(causes.length > 0 ? [{ is: 'hidden' as const, causes }] : []),
  ];
}

/** A build of a target, in doubt where it is one of several that the command may mean. */
export function buildOf(
  scene: Scene,
  target: BuiltTarget,
  flags: ReadFlags,
  tool: 'docker buildx bake' | 'docker compose build' = 'docker buildx bake',
): ImageEvent {
  const event = dockerBuild(scene, flags, tool);
  if (event.is !== 'build') return event;
  const { draft } = event;
  const platformsInFile = readPlatforms(valuesOf(target.written, 'platforms')).platforms;
  const runs = target.doubts.length === 0 ? draft.step.runs : all([draft.step.runs, unknown(...target.doubts)]);
  return { is: 'build', draft: { ...draft, step: { ...draft.step, platformsInFile, runs } } };
}

const onlyAsks = (flags: ReadFlags): boolean =>
  ['--print', '--check', '--list-targets', '--list-variables'].some((name) => flags.isOn(name).is === 'yes') ||
  flags.flags('--list').items.length > 0 ||
  flags.flags('--call').items.some(({ value }) => (knownString(value) ?? 'build') !== 'build');

/** The targets on the command line. A word that is nothing but an open expansion may as well be flags, or nothing. */
function targetNames({ positionals }: ReadFlags): {
  readonly names: readonly Text[];
  readonly doubts: readonly Cause[];
} {
  const { items, openTo } = positionals;
  if (openTo.length === 0) return { names: items, doubts: [] };
  const names = items.filter(({ parts }) => parts.some((part) => typeof part === 'string'));
  return { names, doubts: names.length > 0 ? [] : openTo };
}

/** The targets without the address of the run's own commit in front of them, where the definition is read from all of it. */
const withoutCheckout = (names: readonly Text[], command: Scene['command']): readonly Text[] => {
  const [first, ...others] = names;
  const folder = first && folderOfOwnCommit(first, command);
  return folder !== undefined && knownString(folder) === '.' ? others : names;
};

const isElsewhere = (word: Text, command: Scene['command']): boolean =>
  /^(?:https?:\/\/|git:\/\/|git@|ssh:\/\/|github\.com\/)/.test(literalHead(word)) ||
  folderOfOwnCommit(word, command) !== undefined;

/** `--var NAME=value`. */
function variablesOf(flags: ReadFlags): ReadonlyMap<string, Text> {
  return new Map(
    flags.flags('--var').items.flatMap(({ value, span }) => {
      const match = /^([\w-]+)=/.exec(literalHead(value));
      const [head = '', name = ''] = match ?? [];
      const [first, ...others] = value.parts;
      const parts = typeof first === 'string' ? [first.slice(head.length), ...others] : others;
      return match === null ? [] : [[name, { parts: parts.filter((part) => part !== ''), span }] as const];
    }),
  );
}

/** The environment of a command as its bake and Compose files see it. */
export function bakeEnvironment({ command, context }: Scene, given: ReadonlyMap<string, Text>): BakeEnvironment {
  const machine = mapField(context.machine, (platform) => literal(formatPlatform(platform), command.span));
  const because = 'the architecture of the runner is not known';
  const unseen = hidden({ kind: 'runner', because, at: command.span });
  return environmentOf(command, given, machine.is === 'unset' ? unseen : machine);
}

const runOf = ({ command: { job, span } }: Scene): string => `${job.name} ${span.file.path} ${String(span.start)}`;

/** The `.env` of the working directory. */
export function dotenvOf({ command, context }: Scene): BakeFile['file'] | undefined {
  return context.fileAt(literal('.env', command.span), command.directory);
}

interface FoundFiles {
  readonly found: readonly BakeFile[];
  readonly missing: readonly Cause[];
}

/** Source: docker/buildx bake/bake.go defaultFilenames; compose-go cli.DefaultFileNames. */
const defaultNames: readonly string[] = [
  ...['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'],
  ...['docker-bake.json', 'docker-bake.hcl', 'docker-bake.override.json', 'docker-bake.override.hcl'],
];

function bakeFiles(scene: Scene, flags: ReadFlags): FoundFiles {
  const { command } = scene;
  const written = [...flags.flags('--file').items, ...filesOfVariable(scene, flags)];
  if (written.length > 0)
    return filesAt(
      scene,
      written.map(({ value }) => value),
    );
  const { found } = filesAt(
    scene,
    defaultNames.map((name) => literal(name, command.span)),
  );
  const because = 'there is no bake file in the working directory of the command';
  return { found, missing: found.length > 0 ? [] : [{ kind: 'indirection', because, at: command.span }] };
}

/** `BUILDX_BAKE_FILE`, where no `--file` is given. */
function filesOfVariable({ command }: Scene, flags: ReadFlags): readonly FlagValue[] {
  const variable = toolVariable(command, 'BUILDX_BAKE_FILE');
  if (flags.flags('--file').items.length > 0 || variable.is !== 'set') return [];
  const { span } = variable.value;
  return splitText(variable.value, ':').map((value) => ({ value, span, flagSpan: span }));
}

/** The files at paths of a command; those that the repository does not have, or that the job writes, are causes. */
export function filesAt({ context, command }: Scene, paths: readonly Text[]): FoundFiles {
  const found: BakeFile[] = [];
  const missing: Cause[] = [];
  for (const path of paths) {
    const plain = literalHead(path).startsWith('cwd://') ? tail(path, 'cwd://'.length) : path;
    const file = context.bakeFileAt(plain, command.directory);
    const name = knownString(plain);
    const isWritten = name !== undefined && command.files.has(name);
    if (file.is === 'set' && !isWritten) found.push(file.value);
    else missing.push(...whyMissing(name, path, file.is === 'unknown' ? file.causes : []));
  }
  return { found, missing };
}

const tail = ({ parts: [first, ...others], span }: Text, length: number): Text => ({
  parts: [typeof first === 'string' ? first.slice(length) : '', ...others].filter((part) => part !== ''),
  span,
});

function whyMissing(name: string | undefined, { span }: Text, causes: readonly Cause[]): readonly Cause[] {
  if (causes.length > 0) return causes;
  const because =
    name === '-'
      ? 'the bake file comes from standard input'
      : `\`${name ?? 'the bake file'}\` is not as the repository has it`;
  return [{ kind: 'indirection', because, at: span }];
}

/** An event for what a command does without being seen. */
export const outOfSight = (because: string, at: Cause['at']): ImageEvent => ({
  is: 'hidden',
  causes: [{ kind: 'indirection', because, at }],
});
