import type { BuildStep, Job, JobWork } from '../../src/model/index.ts';
import { showText, type Text } from '../../src/value/index.ts';
import { projectOf } from '../project/repository.ts';

/** What a test's repository holds beside its steps. */
export interface Setting {
  /** The value of `on`. */
  readonly on?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Keys of the workflow. */
  readonly workflow?: string;
  /** Keys of the job beside its steps, indented by four blanks. */
  readonly job?: string;
}

/** What a job does that runs these steps, written as a list without indentation, on a machine of GitHub. */
export function workOf(steps: string, { on = 'push', files = {}, workflow = '', job = '' }: Setting = {}): JobWork {
  const indented = steps.trim().replaceAll(/^(?=.)/gm, '      ');
  const text = `on: ${on}\n${workflow}\njobs:\n  image:\n    runs-on: ubuntu-24.04\n${job}    steps:\n${indented}\n`;
  const path = '.github/workflows/image.yml';
  const project = projectOf({ Dockerfile: 'FROM alpine:3.22\n', ...files, [path]: text });
  const [first] = [...project.work].filter(([{ name }]: readonly [Job, JobWork]) => name.startsWith('image'));
  if (first === undefined) throw new Error('the workflow has no job');
  return first[1];
}

/** The commands of these steps as messages would show them. */
export const commandsOf = (steps: string, setting: Setting = {}): readonly string[] =>
  workOf(steps, setting).commands.items.map(({ program, args }) => shownWords([program, ...args.items]));

export const shownWords = (words: readonly Text[]): string => words.map(showText).join(' ');

/** The only build of these steps. */
export function buildOf(steps: string, setting: Setting = {}): BuildStep {
  const [build, ...others] = workOf(steps, setting).builds.items;
  if (build === undefined || others.length > 0) throw new Error('the steps hold no build, or several');
  return build;
}

/** What an expression is worth in a step behind these. */
export function valueOf(expression: string, steps: string, setting: Setting = {}): Text {
  const step = `- run: echo "$VALUE"\n  env:\n    VALUE: \${{ ${expression} }}`;
  const word = workOf(`${steps.trim()}\n${step}`, setting).commands.items.at(-1)?.args.items[0];
  if (word === undefined) throw new Error('the step echoes nothing');
  return word;
}
