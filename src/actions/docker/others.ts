import { joinTexts, literal } from '../../value/index.ts';
import type { ActionRun, ActionScene } from '../action-run.ts';
import { inputOr } from '../inputs.ts';
import { commandOf, word } from '../words.ts';
import { buildByInputs } from './build-push.ts';

/**
 * `useblacksmith/build-push-action`: the inputs of docker/build-push-action, built by a BuildKit of Blacksmith's.
 *
 * Source: useblacksmith/build-push-action, README.md and src/main.ts.
 */
export function runBlacksmithBuild(scene: ActionScene): ActionRun {
  const { use } = scene;
  const words = ['buildx', 'create', '--name', 'blacksmith', '--driver', 'remote', '--use'];
  const create = commandOf(
    'docker',
    use.span,
    words.map((one) => word(one, use)),
  );
  const { commands = [], ...rest } = buildByInputs(scene);
  return { ...rest, commands: [create, ...commands] };
}

/**
 * `crazy-max/ghaction-docker-buildx`, the forerunner of docker/setup-buildx-action: emulators and a builder in one.
 *
 * Source: crazy-max/ghaction-docker-buildx, README.md of v3.
 */
export function runOldSetup({ use }: ActionScene): ActionRun {
  const image = inputOr(use, 'qemu-version', 'latest');
  const emulators = ['run', '--rm', '--privileged'].map((one) => word(one, use));
  const installer = joinTexts([literal('multiarch/qemu-user-static:', image.span), image], image.span);
  const reset = ['--reset', '-p', 'yes'].map((one) => word(one, use));
  const create = ['buildx', 'create', '--name', 'builder', '--driver', 'docker-container', '--use'];
  return {
    commands: [
      commandOf('docker', use.span, [...emulators, installer, ...reset]),
      commandOf(
        'docker',
        use.span,
        create.map((one) => word(one, use)),
      ),
    ],
  };
}
