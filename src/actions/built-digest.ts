import { type ActionUse, digestSymbol } from '../model/index.ts';
import type { Text } from '../value/index.ts';

/** The digest of what an action has built, as its output `digest` gives it: `sha256:` and a value of the run. */
export const builtDigest = (use: ActionUse): Text => ({
  parts: [
    'sha256:',
    {
      symbol: digestSymbol(use),
      shown: `the digest of \`${use.shown}\``,
      cause: {
        kind: 'expression',
        because: `\`${use.shown}\` tells the digest when it has built the image`,
        at: use.span,
      },
    },
  ],
  span: use.span,
});
