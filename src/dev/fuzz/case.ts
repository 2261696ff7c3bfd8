import type { Files } from './files.ts';
import { type Fixture, ofGithub } from './fixtures.ts';
import { isYaml, type Material, type Mutation } from './mutations/mutation.ts';
import { sameTextMutations } from './mutations/same-text.ts';
import { sameYamlMutations } from './mutations/same-yaml.ts';
import { textMutations } from './mutations/text.ts';
import { yamlMutations } from './mutations/yaml.ts';
import { type Random, randomOf } from './random.ts';

/** One repository to run the command on, and what has to hold for it. */
export interface Case {
  readonly index: number;
  readonly fixture: Fixture;
  readonly files: Files;
  /** What was done to the fixture. */
  readonly steps: readonly Step[];
  /** Whether all of it means nothing, so that the same has to be found. */
  readonly isSame: boolean;
  /** The options of the call. */
  readonly options: readonly string[];
}

/** A mutation of one file. */
export interface Step {
  readonly mutation: Mutation;
  readonly path: string;
  readonly seed: number;
}

/** The case of a number: the same for the same seed and fixtures, whatever ran before it. */
export function caseAt(seed: number, index: number, fixtures: readonly Fixture[]): Case {
  const random = randomOf(seed, index);
  const fixture = fixtureFor(random, fixtures);
  const isSame = random.chance(0.35);
  const steps = stepsFor(random, fixture, isSame);
  const files = afterSteps(fixture.files, steps, fixtures);
  const mixed = isSame || random.chance(0.97) ? files : mixedUp(files, random);
  return { index, fixture, files: mixed, steps, isSame, options: random.pick(optionSets) ?? [] };
}

/** The files after the steps, each of which finds its own place again in whatever they are. */
export function afterSteps(files: Files, steps: readonly Step[], fixtures: readonly Fixture[]): Files {
  let present = files;
  for (const { mutation, path, seed } of steps) {
    const text = present[path];
    if (text === undefined) continue;
    const material: Material = { path, files: present, fixtures };
    const changed = mutation.change(text, randomOf(seed), material);
    if (changed.length <= longestText) present = { ...present, [path]: changed };
  }
  return present;
}

/** Large files are tried by tests of their own; here they would cost many small cases. */
const longestText = 40_000;

const optionSets: readonly (readonly string[])[] = [
  [],
  [],
  [],
  ['--preset', 'all'],
  ['--preset', 'strict', '--strict'],
];

function fixtureFor(random: Random, fixtures: readonly Fixture[]): Fixture {
  const github = random.chance(0.25) ? fixtures.filter(ofGithub) : [];
  return random.pick(github) ?? random.pick(fixtures) ?? { name: 'nothing', files: {} };
}

function stepsFor(random: Random, { files }: Fixture, isSame: boolean): readonly Step[] {
  const paths = Object.keys(files).filter((path) => path !== '.published.json');
  const count = 1 + random.below(isSame ? 3 : 4);
  return Array.from({ length: count }, () => {
    const path = random.pick(paths) ?? '';
    const known = isSame ? [...sameTextMutations, ...sameYamlMutations] : otherMutations(path, random);
    const mutation = random.pick(known.filter(({ fits }) => fits(path)));
    return mutation === undefined ? [] : [{ mutation, path, seed: random.below(0x1_0000_0000) }];
  }).flat();
}

/** Of YAML trees first: most texts that were cut at random are refused at the door. */
const otherMutations = (path: string, random: Random): readonly Mutation[] =>
  isYaml(path) && random.chance(0.7) ? yamlMutations : textMutations;

/** The files under each other's names, or one of them gone. */
function mixedUp(files: Files, random: Random): Files {
  const entries = Object.entries(files);
  const gone = random.below(entries.length);
  if (random.chance(0.5)) return Object.fromEntries(entries.toSpliced(gone, 1));
  const [first, second] = [random.pick(entries), random.pick(entries)];
  if (first === undefined || second === undefined) return files;
  return { ...files, [first[0]]: second[1], [second[0]]: first[1] };
}
