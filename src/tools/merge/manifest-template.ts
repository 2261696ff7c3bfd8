import type { RequestedPlatform } from '../../model/build/build-step.ts';
import type { MergeEntry, MergeTemplate } from '../../model/merge/merge-step.ts';
import { isKnownArchitecture, isKnownOs } from '../../oci/architectures.ts';
import { formatPlatform, type Platform, parsePlatform } from '../../oci/index.ts';
import {
  type Cause,
  causesIn,
  type Field,
  findInText,
  hidden,
  joinTexts,
  knownString,
  literal,
  type OpenList,
  set,
  sliceText,
  splitText,
  type Text,
} from '../../value/index.ts';
import { declaredFromWord, entryOf } from './source-words.ts';

/** The entries of `from-args`, and the template they come from. */
export interface FilledTemplate {
  readonly entries: OpenList<MergeEntry>;
  readonly template: MergeTemplate;
}

/**
 * Fills `--template` once per platform: the first `ARCH`, then the first `OS`, then the first `VARIANT`, wherever they
 * stand, each by the platform's own spelling. An entry of `--platforms` that a variable may go on may be several platforms.
 *
 * Source: estesp/manifest-tool v2/cmd/manifest-tool/push.go (strings.Replace with count 1).
 */
export function readTemplate(
  template: Text,
  platforms: OpenList<Text>,
  onIndex: MergeEntry['onIndex'],
): FilledTemplate {
  const items = platforms.items.flatMap(certainIn).map((text) => ({ text, read: readPlatform(text) }));
  const openTo = [...platforms.openTo, ...platforms.items.filter(mayBeSeveral).flatMap((item) => causesIn(item))];
  const requested = items.flatMap(({ text, read }): RequestedPlatform[] =>
    read.is === 'platform' ? [{ platform: read.platform, span: text.span }] : [],
  );
  const unknownItems = items.flatMap(({ read }) => (read.is === 'hidden' ? read.causes : []));
  return {
    entries: {
      items: items.map(({ text, read }) => {
        const declared = declaredFromWord(text);
        const facts = { platform: platformField(read, text), onIndex, ...(declared && { declared }) };
        return { ...entryOf(fillTemplate(template, text), facts), span: template.span };
      }),
      openTo,
    },
    template: {
      text: template,
      platforms: { items: requested, openTo: [...openTo, ...unknownItems] },
      unreadablePlatforms: items.flatMap(({ text, read }) =>
        read.is === 'invalid' ? [{ written: read.written, because: read.because, span: text.span }] : [],
      ),
      span: template.span,
    },
  };
}

/**
 * Whether a hole stands where a comma and another platform may: at the beginning, or behind a platform that is whole, as in
 * `linux/amd64$MORE`. Behind a slash, as in `linux/$ARCH`, it is one word.
 */
const mayBeSeveral = ({ parts }: Text): boolean =>
  parts.some((part, index) => typeof part !== 'string' && isWhole(parts[index - 1]));

/** The item, or of several the platform that is written in front of the first hole. What goes on `linux/arm` may be a variant. */
function certainIn(item: Text): readonly Text[] {
  const [first] = item.parts;
  if (!mayBeSeveral(item)) return [item];
  return typeof first === 'string' && isWhole(first) && !first.endsWith('/arm') ? [literal(first, item.span)] : [];
}

function isWhole(before: Text['parts'][number] | undefined): boolean {
  const word = typeof before === 'string' ? before.slice(before.lastIndexOf('/') + 1) : '';
  return typeof before !== 'string' || /^v\d+$/.test(word) || isKnownArchitecture(word);
}

type ReadPlatform =
  | { readonly is: 'platform'; readonly platform: Platform }
  | { readonly is: 'invalid'; readonly written: string; readonly because: string }
  | { readonly is: 'hidden'; readonly causes: readonly Cause[] };

/** manifest-tool knows Go's spellings only: `aarch64` is no architecture to it. */
function readPlatform(text: Text): ReadPlatform {
  const written = knownString(text);
  if (written === undefined) return { is: 'hidden', causes: causesIn(text) };
  const [os = '', architecture = '', ...variants] = written.split('/');
  if (architecture === '' || variants.length > 1)
    return { is: 'invalid', written, because: `\`${written}\` is not os/architecture[/variant]` };
  const parsed = parsePlatform(written);
  if (parsed.is === 'invalid') return { ...parsed, written };
  if (isKnownOs(os) && isKnownArchitecture(architecture)) return parsed;
  const because = `manifest-tool calls \`${written}\` \`${formatPlatform(parsed.platform)}\``;
  return { is: 'invalid', written, because };
}

function platformField(read: ReadPlatform, { span }: Text): Field<Platform> {
  if (read.is === 'platform') return set(read.platform);
  return read.is === 'hidden' ? hidden(...read.causes) : hidden({ kind: 'syntax', because: read.because, at: span });
}

/** The template with the words of one platform in place of its marks. */
function fillTemplate(template: Text, platform: Text): Text {
  const empty = literal('', platform.span);
  const [os = empty, architecture = empty, variant = empty] = splitText(platform, '/');
  const withArchitecture = replaceFirst(template, 'ARCH', architecture);
  return replaceFirst(replaceFirst(withArchitecture, 'OS', os), 'VARIANT', variant);
}

function replaceFirst(text: Text, mark: string, value: Text): Text {
  const at = findInText(text, mark);
  if (at === -1) return text;
  return joinTexts([sliceText(text, 0, at), value, sliceText(text, at + mark.length)], text.span);
}
