import { refusesProvenance } from '../../facts/action-attestations.ts';
import { type ActionUse, actionVersion, runPath } from '../../model/index.ts';
import type { Text } from '../../value/index.ts';
import type { ActionCommand, ActionRun, ActionScene } from '../action-run.ts';
import { inputList, inputText, placeOf } from '../inputs.ts';
import { isSince } from '../release.ts';
import { commandOf, flagged, flagOf, flagsOf, ownFile, switchOf, word } from '../words.ts';
import { gitContext, withDefaultContext } from './git-context.ts';

/**
 * `docker/bake-action`: `docker buildx bake`. Since v6 the definition is read from the commit of the run where `source` does not
 * say otherwise.
 *
 * Source: docker/bake-action, action.yml, README.md and src/context.ts of v1 to v7.
 */
export function runBake(scene: ActionScene): ActionRun {
  const { use } = scene;
  const args = [
    word('buildx', use),
    word('bake', use),
    ...sourceOf(scene),
    ...flagsOf(use, 'allow', '--allow', { commas: true }),
    ...flagsOf(use, 'files', '--file', { commas: true }),
    ...flagsOf(use, 'set', '--set', { commas: false }),
    ...flagsOf(use, 'vars', '--var', { commas: false }),
    ...(isSince(use, '1.5') ? ownFile('--metadata-file', 'build-metadata.json', scene) : []),
    ...attestationFlags(use),
    ...flagOf(use, 'builder'),
    ...switchOf(use, 'load'),
    ...switchOf(use, 'no-cache'),
    ...switchOf(use, 'pull'),
    ...switchOf(use, 'push'),
    ...inputList(use, 'targets', { commas: true }),
  ];
  return { commands: [{ ...commandOf('docker', use.span, args), ...directoryOf(scene) }] };
}

/** The commit that holds the definition; no word where it is a folder of the checkout, in which buildx then runs. */
function sourceOf(scene: ActionScene): readonly Text[] {
  const { use } = scene;
  const written = inputText(use, 'source');
  if (written === undefined) return isSince(use, '6') ? [gitContext(scene)] : [];
  return isFolder(written) ? [] : [withDefaultContext(written, scene)];
}

/** `workdir` before v7, and a `source` that is a folder. */
function directoryOf({ use }: ActionScene): Pick<ActionCommand, 'directory'> {
  const source = inputText(use, 'source');
  const folder = source !== undefined && isFolder(source) ? source : inputText(use, 'workdir');
  return folder === undefined ? {} : { directory: runPath(folder) };
}

/** Source: docker/actions-toolkit src/util.ts isValidRef. */
const isFolder = ({ parts: [first] }: Text): boolean =>
  typeof first === 'string' && !/^(?:https?:|git:|ssh:|git@|github\.com\/|\{\{)/.test(first);

/** `--provenance` and `--sbom`, which stand for `--set=*.attest=…`. */
function attestationFlags(use: ActionUse): readonly Text[] {
  const flags = (['provenance', 'sbom'] as const).flatMap((name) => {
    const value = inputText(use, name);
    return value === undefined ? [] : flagged(`--${name}`, { ...value, span: placeOf(use, name) });
  });
  const release = actionVersion(use);
  const isRefused = release.is === 'set' && refusesProvenance(use.action, release.value);
  return isRefused && inputText(use, 'provenance') === undefined ? [word('--provenance=false', use), ...flags] : flags;
}
