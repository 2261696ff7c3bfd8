import type { SourceFile, Span } from '../source/source-file.ts';
import type { Cause, Text } from '../value/index.ts';
import { configOf } from './bake-config.ts';
import type { BakeEnvironment } from './bake-environment.ts';
import type { BakeFile } from './bake-file.ts';
import { causesOf, stringOf } from './bake-value.ts';
import { withDotenv } from './compose/dotenv.ts';
import { readComposeTargets } from './compose/read-compose.ts';
import { definitionOf } from './definition.ts';
import { globalScope } from './global-scope.ts';
import { inheritance } from './inheritance.ts';
import { linkedTargets } from './linked-targets.ts';
import type { BakeOverride } from './overrides.ts';
import { type WantedTarget, wantedTargets } from './resolve-targets.ts';
import { noEffort } from './scope.ts';
import type { BakeTarget } from './target.ts';

/** What `docker buildx bake` is asked to do. */
export interface BakeQuestion {
  /** In the order in which they are merged. */
  readonly files: readonly BakeFile[];
  /** As on the command line; none means `default`. */
  readonly targets: readonly Text[];
  readonly overrides: readonly BakeOverride[];
  readonly environment: BakeEnvironment;
  /** The `.env` of the working directory, which Compose files see. */
  readonly dotenv: SourceFile | undefined;
  /** What values that differ from run to run belong to. */
  readonly run: string;
  readonly at: Span;
}

/** The targets that a command builds. */
export interface BakeReading {
  readonly targets: readonly BuiltTarget[];
  /** Why it may build others. */
  readonly openTo: readonly Cause[];
}

/** A target as it is built. */
export interface BuiltTarget extends BakeTarget {
  /** Its attributes before overrides. */
  readonly written: BakeTarget;
  /** The command that builds it. */
  readonly at: Span;
  /** Why it may not be built. */
  readonly doubts: readonly Cause[];
  /** Why it may have attributes that are not seen. */
  readonly openTo: readonly Cause[];
  /** Whether it is built only because another target takes it as a context; then nothing of it is pushed. */
  readonly isLinked: boolean;
}

/** Evaluates bake files as buildx does. Source: docker/buildx bake/bake.go, ReadTargets. */
export function readBake(question: BakeQuestion): BakeReading {
  const { files, environment, run, at } = question;
  const broken = files.flatMap(({ file, problems }) =>
    problems.slice(0, 1).map((problem) => brokenFile(file.path, problem)),
  );
  if (broken.length > 0) return { targets: [], openTo: broken };
  const compose = readComposeTargets(files, withDotenv(environment, question.dotenv));
  const definition = definitionOf(files.flatMap(({ content }) => (content.is === 'hcl' ? [content.body] : [])));
  const config = configOf(definition, globalScope({ definition, environment, run, effort: noEffort() }), compose);
  const wanted = wantedTargets(config, question.targets, at);
  const asWritten = inheritance(config.targets, []);
  const whole = inheritance(config.targets, question.overrides);
  const read = ({ name, doubts }: WantedTarget, isLinked: boolean): readonly BuiltTarget[] => {
    const written = config.targets.get(name);
    if (written === undefined) return [];
    const { target, openTo } = whole(written);
    return [{ ...target, written: asWritten(written).target, at, doubts, openTo, isLinked }];
  };
  const asked = wanted.names.flatMap((one) => read(one, false));
  const targets = [...asked, ...linkedTargets(asked, (one) => read(one, true))];
  return { targets: targets.filter(isBuilt), openTo: [...compose.openTo, ...wanted.openTo] };
}

function brokenFile(path: string, { message, at }: { readonly message: string; readonly at: Span }): Cause {
  return { kind: 'syntax', because: `\`${path}\` does not parse: ${message}`, at };
}

/** A target whose `call` is `check`, `outline` or `targets` builds nothing. */
function isBuilt({ attributes }: BuiltTarget): boolean {
  const call = attributes.get('call');
  return call === undefined || causesOf(call).length > 0 || (stringOf(call) ?? 'build') === 'build';
}
