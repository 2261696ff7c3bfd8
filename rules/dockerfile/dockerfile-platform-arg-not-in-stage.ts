import {
  type Cause,
  type Dockerfile,
  type DockerfileStage,
  defineRule,
  dockerfileUses,
  fallbackOf,
  isEmptyForGo,
  isOfTargetPlatform,
  isPlatformArg,
  mayLackPlatformArg,
  type NameUse,
  no,
  type Problem,
  type Related,
  show,
  sourceText,
  type Truth,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dockerfile-platform-arg-not-in-stage',
  group: 'dockerfile',
  severity: 'error',
  summary: 'A stage declares the platform arguments that it uses',
  why: `
\`TARGETARCH\`, \`BUILDPLATFORM\` and their kin have a value in \`FROM\` lines. Inside a stage they have one only behind an \`ARG\` of
that stage, or of the stage that it starts from; an \`ARG\` in front of the first \`FROM\` does not count. Without it the value
is empty and nothing complains: the download asks for \`tool-linux-\`, the compiler builds for the machine it runs on.
  `,
  exceptions: `
A name that the shell of the \`RUN\` sets itself, an \`ENV\` of that name and text in single quotes are fine. \`GOARCH=$TARGETARCH\`
with an empty value makes Go compile for the machine's own platform; outside of \`FROM --platform=$BUILDPLATFORM\` that is the
right one, so it is pointed out as an info; so is \`\${TARGETOS:-linux}\`. Stages that no build in CI makes are left out. A base image whose name is not
known, and a script that is sourced, may set the name.
  `,
  references: ['https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope'],
  fixes: ['safe'],

  *check({ project }) {
    for (const dockerfile of project.dockerfiles) {
      const suspects = dockerfile.stages.filter((stage) => mayLackPlatformArg(dockerfile, stage));
      if (suspects.length === 0) continue;
      const uses = dockerfileUses(project, dockerfile);
      const made = new Set(uses.items.flatMap(({ stages }) => stages.map(({ index }) => index)));
      for (const stage of suspects) {
        if (uses.items.length > 0 && !made.has(stage.index)) continue;
        const empty = stage.uses.filter(({ name, declared }) => isPlatformArg(name) && declared.is !== 'set');
        const [first] = empty;
        if (first !== undefined)
          yield* unless(isDeclared(empty), () => problemOf(dockerfile, stage, [first, ...empty]));
      }
    }
  },
});

/** Whether something out of sight may declare all of the names; never "yes". */
function isDeclared(uses: readonly NameUse[]): Truth {
  const causes: Cause[] = [];
  for (const { declared } of uses) {
    if (declared.is === 'unset') return no;
    if (declared.is === 'unknown') causes.push(...declared.causes);
  }
  return unknown(...causes);
}

function problemOf(dockerfile: Dockerfile, stage: DockerfileStage, empty: readonly [NameUse, ...NameUse[]]): Problem {
  const certain = empty.filter(({ declared }) => declared.is === 'unset');
  const uses = certain.length > 0 ? certain : empty;
  const names = [...new Set(uses.map(({ name }) => name))];
  const isRight = (use: NameUse): boolean => isLinux(use) || (isOfTargetPlatform(stage) && isEmptyForGo(use));
  const first = uses.find((use) => !isRight(use)) ?? empty[0];
  const line = `ARG ${names.join(' ')}`;
  return {
    at: first.span,
    message: `${show.quoted(names)} ${names.length === 1 ? 'has' : 'have'} no value in ${show.stage(stage)}, which does not declare ${names.length === 1 ? 'it' : 'them'}${consequence(first, stage)}`,
    help: `add \`${line}\` behind this stage's \`FROM\` line`,
    related: [{ at: stage.span, message: 'the stage begins here' }, ...declarationsElsewhere(dockerfile, stage, names)],
    identity: `${String(stage.index)} ${names.join(' ')}`,
    ...(uses.every(isRight) ? { severity: 'info' as const } : {}),
    fix: {
      title: `Declare ${show.quoted(names)} in the stage`,
      safety: 'safe',
      patches: [{ op: 'add-line', after: stage.span, text: line }],
    },
  };
}

/** `${TARGETOS:-linux}`: containers hardly ever are anything else. */
const isLinux = (use: NameUse): boolean => use.name.endsWith('OS') && fallbackOf(use)?.text === 'linux';

function consequence(use: NameUse, stage: DockerfileStage): string {
  const fallback = fallbackOf(use);
  if (fallback !== undefined) return `; \`${sourceText(use.span)}\` is always \`${fallback.text}\``;
  if (!isEmptyForGo(use)) return '';
  return `; Go compiles for ${isOfTargetPlatform(stage) ? 'the platform of the stage' : 'the machine that builds'}`;
}

/** Where the author declared the names in vain: globally, in another stage, or too late. */
function declarationsElsewhere(
  dockerfile: Dockerfile,
  stage: DockerfileStage,
  names: readonly string[],
): readonly Related[] {
  const isMeant = ({ name }: { readonly name: string }): boolean => names.includes(name);
  const global = dockerfile.globalArgs.find(isMeant);
  const late = stage.args.find(isMeant);
  return [
    ...(global === undefined ? [] : [{ at: global.span, message: 'this `ARG` is for `FROM` lines only' }]),
    ...(late === undefined ? [] : [{ at: late.span, message: 'this `ARG` comes too late' }]),
  ];
}
