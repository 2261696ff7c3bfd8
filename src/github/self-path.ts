/**
 * The path inside the repository that `uses` names: `./.github/actions/build` and `$/.github/actions/build` are
 * `.github/actions/build`, `./` is the empty path; `undefined` for what lives elsewhere. `./` is looked up in the workspace of the
 * job, which is taken for a checkout of the repository.
 * Source: docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/find-and-customize-actions.
 */
export function selfPath(uses: string): string | undefined {
  if (!/^(?:\.|\$)\//.test(uses) && uses !== '.') return undefined;
  const segments: string[] = [];
  for (const segment of uses.slice(1).split('/')) {
    if (segment === '..' && segments.length === 0) return undefined;
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
}
