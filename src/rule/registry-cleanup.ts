import { type CleanupAction, cleanupAction, type InputIs } from '../facts/registry-cleanup.ts';
import { isAtLeast } from '../facts/version.ts';
import {
  type ActionInput,
  type ActionUse,
  actionVersion,
  type BuildStep,
  type Destination,
  isMultiPlatform,
  type Project,
} from '../model/index.ts';
import { parseReference } from '../oci/index.ts';
import {
  all,
  any,
  causesIn,
  groupBy,
  holds,
  known,
  knownString,
  no,
  not,
  type Text,
  type Truth,
  unknown,
  yes,
} from '../value/index.ts';
import { registryOf } from './registry-host.ts';
import { subject } from './subject.ts';

/** A step that deletes versions of a package in GitHub's registry. */
export interface RegistryCleanup {
  /** One for each job instance that has the step. */
  readonly uses: readonly [ActionUse, ...ActionUse[]];
  readonly action: CleanupAction;
  /** Whether it deletes versions without tags, those that an index lists among them. */
  readonly deletesParts: Truth;
  /** What makes it do so, or the use itself. */
  readonly asked: ActionInput | undefined;
}

/** The clean-up steps of a project, each once. */
export function registryCleanups({ work }: Project): readonly RegistryCleanup[] {
  const uses = [...work.values()].flatMap(({ actions }) => actions);
  return [...groupBy(uses, ({ span }) => subject.place(span)).values()].flatMap(([first, ...others]) => {
    const action = first === undefined ? undefined : cleanupAction(first.action);
    if (first === undefined || action === undefined) return [];
    const asked = action.deletesBy.find((input) => isWritten(first, input).is !== 'no');
    return [
      {
        uses: [first, ...others] as const,
        action,
        deletesParts: all([any([first, ...others].map(({ runs }) => runs)), deletesParts(first, action)]),
        asked: asked === undefined ? undefined : first.inputs.get(asked.name),
      },
    ];
  });
}

function deletesParts(use: ActionUse, { deletesBy, sparedBy, safeSince }: CleanupAction): Truth {
  const isSafe =
    safeSince === undefined ? no : holds(actionVersion(use), no, (version) => known(isAtLeast(version, safeSince)));
  return all([
    deletesBy.length === 0 ? yes : any(deletesBy.map((input) => isWritten(use, input))),
    not(any(sparedBy.map((input) => isWritten(use, input)))),
    not(isSafe),
  ]);
}

/** Whether an input is there with one of its values. */
function isWritten({ inputs }: ActionUse, { name, among }: InputIs): Truth {
  const input = inputs.get(name);
  if (input === undefined) return no;
  const value = knownString(input.value)?.trim().toLowerCase();
  if (value !== undefined) return known(value !== '' && (among === undefined || among.includes(value)));
  const isFilled =
    among === undefined && input.value.parts.some((part) => typeof part === 'string' && part.trim() !== '');
  return isFilled ? yes : unknown(...causesIn(input.value));
}

/** A reference in GitHub's registry below which images lie that have no tag of their own. */
export interface UntaggedParts {
  readonly build: BuildStep;
  readonly destination: Destination;
  /** Whether there are such images, and the clean-up is for their package. */
  readonly areCleaned: Truth;
}

/**
 * The references of a project whose parts a clean-up deletes, or may. Images of an index that one build pushes have no tags, nor
 * has what is pushed by digest, nor the image beside its attestations.
 */
export const cleanedParts = ({ builds }: Project, { uses, action }: RegistryCleanup): readonly UntaggedParts[] =>
  builds.items.flatMap((build) =>
    build.destinations.items
      .map((destination) => ({
        build,
        destination,
        areCleaned: all([
          build.runs,
          build.pushed,
          any([known(isMultiPlatform(build)), build.pushedByDigest, build.pushesIndex.truth]),
          isOfPackage(destination.reference.text, uses[0].inputs.get(action.package)),
        ]),
      }))
      .filter(({ areCleaned }) => areCleaned.is !== 'no'),
  );

/** Whether a reference is of one of the packages that an input names; all of the repository where it is not written. */
function isOfPackage(reference: Text, input: ActionInput | undefined): Truth {
  const registry = registryOf(reference);
  if (registry.is !== 'set') return unknown(...causesIn(reference));
  if (knownString(registry.value) !== 'ghcr.io') return known(false);
  if (input === undefined) return yes;
  const { name } = parseReference(reference);
  const owner = knownString(name)?.indexOf('/', 'ghcr.io/'.length);
  const written = owner === undefined ? undefined : knownString(name)?.slice(owner + 1);
  const wanted = knownString(input.value);
  if (wanted === undefined || written === undefined) return unknown(...causesIn(name), ...causesIn(input.value));
  return known(namesOf(wanted).some((pattern) => pattern.test(written)));
}

/** Names between commas and blanks, in which `*` stands for anything and a slash may be written as `%2F`. */
const namesOf = (list: string): readonly RegExp[] =>
  list
    .split(/[\s,]+/)
    .filter((name) => name !== '' && !name.startsWith('!'))
    .map(
      (name) =>
        new RegExp(
          `^${name
            .replace(/%2F/gi, '/')
            .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
            .replaceAll('*', '.*')}$`,
          's',
        ),
    );
