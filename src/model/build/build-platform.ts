import { archWordsIn, type Platform, parsePlatform, samePlatform, soleArchIn } from '../../oci/index.ts';
import {
  type Field,
  hidden,
  knownString,
  onceFor,
  orElse,
  set,
  showText,
  type Text,
  unset,
} from '../../value/index.ts';
import { machinePlatform, type PlatformEvidence } from '../machine/machine.ts';
import type { Expectations } from '../project.ts';
import type { BuildStep } from './build-step.ts';

/**
 * For which single platform a build step is meant, by its author's own words: the platform flag, a platform build
 * argument, its matrix cell, the reference it pushes, its variables, its name; the first that says it counts.
 * Unset for a step that names none, or several platforms. What the runner says is not asked: that is to be compared.
 */
export const intendedPlatform: (build: BuildStep) => Field<PlatformEvidence> = onceFor((build) => {
  if (isMultiPlatform(build)) return unset;
  return firstOf(build, [byFlag, byBuildArg, byMatrix, byDestination, byVariable, byJobName]);
});

type Question = (build: BuildStep) => Field<PlatformEvidence>;

const firstOf = (build: BuildStep, questions: readonly Question[]): Field<PlatformEvidence> =>
  questions.reduce<Field<PlatformEvidence>>((found, ask) => (found.is === 'unset' ? ask(build) : found), unset);

/**
 * The same, from what is said in so many words only: a flag, a build argument, a matrix, a variable. A reference or a
 * job's name may be that of a tool *for* an architecture, such as a cross compiler.
 */
export function statedPlatform(build: BuildStep): Field<PlatformEvidence> {
  if (isMultiPlatform(build)) return unset;
  return firstOf(build, [byFlag, byBuildArg, byMatrix, byVariable]);
}

/** The single platform of what a build step makes: the intended one, or else that of its machine. */
export const builtPlatform = (build: BuildStep, expectations: Expectations): Field<PlatformEvidence> =>
  builtWith(expectations)(build);

const builtWith = onceFor((expectations: Expectations) =>
  onceFor((build: BuildStep): Field<PlatformEvidence> => {
    if (isMultiPlatform(build)) return unset;
    return orElse(intendedPlatform(build), machinePlatform(build.job, expectations));
  }),
);

/** All platforms that a step makes for certain. */
export function builtPlatforms(build: BuildStep, expectations: Expectations): readonly Platform[] {
  if (build.platforms.is === 'set' && build.platforms.value.items.length > 0) {
    return build.platforms.value.items.map(({ platform }) => platform);
  }
  const built = builtPlatform(build, expectations);
  return built.is === 'set' ? [built.value.platform] : [];
}

/** A build as if it named no platform, where only unknown arguments may name one: `docker build $FLAGS`. */
export function withoutAddedPlatform(build: BuildStep): BuildStep {
  const { platforms, command } = build;
  const isAdded = platforms.is === 'unknown' && platforms.causes.every((cause) => command.args.openTo.includes(cause));
  return isAdded ? { ...build, platforms: unset } : build;
}

/** Whether one command makes several platforms. */
export const isMultiPlatform = ({ platforms }: BuildStep): boolean =>
  platforms.is === 'set' && platforms.value.items.length > 1;

function byFlag({ platforms, tool }: BuildStep): Field<PlatformEvidence> {
  if (platforms.is !== 'set') return platforms;
  const { items, openTo } = platforms.value;
  const [only] = items;
  if (openTo.length > 0) return hidden(...openTo);
  if (only === undefined) return unset;
  return set({ platform: only.platform, shown: `the platform flag of ${tool}`, span: only.span });
}

/** Build arguments by which Dockerfiles learn their platform. Source: docs.docker.com/reference/dockerfile (automatic platform ARGs). */
const platformArgs: ReadonlySet<string> = new Set(['TARGETPLATFORM', 'TARGETARCH', 'GOARCH', 'ARCH']);

function byBuildArg({ buildArgs }: BuildStep): Field<PlatformEvidence> {
  for (const { name, value, span } of buildArgs.items) {
    const platform = platformArgs.has(name) && value.is === 'set' ? platformIn(value.value, name) : undefined;
    if (platform !== undefined) return set({ platform, shown: `the build argument \`${name}\``, span });
  }
  return unset;
}

function byMatrix({ job }: BuildStep): Field<PlatformEvidence> {
  return agreed(
    [...job.matrix].flatMap(([name, value]) => {
      const platform = platformIn(value, name);
      const shown = `the matrix value \`${name}: ${showText(value)}\``;
      return platform === undefined ? [] : [{ platform, shown, span: value.span }];
    }),
  );
}

/** The first evidence if all others name the same platform; words that contradict each other say nothing. */
function agreed(evidence: readonly PlatformEvidence[]): Field<PlatformEvidence> {
  const [first] = evidence;
  const isAgreed = first !== undefined && evidence.every(({ platform }) => samePlatform(platform, first.platform));
  return isAgreed ? set(first) : unset;
}

function byDestination({ destinations, localTags }: BuildStep): Field<PlatformEvidence> {
  return agreed(
    [...destinations.items, ...localTags.items].flatMap(({ reference, span }) => {
      const platform = soleArchIn(literalsOf(reference.text));
      const shown = `the reference \`${showText(reference.text)}\``;
      return platform === undefined ? [] : [{ platform, shown, span }];
    }),
  );
}

/** Variable names that carry an architecture or a platform. */
const platformVariable = /(?:^|_)(?:GO|TARGET_?|BUILD_?|DOCKER_?|IMAGE_?)?(?:ARCH|PLATFORM|ARCHITECTURE)$/;

function byVariable({ job }: BuildStep): Field<PlatformEvidence> {
  return agreed(
    [...job.variables.defined.values()].flatMap(({ name, value, span }) => {
      const platform = platformVariable.test(name) ? platformIn(value, name) : undefined;
      return platform === undefined ? [] : [{ platform, shown: `the variable \`${name}\``, span }];
    }),
  );
}

function byJobName({ job }: BuildStep): Field<PlatformEvidence> {
  const platform = soleArchIn(job.name);
  return platform === undefined ? unset : set({ platform, shown: `the job's name`, span: job.definition.span });
}

/**
 * A value that is a platform or an architecture and nothing else. Architectures whose names are also those of other
 * things (`arm`, `wasm`, `mips`) count only in variables that are named after architectures.
 */
function platformIn(value: Text, name: string): Platform | undefined {
  const written = knownString(value);
  if (written === undefined) return undefined;
  const [word, ...others] = archWordsIn(written);
  if (word !== undefined && others.length === 0 && word.end - word.start === written.length) return word.platform;
  if (!written.includes('/') && !platformVariable.test(name)) return undefined;
  const parsed = parsePlatform(/^arm(?:64)?\/v\d$/.test(written) ? `linux/${written}` : written);
  return parsed.is === 'platform' ? parsed.platform : undefined;
}

/** The literal parts with holes as gaps, so that no word reaches over a hole. */
const literalsOf = (text: Text): string =>
  text.parts.map((part) => (typeof part === 'string' ? part : '\u0000')).join('');
