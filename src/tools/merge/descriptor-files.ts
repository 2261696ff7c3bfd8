import { parseReference } from '../../oci/index.ts';
import { type Cause, joinTexts, knownString, literal, type OpenList, type Text } from '../../value/index.ts';
import type { ReadFlags } from '../flags.ts';
import type { MergeCommand } from './merge-context.ts';
import { readTextYaml, textAt } from './text-yaml.ts';
import { writtenFile } from './written-file.ts';

/**
 * The sources that files with descriptors name (`imagetools create --file`): digests in the repository of the index.
 *
 * Source: docker/buildx commands/imagetools/create.go v0.25 (a descriptor in JSON; its repository is that of the tag).
 */
export function describedSources({ command }: MergeCommand, flags: ReadFlags): OpenList<Text> {
  const { items, openTo } = flags.flags('--file');
  const repository = repositoryOf(flags);
  const sources = items.map(({ value }) => repository && sourceIn(command, value, repository));
  const known = sources.filter((source) => source !== undefined);
  const because = '`--file` names further sources';
  const unseen: readonly Cause[] =
    known.length < items.length ? [{ kind: 'indirection', because, at: flags.spanOf('--file') ?? command.span }] : [];
  return { items: known, openTo: [...unseen, ...openTo] };
}

function repositoryOf(flags: ReadFlags): Text | undefined {
  const names = flags.flags('--tag').items.map(({ value }) => parseReference(value).name);
  return names.length === 1 ? names[0] : undefined;
}

function sourceIn(command: MergeCommand['command'], path: Text, repository: Text): Text | undefined {
  const written = knownString(path);
  const content = written === undefined ? undefined : writtenFile(command, written);
  const descriptor = content === undefined ? undefined : readTextYaml(content);
  const digest = descriptor === undefined ? undefined : textAt(descriptor, ['digest']);
  return digest && joinTexts([repository, literal('@', path.span), digest], path.span);
}
