import type { DockerfileFlag, StageBase } from '../model/dockerfile/dockerfile.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { DockerfileInstruction, EscapeCharacter } from '../syntax/dockerfile.ts';
import { type Field, knownString, literal, set, showText, type Text, unset } from '../value/index.ts';
import { expandWord } from './expand.ts';
import { flagValue, readFlag } from './flags.ts';
import type { GlobalArgs } from './global-args.ts';
import type { DockerfileProblem } from './problems.ts';
import { type Binding, openArg } from './scope.ts';
import { baseOf, type StageIndex } from './stage-base.ts';
import { withoutFlags, wordsOf } from './words.ts';

/** A `FROM` line. */
export interface StageHead {
  /** In lower case; absent if the stage has no name. */
  readonly name?: string;
  readonly from: StageBase;
  readonly platformFlag: Field<Text>;
  readonly flags: readonly DockerfileFlag[];
  readonly problems: readonly DockerfileProblem[];
}

/**
 * Reads `FROM [--platform=P] BASE [AS name]`; variables are the global arguments.
 *
 * Source: docs.docker.com/reference/dockerfile#from.
 */
export function readStageHead(
  instruction: DockerfileInstruction,
  escape: EscapeCharacter,
  { scope, bindings }: GlobalArgs,
  index: StageIndex,
): StageHead {
  const { flags, rest } = withoutFlags(instruction.args, escape);
  const [base, as, name, ...more] = wordsOf(rest, escape);
  const expanded = base === undefined ? literal('', rest.span) : expandWord(base, escape, scope);
  const text = knownString(expanded) === '' ? (requiredBase(base, bindings) ?? expanded) : expanded;
  const platform = flagValue(flags, 'platform');
  const isNamed = as?.text.toLowerCase() === 'as' && name !== undefined;
  return {
    ...(isNamed ? { name: name.text.toLowerCase() } : {}),
    from: baseOf(text, index, base?.span ?? rest.span),
    flags: flags.map(readFlag),
    platformFlag: platform === undefined ? unset : set(expandWord(platform, escape, scope)),
    problems: headProblems(instruction, base, text, (as === undefined || isNamed) && more.length === 0),
  };
}

/** An argument with an empty default that is the whole base: `--build-arg` has to fill it. */
function requiredBase(base: EmbeddedText | undefined, bindings: ReadonlyMap<string, Binding>): Text | undefined {
  const name = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(base?.text ?? '')?.[1];
  return base !== undefined && name !== undefined && bindings.has(name) ? openArg(name, base.span) : undefined;
}

function headProblems(
  { span }: DockerfileInstruction,
  base: EmbeddedText | undefined,
  text: Text,
  hasShape: boolean,
): readonly DockerfileProblem[] {
  if (base === undefined) return [{ message: '`FROM` needs an image', at: span }];
  if (!hasShape) return [{ message: '`FROM` needs an image, or an image and `AS` with a name', at: span }];
  if (knownString(text) !== '') return [];
  return [{ message: `the base \`${showText(literal(base.text, base.span))}\` is empty`, at: base.span }];
}
