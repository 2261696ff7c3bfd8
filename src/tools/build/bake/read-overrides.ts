import type { BakeOverride } from '../../../bake/overrides.ts';
import { type Cause, causesIn, type OpenList, sliceText } from '../../../value/index.ts';
import type { FlagValue } from '../../flags.ts';
import { literalHead, tailOf } from '../../word-parts.ts';

/**
 * Reads `--set PATTERN.KEY=VALUE`. One whose key is hidden opens the list, for it may change anything; one without a
 * value takes that of the environment, which is not followed.
 *
 * Source: docker/buildx bake/bake.go, newOverrides.
 */
export function readOverrides({ items }: OpenList<FlagValue>): OpenList<BakeOverride> {
  const found: BakeOverride[] = [];
  const openTo: Cause[] = [];
  for (const { value, span } of items) {
    const match = /^([^.=]+)\.([\w-]+)(?:\.([^=]*?))?(\+?)=/.exec(literalHead(value));
    if (match === null) {
      openTo.push(...causesIn(value));
      continue;
    }
    const [head, pattern = '', key = '', name, plus] = match;
    const rest = tailOf({ ...value, span }, head.length);
    found.push({ pattern, key, name, isAppended: plus === '+', value: sliceText(rest, 0) });
  }
  return { items: found, openTo };
}
