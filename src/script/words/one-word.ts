import type { Hole } from '../../value/index.ts';

/**
 * Whether an unknown value is one word for certain.
 * Source: docs.gitlab.com/ci/variables/predefined_variables (always set, never with blanks);
 * docs.github.com/actions/reference/workflows-and-actions/variables, where holes of a run have its name behind `@`.
 */
export function isOneWord({ symbol }: Hole): boolean {
  const at = symbol.indexOf('@');
  return (
    oneWord.has(at === -1 ? symbol : symbol.slice(0, at)) ||
    symbol.startsWith('machine architecture ') ||
    symbol.startsWith('one word ') ||
    ofGithub.test(symbol)
  );
}

/** Prefixes of symbols whose values are always exactly one word. */
const oneWord: ReadonlySet<string> = new Set(
  [
    'CI CI_API_V4_URL CI_BUILDS_DIR CI_COMMIT_REF_NAME CI_COMMIT_REF_SLUG CI_COMMIT_SHA CI_COMMIT_SHORT_SHA',
    'CI_COMMIT_TIMESTAMP CI_DEFAULT_BRANCH CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX CI_DEPENDENCY_PROXY_SERVER CI_JOB_ID',
    'CI_JOB_NAME_SLUG CI_JOB_STAGE CI_JOB_TOKEN CI_JOB_URL CI_PIPELINE_ID CI_PIPELINE_IID CI_PIPELINE_SOURCE',
    'CI_PIPELINE_URL CI_PROJECT_DIR CI_PROJECT_ID CI_PROJECT_NAME CI_PROJECT_NAMESPACE CI_PROJECT_PATH',
    'CI_PROJECT_PATH_SLUG CI_PROJECT_URL CI_REGISTRY CI_REGISTRY_IMAGE CI_REGISTRY_PASSWORD CI_REGISTRY_USER CI_RUNNER_ID',
    'CI_SERVER_HOST CI_SERVER_URL',
  ].flatMap((line) => line.split(' ')),
);

/** The same for the variables of GitHub and its runner. */
const ofGithub =
  /^(?:GITHUB_(?:ACTOR|ACTOR_ID|EVENT_NAME|JOB|REF|REF_NAME|REF_TYPE|RUN_ATTEMPT|RUN_ID|RUN_NUMBER|SHA|TOKEN|WORKSPACE)@|GITHUB_(?:API_URL|REPOSITORY|REPOSITORY_ID|REPOSITORY_OWNER|SERVER_URL)(?:@|$)|RUNNER_(?:ARCH|OS|TEMP|TOOL_CACHE)@)/;
