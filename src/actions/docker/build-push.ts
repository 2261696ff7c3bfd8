import type { ActionUse } from '../../model/index.ts';
import { knownString, literal, type Text } from '../../value/index.ts';
import type { ActionRun, ActionScene } from '../action-run.ts';
import { builtDigest } from '../built-digest.ts';
import { inputList, inputText, type ListStyle } from '../inputs.ts';
import { isSince } from '../release.ts';
import { commandOf, flagged, flagOf, flagsOf, ownFile, switchOf, word } from '../words.ts';
import { attestationsOf } from './attestations.ts';
import { buildPushV1 } from './build-push-v1.ts';
import { gitContext, withDefaultContext } from './git-context.ts';

const lines = { commas: false };
const list = { commas: true };

/**
 * `docker/build-push-action`: `docker buildx build` with a flag for each input. Platforms are a flag each instead of one list,
 * so that each keeps its place. Provenance that nobody asks for is no flag here: what the action adds is what buildx adds by
 * itself, an attestation beside the image.
 *
 * Source: docker/build-push-action, action.yml, src/context.ts and src/main.ts of v2 to v7.
 */
export function runBuildPush(scene: ActionScene): ActionRun {
  return isSince(scene.use, '2') ? buildByInputs(scene) : buildPushV1(scene);
}

/** The build that the inputs of v2 and later describe. */
export function buildByInputs(scene: ActionScene): ActionRun {
  const { use } = scene;
  const args = [
    word('buildx', use),
    word('build', use),
    ...wordsOfBuild(scene),
    ...attestationsOf(use),
    ...switches(use),
    ...ownFile('--metadata-file', 'build-metadata.json', scene),
    contextOf(scene),
  ];
  return { commands: [commandOf('docker', use.span, args)], outputs: new Map([['digest', builtDigest(use)]]) };
}

function wordsOfBuild(scene: ActionScene): readonly Text[] {
  const { use } = scene;
  return [
    ...flagsOf(use, 'allow', '--allow', list),
    ...flagsOf(use, 'annotations', '--annotation', lines),
    ...flagsOf(use, 'build-args', '--build-arg', lines),
    ...buildContexts(scene),
    ...flagsOf(use, 'cache-from', '--cache-from', lines),
    ...flagsOf(use, 'cache-to', '--cache-to', lines),
    ...flagOf(use, 'call'),
    ...secretsOf(use, 'secret-envs', list),
    ...flagOf(use, 'file'),
    ...(writesImage(use) ? ownFile('--iidfile', 'iidfile', scene) : []),
    ...flagsOf(use, 'labels', '--label', lines),
    ...flagsOf(use, 'no-cache-filters', '--no-cache-filter', list),
    ...flagsOf(use, 'outputs', '--output', { commas: false, quote: false }),
    ...flagsOf(use, 'platforms', '--platform', list),
    ...secretsOf(use, 'secrets', lines),
    ...secretsOf(use, 'secret-files', lines),
    ...flagsOf(use, 'ssh', '--ssh', list),
    ...flagsOf(use, 'tags', '--tag', list),
    ...flagOf(use, 'target'),
  ];
}

const switches = (use: ActionUse): readonly Text[] => [
  ...flagOf(use, 'builder'),
  ...switchOf(use, 'load'),
  ...flagOf(use, 'network'),
  ...switchOf(use, 'no-cache'),
  ...switchOf(use, 'pull'),
  ...switchOf(use, 'push'),
];

/** Nothing has an image's number where the result is a folder or an archive of files. */
const writesImage = (use: ActionUse): boolean =>
  inputList(use, 'outputs', { commas: false, quote: false }).every(
    (output) => !/(?:^|,)type=(?:local|tar)(?:,|$)|^[^=]*$/.test(knownString(output) ?? 'type=image'),
  );

/** The action puts each secret into a file, whose path is nobody's business here; its name may be in doubt. */
const secretsOf = (use: ActionUse, name: string, style: ListStyle): readonly Text[] =>
  inputList(use, name, style).flatMap((secret) => {
    const [first] = secret.parts;
    const id = typeof first === 'string' ? first.split('=')[0] : 'secret';
    return flagged('--secret', literal(`id=${id ?? ''}`, secret.span));
  });

const buildContexts = (scene: ActionScene): readonly Text[] =>
  inputList(scene.use, 'build-contexts', lines).flatMap((context) =>
    flagged('--build-context', withDefaultContext(context, scene)),
  );

/** Where nothing is written, the commit of the run. */
function contextOf(scene: ActionScene): Text {
  const written = inputText(scene.use, 'context');
  return written === undefined ? gitContext(scene) : withDefaultContext(written, scene);
}
