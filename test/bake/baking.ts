import type { BakeEnvironment } from '../../src/bake/bake-environment.ts';
import { readBakeFile } from '../../src/bake/bake-file.ts';
import type { BakeValue } from '../../src/bake/bake-value.ts';
import type { BakeOverride } from '../../src/bake/overrides.ts';
import { type BakeReading, readBake } from '../../src/bake/read-bake.ts';
import { SourceFile, type Span } from '../../src/source/source-file.ts';
import { type Field, hidden, hole, literal, set, showText, type Text, unset } from '../../src/value/index.ts';

/** What a test says of the surroundings of a bake command. */
export interface Baking {
  /** Variables of the environment; `null` is a hole. */
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly targets?: readonly string[];
  /** `app.platform=linux/arm64`, as behind `--set`. */
  readonly set?: readonly string[];
  readonly localPlatform?: string | null;
  readonly dotenv?: string;
}

const place: Span = new SourceFile('.gitlab-ci.yml', 'docker buildx bake').whole;

/** A hole of a name. */
export const holeNamed = (name: string, at: Span = place): Text =>
  hole(name, `$${name}`, { kind: 'variable', because: `\`${name}\` is not set in the repository`, at });

/** Reads files by their names, as a command would. */
export function bake(files: Readonly<Record<string, string>>, baking: Baking = {}): BakeReading {
  const { targets = [], dotenv } = baking;
  return readBake({
    files: Object.entries(files).map(([path, text]) => readBakeFile(new SourceFile(path, text))),
    targets: targets.map((name) => literal(name, place)),
    overrides: (baking.set ?? []).map(overrideOf),
    environment: environmentOf(baking),
    dotenv: dotenv === undefined ? undefined : new SourceFile('.env', dotenv),
    run: 'build',
    at: place,
  });
}

/** The environment that a test describes. */
export function environmentOf({ environment = {}, localPlatform = 'linux/amd64' }: Baking): BakeEnvironment {
  return {
    variable: (name): Field<Text> => {
      const value = environment[name];
      if (value === undefined) return unset;
      return set(value === null ? holeNamed(name) : literal(value, place));
    },
    holeOf: holeNamed,
    localPlatform:
      localPlatform === null
        ? hidden({ kind: 'runner', because: 'the runner is not known', at: place })
        : set(literal(localPlatform, place)),
  };
}

function overrideOf(written: string): BakeOverride {
  const [, pattern = '', key = '', name, plus, value = ''] = /^([^.]+)\.([\w-]+)(?:\.([^=+]+))?(\+?)=(.*)$/.exec(
    written,
  )!;
  return { pattern, key, name, isAppended: plus === '+', value: literal(value, place) };
}

/** A value as a test writes it: holes as they are shown, `…` where something is hidden. */
export function plainValue(value: BakeValue): unknown {
  switch (value.kind) {
    case 'text':
      return showText(value.text);
    case 'number':
    case 'boolean':
      return value.value;
    case 'null':
      return null;
    case 'unknown':
      return `?${value.hole.shown}`;
    case 'list':
      return [...value.items.map(plainValue), ...(value.openTo.length > 0 ? ['…'] : [])];
    case 'object':
      return Object.fromEntries([
        ...[...value.entries].map(([key, item]) => [key, plainValue(item)]),
        ...(value.openTo.length > 0 ? [['…', '']] : []),
      ]);
  }
}

/** The targets by name, with their attributes. */
export const plainTargets = ({ targets }: BakeReading): Readonly<Record<string, Record<string, unknown>>> =>
  Object.fromEntries(
    targets.map(({ name, attributes }) => [
      name,
      Object.fromEntries([...attributes].map(([key, value]) => [key, plainValue(value)])),
    ]),
  );

/** One attribute of the target `app` of a file. */
export function attributeOfApp(hcl: string, name: string, baking: Baking = {}): unknown {
  const { targets } = bake({ 'docker-bake.hcl': hcl }, { targets: ['app'], ...baking });
  const value = targets.find((target) => target.name === 'app')?.attributes.get(name);
  return value === undefined ? undefined : plainValue(value);
}

/** The value of an expression in a file that says more. */
export const evaluated = (expression: string, more = '', baking: Baking = {}): unknown =>
  attributeOfApp(`${more}\ntarget "app" {\n  value = ${expression}\n}\n`, 'value', baking);
