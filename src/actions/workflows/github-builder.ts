import type { ActionInput, ActionUse } from '../../model/index.ts';
import { joinTexts, knownString, literal, splitText, type Text } from '../../value/index.ts';
import type { ActionCommand, ActionRun, ActionScene } from '../action-run.ts';
import { isBlank, trimText } from '../csv-records.ts';
import { runMetadata } from '../docker/metadata/run-metadata.ts';
import { inputList, inputOr, inputText, inputTruth, placeOf } from '../inputs.ts';
import { commandOf, flagged, flagOf, flagsOf, switchOf, word } from '../words.ts';

/**
 * `docker/github-builder/.github/workflows/build.yml`, a workflow that jobs call. It builds each platform on a runner of its own, by
 * digest, and joins the images under the tags that docker/metadata-action makes; here that is one build whose machines share
 * the platforms. What it logs in with is in secrets of the call. Files (`output: local`) are no image.
 *
 * Source: docker/github-builder .github/workflows/build.yml, README.md (v1).
 */
export const runGithubBuild = (scene: ActionScene): ActionRun => imageOf(scene, buildCommand);

/**
 * `docker/github-builder/.github/workflows/bake.yml`: the same for one target of a bake definition.
 *
 * Source: docker/github-builder .github/workflows/bake.yml (v1).
 */
export const runGithubBake = (scene: ActionScene): ActionRun => imageOf(scene, bakeCommand);

type Build = (use: ActionUse, tags: readonly Text[]) => ActionCommand;

function imageOf(scene: ActionScene, build: Build): ActionRun {
  const { use } = scene;
  const isImage = knownString(inputOr(use, 'output', '')) !== 'local';
  if (!isImage || inputTruth(use, 'push', false).is === 'no') return {};
  return { commands: [...buildersOf(use), ...loginsOf(use), build(use, tagsOf(scene))] };
}

/** A builder with a machine for each platform, unless `distribute` is off. */
function buildersOf(use: ActionUse): readonly ActionCommand[] {
  const create = (...flags: readonly string[]): ActionCommand =>
    commandOf(
      'docker',
      use.span,
      ['buildx', 'create', '--name', 'github-builder', ...flags].map((one) => word(one, use)),
    );
  const isSpread = inputTruth(use, 'distribute', true).is !== 'no';
  return [create('--driver', 'docker-container', '--use'), ...(isSpread ? [create('--append')] : [])];
}

/** It logs in to the registries of its images. */
const loginsOf = (use: ActionUse): readonly ActionCommand[] =>
  inputList(use, 'meta-images', { commas: true }).map((image) => {
    const [host, ...rest] = splitText(image, '/');
    const registry = host !== undefined && rest.length > 0 && /[.:]/.test(knownString(host) ?? '') ? [host] : [];
    return commandOf('docker', use.span, [word('login', use), word('--password-stdin', use), ...registry]);
  });

/** The references that docker/metadata-action makes of the inputs that are for it. */
function tagsOf(scene: ActionScene): readonly Text[] {
  const { use } = scene;
  const given = [...use.inputs].flatMap(([name, input]): readonly (readonly [string, ActionInput])[] =>
    name.startsWith('meta-') ? [[name.slice('meta-'.length), input]] : [],
  );
  const tags = runMetadata({ ...scene, use: { ...use, ref: 'v6', inputs: new Map(given) } }).outputs?.get('tags');
  const at = placeOf(use, 'meta-images');
  return (tags === undefined ? [] : splitText(tags, '\n'))
    .map((tag) => ({ ...trimText(tag), span: at }))
    .filter((tag) => !isBlank(tag));
}

const buildCommand: Build = (use, tags) =>
  commandOf('docker', use.span, [
    word('buildx', use),
    word('build', use),
    ...flagsOf(use, 'platforms', '--platform', { commas: true }),
    ...flagsOf(use, 'build-args', '--build-arg', { commas: false, quote: false }),
    ...flagOf(use, 'file'),
    ...flagOf(use, 'target'),
    ...tags.flatMap((tag) => flagged('--tag', tag)),
    ...switchOf(use, 'push'),
    inputOr(use, 'context', '.'),
  ]);

const bakeCommand: Build = (use, tags) => ({
  ...commandOf('docker', use.span, [
    word('buildx', use),
    word('bake', use),
    ...flagsOf(use, 'files', '--file', { commas: true }),
    ...flagsOf(use, 'set', '--set', { commas: false, quote: false }),
    ...tags.flatMap((tag) => flagged('--set', joinTexts([literal('*.tags=', tag.span), tag], tag.span))),
    ...flagsOf(use, 'vars', '--var', { commas: false, quote: false }),
    ...switchOf(use, 'push'),
    inputOr(use, 'target', 'default'),
  ]),
  ...(inputText(use, 'context') === undefined ? {} : { directory: inputOr(use, 'context', '.') }),
});
