import type { Hole } from '../../value/index.ts';

/**
 * Whether a value of the run is the folder into which the repository was checked out.
 *
 * Source: docs.gitlab.com/ci/variables/predefined_variables (CI_PROJECT_DIR);
 * docs.github.com/actions/reference/workflows-and-actions/variables (GITHUB_WORKSPACE).
 */
export const isCheckoutRoot = ({ symbol }: Hole): boolean =>
  symbol === 'CI_PROJECT_DIR' || /^GITHUB_WORKSPACE(?:@|$)/.test(symbol);
