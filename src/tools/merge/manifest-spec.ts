import type { Destination } from '../../model/build/build-step.ts';
import type { MergeEntry } from '../../model/merge/merge-step.ts';
import { parseReference } from '../../oci/index.ts';
import type { Span } from '../../source/source-file.ts';
import {
  causesIn,
  type Field,
  knownString,
  literal,
  type OpenList,
  open,
  set,
  type Text,
  unset,
} from '../../value/index.ts';
import { taggedLike } from './manifest-target.ts';
import type { MergeCommand } from './merge-context.ts';
import { declaredFromParts, platformFromParts } from './source-words.ts';
import { readTextYaml, type TextYaml, textAt } from './text-yaml.ts';
import { writtenFile } from './written-file.ts';

/** What a spec file asks for. */
export interface ManifestSpec {
  readonly targets: OpenList<Destination>;
  readonly entries: OpenList<MergeEntry>;
}

/**
 * Reads the YAML file of `from-spec`: one that the script wrote before (a here-document), or one of the repository.
 *
 * Source: estesp/manifest-tool v2/pkg/types/types.go YAMLInput (`image`, `tags`, `manifests`).
 */
export function readManifestSpec(
  path: Field<Text>,
  { command, context }: MergeCommand,
  onIndex: MergeEntry['onIndex'],
): ManifestSpec {
  const written = path.is === 'set' ? knownString(path.value) : undefined;
  const at = path.is === 'set' ? path.value.span : command.span;
  if (written === undefined) return unseen('the spec file is named at run time', at);
  const content =
    writtenFile(command, written) ?? repositoryFile(written, knownString(command.directory), context.readFile);
  if (content === undefined) return unseen(`\`${written}\` is not in the repository`, at);
  const spec = readTextYaml(content);
  if (spec === undefined) return unseen(`\`${written}\` is not a readable spec`, at);
  // A file of which so little is known is not empty: what fills it is out of sight.
  const [cause] = textAt(spec, ['image']) === undefined ? causesIn(content) : [];
  return cause === undefined ? specOf(spec, onIndex) : unseen(cause.because, cause.at);
}

function unseen(because: string, at: Span): ManifestSpec {
  const cause = { kind: 'indirection', because, at } as const;
  return { targets: open<Destination>([], cause), entries: open<MergeEntry>([], cause) };
}

/** A file of the checkout, read as it is: manifest-tool replaces no variables. */
function repositoryFile(
  path: string,
  directory: string | undefined,
  readFile: MergeCommand['context']['readFile'],
): Text | undefined {
  if (directory === undefined || path.startsWith('/')) return undefined;
  const joined = [...directory.split('/'), ...path.split('/')].filter((part) => part !== '' && part !== '.').join('/');
  const file = readFile(joined);
  return file === undefined ? undefined : literal(file.text, file.whole);
}

function specOf(spec: TextYaml, onIndex: MergeEntry['onIndex']): ManifestSpec {
  const image = textAt(spec, ['image']);
  const tags = spec.list(['tags']).flatMap((tag) => tag.text ?? []);
  const openTo = spec.openTo;
  return {
    targets: {
      items: image === undefined ? [] : [asDestination(image), ...tags.map((tag) => taggedLike(image, tag))],
      openTo,
    },
    entries: {
      items: spec.list(['manifests']).flatMap((entry) => specEntry(entry, onIndex) ?? []),
      openTo,
    },
  };
}

const asDestination = (image: Text): Destination => ({ reference: parseReference(image), span: image.span });

function specEntry(entry: TextYaml, onIndex: MergeEntry['onIndex']): MergeEntry | undefined {
  const image = textAt(entry, ['image']);
  if (image === undefined) return undefined;
  const part = (name: string): Field<Text> => {
    const text = textAt(entry, ['platform', name]);
    return text === undefined ? unset : set(text);
  };
  const parts = [part('architecture'), part('os'), part('variant')] as const;
  const declared = declaredFromParts(...parts);
  return {
    source: parseReference(image),
    platform: platformFromParts(...parts),
    ...(declared && { declared }),
    onIndex,
    span: image.span,
  };
}
