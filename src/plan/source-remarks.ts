import { showText } from '../value/index.ts';
import type { ImageParts } from './joining.ts';
import type { BareImage } from './notes.ts';
import { originOf } from './origins.ts';
import { placeOf } from './plain.ts';
import type { PlannedEntry } from './plan.ts';
import type { Remark } from './remark.ts';

/** What is to be said of sources of merges that no part of the image is. */
export const sourceRemarks = ({ project, image }: ImageParts, { merges, platforms }: BareImage): readonly Remark[] =>
  image.merges.flatMap((merge, index) =>
    merge.entries.items.flatMap((entry, place): readonly Remark[] => {
      const { from, meant } = originOf(project, merge, entry);
      const planned = merges[index]?.entries[place];
      if (planned === undefined || planned.parts.length > 0) return [];
      const at = placeOf(entry.span);
      const takes = `\`${merge.job.name}\` joins \`${planned.source}\`${platformIn(planned)}`;
      if (meant !== undefined) {
        const pushed = meant.destinations.items.map(({ reference }) => `\`${showText(reference.text)}\``)[0];
        const other = pushed === undefined ? '' : `; \`${meant.job.name}\` pushes ${pushed}`;
        const text = `${takes}, which no job pushes${other}`;
        const isCertain = project.builds.openTo.length === 0;
        return isCertain
          ? [{ kind: 'gap', text, at }]
          : [{ kind: 'doubt', claim: `who pushes \`${planned.source}\`, which \`${merge.job.name}\` joins`, at }];
      }
      const isMissing = platforms.some(
        ({ platform, state }) =>
          planned.platform.is === 'set' && platform === planned.platform.value && state === 'missing',
      );
      if (from === 'nobody' && isMissing) return [{ kind: 'gap', text: `${takes}, which no job builds`, at }];
      const claim = from === 'nobody' ? 'who builds' : 'what is in';
      return [
        {
          kind: 'doubt',
          claim: `${claim} \`${planned.source}\`${platformIn(planned)}, which \`${merge.job.name}\` joins`,
          at,
        },
      ];
    }),
  );

const platformIn = ({ platform }: PlannedEntry): string => (platform.is === 'set' ? ` for ${platform.value}` : '');
