import { type Field, hidden, set } from '../../value/index.ts';
import type { ActionUse } from './action-use.ts';

/**
 * The release of an action as its ref tells it, without the `v`: `4.2.1` of `@v4.2.1`, `4` of `@v4` (the newest of that line), and
 * behind a commit that of the comment on its line (`@b4b15b8… # v4.6.0`) or behind the `>-` above it. Unknown for branches and commits without one.
 */
export function actionVersion({ action, ref, refSpan }: Pick<ActionUse, 'action' | 'ref' | 'refSpan'>): Field<string> {
  const tagged = versionTag.exec(ref)?.[1];
  if (tagged !== undefined) return set(tagged);
  const noted = isCommit(ref) ? versionComment.exec(behind(refSpan) ?? blockHeader(refSpan))?.[1] : undefined;
  if (noted !== undefined) return set(noted);
  return hidden({
    kind: 'include',
    because: `\`${action}@${ref}\` does not tell the release of the action`,
    at: refSpan,
  });
}

/** Whether a ref is a full commit, which nobody can move. Source: docs.github.com/actions/reference/security/secure-use. */
export const isCommit = (ref: string): boolean => /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i.test(ref);

const versionTag = /^v?(\d+(?:\.\d+)*)(?:$|[-+])/;
const versionComment = /^['"]?[ \t]+#.*?\bv?(\d+(?:\.\d+)*)\b/;

/** More is no comment that names a release. */
const longestComment = 200;

/** The comment behind a ref, with what stands before it on the line. */
function behind({ file, end }: ActionUse['refSpan']): string | undefined {
  const rest = /^[^\r\n]*/.exec(file.text.slice(end, end + longestComment))?.[0] ?? '';
  return rest.includes('#') ? rest : undefined;
}

/** The comment on the line above, where that opens a block scalar; empty without one. */
function blockHeader({ file, start }: ActionUse['refSpan']): string {
  const line = file.positionAt(start).line;
  if (line === 1) return '';
  const above = file.text.slice(file.lineStart(line - 1), file.lineStart(line));
  return /[|>][-+\d]*([ \t]+#[^\r\n]*)/.exec(above)?.[1] ?? '';
}
