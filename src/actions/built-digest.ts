import { type ActionUse, digestOfAction } from '../model/index.ts';
import type { Text } from '../value/index.ts';

/** The digest of what an action has built, as its output `digest` gives it: `sha256:` and a value of the run. */
export const builtDigest = (use: ActionUse): Text => ({ parts: ['sha256:', digestOfAction(use)], span: use.span });
