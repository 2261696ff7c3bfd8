import type { ActionRun, ActionScene } from '../action-run.ts';
import { runBuildPush } from '../docker/build-push.ts';
import { commandOf, word } from '../words.ts';

/**
 * `depot/build-push-action`: `depot build`, which takes the flags of `docker buildx build`, on machines of Depot for each platform. It
 * is written as a build with a builder of the driver `cloud`. Its inputs are those of docker/build-push-action.
 *
 * Source: depot/build-push-action action.yml, src/depot.ts (v1).
 */
export function runDepotBuild(scene: ActionScene): ActionRun {
  const { use } = scene;
  const { commands = [], ...rest } = runBuildPush({ ...scene, use: { ...use, ref: 'v6' } });
  const words = ['buildx', 'create', '--driver', 'cloud', '--use', 'depot'].map((one) => word(one, use));
  return { ...rest, commands: [commandOf('docker', use.span, words), ...commands] };
}
