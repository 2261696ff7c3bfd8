import { type BuildStep, builtPlatform, type Project, platformArgValue } from '../model/index.ts';
import { knownString } from '../value/index.ts';
import { type Fix, insertBehind } from './fix.ts';

/**
 * Passes platform arguments to the builds of a Kaniko command, where their value is the same for all of them, or a variable
 * of their jobs holds it; `undefined` where that is not so, and for tools whose flags stand behind a subcommand.
 */
export function fixByBuildArg(project: Project, names: readonly string[], build: BuildStep): Fix | undefined {
  if (build.tool !== 'kaniko') return undefined;
  const builds = project.builds.items.filter(({ span }) => isSamePlace(span, build.span));
  const values = names.map((name) => valueOf(project, name, builds));
  if (values.includes(undefined)) return undefined;
  const flags = names.map((name, index) => `--build-arg ${name}=${values[index] ?? ''}`).join(' ');
  const { span } = build.command.program;
  return { title: `Pass \`${flags}\``, safety: 'safe', patches: [insertBehind(span, ` ${flags}`)] };
}

const isSamePlace = (a: BuildStep['span'], b: BuildStep['span']): boolean =>
  a.file.path === b.file.path && a.start === b.start;

/** What to write for a value that is right for all builds: itself, or the variable that holds it. */
function valueOf({ expectations }: Project, name: string, builds: readonly BuildStep[]): string | undefined {
  const wanted = builds.map((build) => {
    const built = builtPlatform(build, expectations);
    return built.is === 'set' ? platformArgValue(name, built.value.platform) : undefined;
  });
  const [first] = wanted;
  if (first === undefined || name.startsWith('BUILD')) return undefined;
  if (wanted.every((value) => value === first)) return first;
  const variable = [...(builds[0]?.job.variables.defined.keys() ?? [])].find((candidate) =>
    builds.every((build, index) => variableIn(build, candidate) === wanted[index]),
  );
  return variable === undefined ? undefined : `$${variable}`;
}

function variableIn({ job }: BuildStep, name: string): string | undefined {
  const value = job.matrix.get(name) ?? job.variables.defined.get(name)?.value;
  return value === undefined ? undefined : knownString(value);
}
