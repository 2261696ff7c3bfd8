import type { ActionUse } from '../../model/index.ts';
import { joinTexts, knownString, literal, type Text } from '../../value/index.ts';
import type { ActionRun, ActionScene } from '../action-run.ts';
import { inputList, inputText } from '../inputs.ts';
import { isSince } from '../release.ts';
import { commandOf, flagged, flagOf, flagsOf, ownFile, switchOf, word } from '../words.ts';
import { attestation } from './attestations.ts';
import { gitContext, withDefaultContext } from './git-context.ts';

/**
 * `docker/bake-action`: `docker buildx bake`. Since v5 the definition is read from the commit of the run where `source` does not
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
    ...attestationFlag(use, 'provenance'),
    ...attestationFlag(use, 'sbom'),
    ...flagOf(use, 'builder'),
    ...switchOf(use, 'load'),
    ...switchOf(use, 'no-cache'),
    ...switchOf(use, 'pull'),
    ...switchOf(use, 'push'),
    ...inputList(use, 'targets', { commas: true }),
  ];
  return { commands: [commandOf('docker', use.span, args)] };
}

/** The definition's place; a folder of the checkout where it is local, which buildx takes as no word of its own. */
function sourceOf(scene: ActionScene): readonly Text[] {
  const { use } = scene;
  const written = inputText(use, 'source');
  if (written === undefined) return isSince(use, '5') ? [gitContext(scene)] : [];
  const source = withDefaultContext(written, scene);
  return knownString(source) === '.' ? [] : [source];
}

/** `--provenance` and `--sbom` as they are written, so that they stand for `--set=*.attest=…`. */
function attestationFlag(use: ActionUse, name: 'provenance' | 'sbom'): readonly Text[] {
  const asked = attestation(use, name);
  const value = inputText(use, name);
  if (asked === undefined || value === undefined) return [];
  return flagged(`--${name}`, joinTexts([value, literal('', asked.span)], asked.span));
}
