import { joinTexts, open, type Text } from '../../value/index.ts';
import type { ActionCommand, ActionRun, ActionScene } from '../action-run.ts';
import { inputTruth } from '../inputs.ts';
import { openItems } from '../open-items.ts';
import { commandOf, flagged, word } from '../words.ts';

const lines = { commas: false, quote: false } as const;

/**
 * `int128/docker-manifest-create-action`: `docker buildx imagetools create` of the same sources for each tag. In v1 sources are the
 * tag with each of the `suffixes`.
 *
 * Source: int128/docker-manifest-create-action src/run.ts (v2), README.md of v1 and v2.
 */
export function runDockerManifestCreate(scene: ActionScene): ActionRun {
  const { use } = scene;
  const tags = openItems(use, 'tags', lines);
  const isPushed = inputTruth(use, 'push', true).is !== 'no';
  const commands = tags.items.map((tag): ActionCommand => {
    const { items, openTo } = sourcesOf(scene, tag);
    const head = ['buildx', 'imagetools', 'create', ...(isPushed ? [] : ['--dry-run'])].map((written) =>
      word(written, use),
    );
    return { ...commandOf('docker', use.span, []), args: open([...head, ...flagged('-t', tag), ...items], ...openTo) };
  });
  return { commands, ...(tags.openTo.length > 0 && { openTo: tags.openTo }) };
}

function sourcesOf({ use }: ActionScene, tag: Text): ReturnType<typeof openItems> {
  const sources = openItems(use, 'sources', lines);
  const suffixes = openItems(use, 'suffixes', lines);
  return {
    items: [...sources.items, ...suffixes.items.map((suffix) => joinTexts([tag, suffix], suffix.span))],
    openTo: [...sources.openTo, ...suffixes.openTo],
  };
}
