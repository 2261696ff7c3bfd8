import type { ActionRun, ActionScene } from '../action-run.ts';

/**
 * `docker/setup-docker-action` and its like: it starts an Engine beside that of the machine and makes it the one in use. It builds
 * nothing.
 *
 * Source: docker/setup-docker-action, README.md of v4.
 */
export const runSetupDocker = (_scene: ActionScene): ActionRun => ({});
