import type { ActionUse } from '../model/index.ts';
import type { ActionRun, ActionScene } from './action-run.ts';

/** Turns one action's inputs into what it does. */
export type ActionReader = (scene: ActionScene) => ActionRun;

/** What an action does; `undefined` for one that is not known here. Names of actions have no case. */
export const runAction = (scene: ActionScene): ActionRun | undefined => readerOf(scene.use)?.(scene);

/** Whether an action is known here. */
export const isKnownAction = (use: ActionUse): boolean => readerOf(use) !== undefined;

const readerOf = ({ action }: ActionUse): ActionReader | undefined => readers.get(action.toLowerCase());

/** The readers by action. */
const readers: ReadonlyMap<string, ActionReader> = new Map();
