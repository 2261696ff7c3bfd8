import type { BuildStep } from '../../../src/model/index.ts';
import { formatPlatform } from '../../../src/oci/index.ts';
import { readBuildSteps } from '../../../src/tools/build/read-build-steps.ts';
import { closed, type Field, type OpenList, showText, type Text, unset } from '../../../src/value/index.ts';
import { commandsOf, type Surroundings } from '../commands.ts';

/** The build steps of a script in a repository without Dockerfiles. */
export function stepsOf(script: string, surroundings: Surroundings = {}): OpenList<BuildStep> {
  const commands = commandsOf(script, surroundings);
  return readBuildSteps(closed(commands), {
    job: commands[0]!.job,
    findDockerfile: () => unset,
    bakeFileAt: () => unset,
    fileAt: () => undefined,
    machine: unset,
  });
}

/** The first build step of a script. */
export const stepOf = (script: string, surroundings: Surroundings = {}): BuildStep => {
  const [first] = stepsOf(script, surroundings).items;
  if (first === undefined) throw new Error(`no build step in ${script}`);
  return first;
};

/** A list as a test writes it: the items, and `…` if it is open. */
export const shownList = <T>({ items, openTo }: OpenList<T>, show: (item: T) => string): string =>
  [...items.map(show), ...(openTo.length > 0 ? ['…'] : [])].join(' ');

export const shownField = (field: Field<Text>): string => (field.is === 'set' ? showText(field.value) : field.is);

export const shownPlatforms = ({ platforms }: BuildStep): string =>
  platforms.is === 'set' ? shownList(platforms.value, ({ platform }) => formatPlatform(platform)) : platforms.is;

export const shownDestinations = ({ destinations }: BuildStep): string =>
  shownList(destinations, ({ reference }) => showText(reference.text));
