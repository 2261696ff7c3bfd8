import type { ImageChange, PlanChange } from '../../plan/index.ts';
import { inert } from '../inert.ts';
import { counted } from '../wording.ts';
import { wrap } from '../wrap.ts';
import type { ComparedProject } from './planned-project.ts';
import { inOneLine, type Look, type Tone, tonesWith } from './tone.ts';

const signs: Readonly<Record<PlanChange['effect'], { readonly sign: string; readonly tone: Tone }>> = {
  worse: { sign: '-', tone: 'gap' },
  better: { sign: '+', tone: 'good' },
  neutral: { sign: '~', tone: 'plain' },
};

/** What a change does to the plans, for people: image by image, and how many it leaves as they are. */
export function changesText(projects: readonly ComparedProject[], { color, width }: Look): string {
  const tone = tonesWith(color);
  const blocks = projects.flatMap(({ root, revision, commit, changes, plan }) => {
    const changed = changes.filter(({ kind }) => kind !== 'removed').length;
    const same = plan.images.length - changed;
    const base = inOneLine(`${revision} (${commit.slice(0, 12)})`);
    const end =
      changes.length === 0
        ? `the plan is as at ${base}: ${counted(plan.images.length, 'image')}`
        : `compared with ${base}: ${counted(changes.length, 'image')} changed, ${String(same)} as before`;
    return [
      ...changes.map((change) => [
        tone({ text: inOneLine(change.name), tone: 'strong' }),
        ...changeLines(change, root, width).map(({ text, effect }) => tone({ text, tone: signs[effect].tone })),
      ]),
      [tone({ text: `${inOneLine(root)}${root === '' ? '' : ': '}${end}`, tone: 'strong' })],
    ];
  });
  return inert(blocks.map((lines) => `${lines.join('\n')}\n`).join('\n'));
}

const changeLines = ({ changes }: ImageChange, root: string, width: number) =>
  changes.flatMap(({ effect, text, at }) => {
    const place = at === undefined ? '' : ` (${root}${at.path}:${String(at.line)})`;
    return wrap(inOneLine(`${signs[effect].sign} ${text}${place}`), Math.max(width, 40) - 4).map((line, index) => ({
      text: `${index === 0 ? '  ' : '    '}${line}`,
      effect,
    }));
  });
