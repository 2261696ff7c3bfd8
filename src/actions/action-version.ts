import { isVersion } from '../facts/version.ts';
import type { ActionUse } from '../model/index.ts';

/**
 * The version of an action: the tag it is used by, or the one in the comment behind a commit (`@0565240e2d… # v6.18.0`).
 * Of a moving tag such as `v6` the numbers that it has. `undefined` for branches and commits without a comment.
 */
export function actionVersion(use: ActionUse): string | undefined {
  const { ref } = use;
  if (isCommit(ref)) return /^["']?[ \t]+#.*?\bv?(\d+(?:\.\d+){0,2})\b/.exec(restOfLine(use))?.[1];
  return isVersion(ref) ? ref.replace(/^v/, '') : undefined;
}

const isCommit = (ref: string): boolean => /^[0-9a-f]{40}$/i.test(ref);

function restOfLine({ refSpan: { file, end } }: ActionUse): string {
  const rest = file.text.slice(end, end + longestComment);
  return /^[^\r\n]*/.exec(rest)?.[0] ?? '';
}

/** More is no comment that names a version. */
const longestComment = 200;
