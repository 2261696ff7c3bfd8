import type { ImageReference } from '../../oci/index.ts';
import { holesOf, known, type Truth, unknown, yes } from '../../value/index.ts';

/**
 * Variables with another value in each pipeline, or in each release. GitHub's are the same in all jobs of one run.
 * Source: GitLab `doc/ci/variables/predefined_variables.md`; docs.github.com/en/actions/reference/workflows-and-actions/variables.
 */
const ofOnePipeline =
  /^(?:CI_(?:COMMIT_(?:SHA|SHORT_SHA|TAG|TIMESTAMP)|PIPELINE_(?:ID|IID|CREATED_AT)|JOB_(?:ID|STARTED_AT))|GITHUB_(?:SHA|RUN_ID|RUN_NUMBER))\b/;

/**
 * Variables with one value for many pipelines: names of branches, of the project, of the registry. `GITHUB_REF_NAME` is none
 * of them: it is the name of a release as often as that of a branch.
 */
const ofMany =
  /^(?:CI_(?:REGISTRY|REGISTRY_IMAGE|COMMIT_(?:BRANCH|REF_NAME|REF_SLUG)|DEFAULT_BRANCH|PROJECT_\w+|JOB_NAME(?:_SLUG)?|ENVIRONMENT_\w+)|GITHUB_(?:REPOSITORY(?:_OWNER)?|SERVER_URL|WORKFLOW|ACTOR|HEAD_REF|BASE_REF|JOB))\b/;

/** Whether every pipeline writes a reference anew, because nothing in it belongs to one pipeline or release. */
export function isReused({ text, tag }: ImageReference): Truth {
  const holes = holesOf(text);
  if (holes.some(({ symbol }) => ofOnePipeline.test(symbol))) return known(false);
  const inTag = tag.is === 'set' ? holesOf(tag.value) : holes;
  const others = inTag.filter(({ symbol }) => !ofMany.test(symbol));
  return others.length === 0 ? yes : unknown(...others.map(({ cause }) => cause));
}
