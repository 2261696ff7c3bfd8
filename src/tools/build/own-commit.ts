import type { JobCommand } from '../../model/index.ts';
import { type Field, joinTexts, knownString, literal, set, type Text, textKey } from '../../value/index.ts';
import { atomCount, findInText, sliceText } from '../../value/text.ts';
import { inFolder } from './dockerfile-place.ts';

/** Where a build takes its files from. */
export interface BuildPlace {
  readonly context: Field<Text>;
  /** The Dockerfile as written. */
  readonly path: Field<Text>;
}

/**
 * A build from the Git address of the run's own commit as one from the checkout, which holds the same files: the folder behind
 * the commit is the context, and the Dockerfile is looked up in it. Any other place is itself.
 *
 * Source: docs.docker.com/build/concepts/context (Git repositories, URL fragments).
 */
export function seenInCheckout(place: BuildPlace, command: JobCommand): BuildPlace {
  if (place.context.is !== 'set') return place;
  const folder = folderOfOwnCommit(place.context.value, command);
  if (folder === undefined || command.directory.parts.length > 0) return place;
  const isInside = place.path.is === 'set' && knownString(place.path.value)?.startsWith('/') !== true;
  const path = place.path.is === 'set' && isInside ? set(below(folder, place.path.value)) : place.path;
  return { context: set(folder), path };
}

const below = (folder: Text, path: Text): Text =>
  knownString(folder) === '.' ? path : { ...joinTexts([inFolder(folder, ''), path], path.span), span: path.span };

/** The folder of the checkout for which a Git address of a GitHub run stands: `.` for all of it; `undefined` for any other. */
export function folderOfOwnCommit(address: Text, command: JobCommand): Text | undefined {
  if (command.job.pipeline.system !== 'github') return undefined;
  for (const own of ownAddresses(command)) {
    const length = atomCount(own);
    if (textKey(sliceText(address, 0, length)) !== textKey(own)) continue;
    const rest = sliceText(address, length);
    if (rest.parts.length === 0) return literal('.', address.span);
    if (findInText(rest, ':') === 0) return { ...sliceText(rest, 1), span: address.span };
  }
  return undefined;
}

/** How a run can write the address of its commit. */
function ownAddresses({ job: { variables }, span }: JobCommand): readonly Text[] {
  const variable = (name: string): Text => variables.valueOf(name, span);
  const repository = variable('GITHUB_REPOSITORY');
  const servers = [variable('GITHUB_SERVER_URL'), literal('https://github.com', span)];
  const commits = ['GITHUB_REF', 'GITHUB_SHA', 'GITHUB_REF_NAME'].map(variable);
  return servers.flatMap((server) =>
    ['.git#', '#'].flatMap((between) =>
      commits.map((commit) =>
        joinTexts([server, literal('/', span), repository, literal(between, span), commit], span),
      ),
    ),
  );
}
