import type { Dockerfile } from '../model/dockerfile/dockerfile.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { DockerfileInstruction } from '../syntax/dockerfile.ts';

/** A part of a Dockerfile that does not parse. */
export type DockerfileProblem = Dockerfile['problems'][number];

/**
 * The instructions, with the least number of words that each needs.
 *
 * Source: docs.docker.com/reference/dockerfile; buildkit frontend/dockerfile/instructions/parse.go.
 */
const leastWords: ReadonlyMap<string, number> = new Map([
  ['ADD', 2],
  ['ARG', 1],
  ['CMD', 0],
  ['COPY', 2],
  ['ENTRYPOINT', 0],
  ['ENV', 1],
  ['EXPOSE', 1],
  ['FROM', 1],
  ['HEALTHCHECK', 1],
  ['LABEL', 1],
  ['MAINTAINER', 1],
  ['ONBUILD', 1],
  ['RUN', 0],
  ['SHELL', 1],
  ['STOPSIGNAL', 1],
  ['USER', 1],
  ['VOLUME', 1],
  ['WORKDIR', 1],
]);

/** What is wrong with the shape of an instruction; `undefined` if nothing is. */
export function shapeProblem({ keyword, argsText, span }: DockerfileInstruction): DockerfileProblem | undefined {
  const least = leastWords.get(keyword);
  if (least === undefined) return { message: `unknown instruction \`${shortened(keyword)}\``, at: span };
  const words = argsText === '' ? 0 : least < 2 || /\s/.test(argsText) ? 2 : 1;
  const isJson = argsText.startsWith('[');
  if (words >= least || (words > 0 && isJson)) return undefined;
  return { message: `\`${keyword}\` needs ${least === 1 ? 'an argument' : 'at least two arguments'}`, at: span };
}

/** An instruction in front of the first `FROM`. */
export const outsideStage = ({ keyword, span }: DockerfileInstruction): DockerfileProblem => ({
  message: `\`${keyword}\` stands in front of the first \`FROM\``,
  at: span,
});

/** A file without any stage. */
export const noStage = (file: SourceFile): DockerfileProblem => ({
  message: 'the file has no `FROM`',
  at: file.span(0, 0),
});

const shortened = (word: string): string => (word.length > 40 ? `${word.slice(0, 40)}…` : word);
