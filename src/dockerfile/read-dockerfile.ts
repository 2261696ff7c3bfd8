import type { Dockerfile, DockerfileInputs } from '../model/dockerfile/dockerfile.ts';
import { formatPlatform } from '../oci/index.ts';
import type { SourceFile } from '../source/source-file.ts';
import { type DockerfileInstruction, type DockerfileSyntax, parseDockerfile } from '../syntax/dockerfile.ts';
import { textKey } from '../value/index.ts';
import { givenBy } from './given.ts';
import { readGlobalArgs } from './global-args.ts';
import { type DockerfileProblem, noStage, outsideStage, shapeProblem } from './problems.ts';
import { type RunLineReader, runLineReader } from './run.ts';
import { readStages, type StageLines } from './stages.ts';

/**
 * Reads a Dockerfile: its stages with what they start from, their arguments, commands and copies. Never throws; what
 * does not parse is in `problems`, and the rest is read.
 *
 * Source: docs.docker.com/reference/dockerfile; buildkit frontend/dockerfile (parser, instructions, dockerfile2llb).
 */
export function readDockerfile(file: SourceFile): Dockerfile {
  const syntax = parseDockerfile(file);
  return read({ file, syntax, runLine: runLineReader(syntax.escape) }, undefined);
}

/** What all readings of a file share. */
interface DockerfileSource {
  readonly file: SourceFile;
  readonly syntax: DockerfileSyntax;
  readonly runLine: RunLineReader;
}

function read(source: DockerfileSource, inputs: DockerfileInputs | undefined): Dockerfile {
  const { file, syntax, runLine } = source;
  const { escape, directives, instructions } = syntax;
  const { head, stages: lines } = splitIntoStages(instructions);
  const problems: DockerfileProblem[] = head.flatMap((line) => shapeProblem(line) ?? headProblem(line));
  const global = readGlobalArgs(
    head.filter(({ keyword }) => keyword === 'ARG'),
    escape,
    givenBy(inputs),
  );
  const stages = readStages(lines, { file, escape, runLine, global, problems, inputs });
  if (stages.length === 0 && problems.length === 0) problems.push(noStage(file));
  return { file, directives, stages, globalArgs: global.args, problems, builtWith: builtWith(source) };
}

/** Equal inputs give one reading; a repository asks for a handful. */
function builtWith(source: DockerfileSource): Dockerfile['builtWith'] {
  let readings: Map<string, Dockerfile> | undefined;
  return (inputs) => {
    readings ??= new Map();
    const args = [...inputs.args].map(([name, value]) => `${name}=${textKey(value)}`);
    const key = [formatPlatform(inputs.platform), ...args.toSorted()].join('\0');
    const reading = readings.get(key) ?? read(source, inputs);
    readings.set(key, reading);
    return reading;
  };
}

const headProblem = (line: DockerfileInstruction): readonly DockerfileProblem[] =>
  line.keyword === 'ARG' ? [] : [outsideStage(line)];

interface DockerfileParts {
  /** The instructions in front of the first stage. */
  readonly head: readonly DockerfileInstruction[];
  readonly stages: readonly StageLines[];
}

function splitIntoStages(instructions: readonly DockerfileInstruction[]): DockerfileParts {
  const stages: StageLines[] = [];
  let end = instructions.length;
  for (let at = end - 1; at >= 0; at -= 1) {
    const from = instructions[at];
    if (from?.keyword !== 'FROM') continue;
    stages.push({ from, body: instructions.slice(at + 1, end) });
    end = at;
  }
  return { head: instructions.slice(0, end), stages: stages.reverse() };
}
