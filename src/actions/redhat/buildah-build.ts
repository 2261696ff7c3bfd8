import type { ActionUse } from '../../model/index.ts';
import { concat, isClosed, type OpenList, open, type Text } from '../../value/index.ts';
import type { ActionCommand, ActionRun, ActionScene } from '../action-run.ts';
import { builtDigest } from '../built-digest.ts';
import { inputList, inputOr, inputTruth } from '../inputs.ts';
import { openItems, wordItems } from '../open-items.ts';
import { commandOf, flagged, flagOf, flagsOf, word } from '../words.ts';
import { imageNames, lowered, withSuffix } from './image-names.ts';

/**
 * `redhat-actions/buildah-build`: one `buildah bud` for each architecture or platform. Of several, each image has its architecture
 * behind the tag, and for each tag a manifest list on the machine holds them all.
 *
 * Source: redhat-actions/buildah-build src/index.ts, src/buildah.ts, src/utils.ts, action.yml (v2).
 */
export function runBuildahBuild({ use }: ActionScene): ActionRun {
  const { local } = imageNames(use);
  const [first] = local.items;
  if (first === undefined) return {};
  if (containerfilesOf(use).length === 0) return { openTo: [withoutContainerfile(use)] };
  const targets = targetsOf(use);
  const several = targets.items.length > 1;
  const builds = targets.items.map((target) => buildOf(use, several ? withSuffix(first, target) : first, target));
  const whole = builds.length === 0 ? [buildOf(use, first)] : builds;
  return {
    commands: [...whole, ...(several ? listsOf(use, local.items, targets.items) : tagsOf(use, local.items))],
    outputs: new Map([
      ['image', lowered(inputOr(use, 'image', ''))],
      ['tags', inputOr(use, 'tags', '')],
      ['image-with-tag', first],
      ['digest', builtDigest(use)],
    ]),
    ...(isClosed(targets) && isClosed(local) ? {} : { openTo: [...targets.openTo, ...local.openTo] }),
  };
}

const items = { commas: true } as const;
const lines = { commas: false, quote: false } as const;

const targetsOf = (use: ActionUse): OpenList<Text> =>
  concat(...['platform', 'platforms', 'arch', 'archs'].map((name) => openItems(use, name, items)));

function containerfilesOf(use: ActionUse): readonly Text[] {
  const files = inputList(use, 'containerfiles', lines);
  return files.length > 0 ? files : inputList(use, 'dockerfiles', lines);
}

const withoutContainerfile = ({ span, action }: ActionUse) => ({
  kind: 'indirection' as const,
  because: `\`${action}\` puts the image together without a Containerfile`,
  at: span,
});

function buildOf(use: ActionUse, image: Text, target?: Text): ActionCommand {
  const extra = wordItems(use, 'extra-args');
  const args = [
    word('bud', use),
    ...(target === undefined ? [] : flagged(flagFor(use), target)),
    ...containerfilesOf(use).flatMap((file) => flagged('--file', file)),
    ...flagsOf(use, 'build-args', '--build-arg', lines),
    word('--format', use),
    word(inputTruth(use, 'oci', false).is === 'yes' ? 'oci' : 'docker', use),
    ...joinedFlag(flagOf(use, 'layers')),
    ...extra.items,
    ...flagged('--tag', image),
    inputOr(use, 'context', '.'),
  ];
  return { ...commandOf('buildah', use.span, []), args: open(args, ...extra.openTo) };
}

/** `--layers=true` is one word; the flag takes none. */
const joinedFlag = ([flag, value]: readonly Text[]): readonly Text[] =>
  flag === undefined || value === undefined ? [] : [{ parts: [...flag.parts, '=', ...value.parts], span: value.span }];

const flagFor = (use: ActionUse): string =>
  inputList(use, 'platform', items).length + inputList(use, 'platforms', items).length > 0 ? '--platform' : '--arch';

/** The first image under the other tags. */
const tagsOf = (use: ActionUse, names: readonly Text[]): readonly ActionCommand[] =>
  names.length < 2 ? [] : [commandOf('buildah', use.span, [word('tag', use), ...names])];

function listsOf(use: ActionUse, names: readonly Text[], targets: readonly Text[]): readonly ActionCommand[] {
  const manifest = (does: string, ...words: readonly Text[]): ActionCommand =>
    commandOf('buildah', use.span, [word('manifest', use), word(does, use), ...words]);
  const [first] = names;
  if (first === undefined) return [];
  return names.flatMap((name) => [
    manifest('create', name),
    ...targets.map((target) => manifest('add', name, withSuffix(first, target))),
  ]);
}
