import type { Dockerfile } from '../model/dockerfile.ts';
import type { SourceFile } from '../source/source-file.ts';
import { type DockerfileInstruction, parseDockerfile } from '../syntax/dockerfile.ts';
import { readGlobalArgs } from './global-args.ts';
import { type DockerfileProblem, noStage, outsideStage, shapeProblem } from './problems.ts';
import { readStages, type StageLines } from './stages.ts';

/**
 * Reads a Dockerfile: its stages with what they start from, their arguments, commands and copies. Never throws; what
 * does not parse is in `problems`, and the rest is read.
 *
 * Source: docs.docker.com/reference/dockerfile; buildkit frontend/dockerfile (parser, instructions, dockerfile2llb).
 */
export function readDockerfile(file: SourceFile): Dockerfile {
  const { escape, instructions } = parseDockerfile(file);
  const { head, stages: lines } = splitIntoStages(instructions);
  const problems: DockerfileProblem[] = head.flatMap((line) => shapeProblem(line) ?? headProblem(line));
  const global = readGlobalArgs(
    head.filter(({ keyword }) => keyword === 'ARG'),
    escape,
  );
  const stages = readStages(lines, { file, escape, global, problems });
  if (stages.length === 0 && problems.length === 0) problems.push(noStage(file));
  return { file, stages, globalArgs: global.args, problems };
}

const headProblem = (line: DockerfileInstruction): readonly DockerfileProblem[] =>
  line.keyword === 'ARG' ? [] : [outsideStage(line)];

interface DockerfileParts {
  /** The instructions in front of the first stage. */
  readonly head: readonly DockerfileInstruction[];
  readonly stages: readonly StageLines[];
}

function splitIntoStages(instructions: readonly DockerfileInstruction[]): DockerfileParts {
  const starts = instructions.flatMap(({ keyword }, index) => (keyword === 'FROM' ? [index] : []));
  return {
    head: instructions.slice(0, starts[0] ?? instructions.length),
    stages: starts.flatMap((start, index) => {
      const from = instructions[start];
      return from === undefined ? [] : [{ from, body: instructions.slice(start + 1, starts[index + 1]) }];
    }),
  };
}
