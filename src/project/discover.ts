import type { Workspace } from '../source/workspace.ts';

/** The files of a repository that tell how its images are built. */
export interface Discovery {
  /** The CI file at the root, if there is one. */
  readonly gitlab: string | undefined;
  readonly dockerfiles: readonly string[];
  /** Files that may configure a GitLab Runner; their content decides. */
  readonly runnerConfigs: readonly string[];
  readonly helmValues: readonly string[];
  /** Workflows of GitHub Actions, which lie in one folder; the actions of the repository are found by those who use them. */
  readonly workflows: readonly string[];
}

/** Where GitLab looks unless the project's settings say otherwise. Source: docs.gitlab.com/ci/pipelines/settings. */
const gitlabRoot = '.gitlab-ci.yml';

const dockerfileName =
  /(?:^|\/)(?:(?:Dockerfile|Containerfile)(?:[.-][^/]*)?|[^/]+\.(?:[Dd]ockerfile|[Cc]ontainerfile))$/;
const notADockerfile = /\.(?:dockerignore|md|j2|tmpl|tpl|erb|jinja2?|in)$/;
const runnerConfigName = /(?:^|\/)(?:[^/]*[.-])?config(?:[.-][^/]*)?\.toml$/;
/** Source: docs.github.com/actions/reference/workflows-and-actions/workflow-syntax: no folder below it counts. */
const workflowName = /^\.github\/workflows\/[^/]+\.ya?ml$/;
const helmValuesName = /(?:^|\/)(?:[^/]*[.-])?values(?:[.-][^/]*)?\.ya?ml$/;

/** Sorts the paths of a repository by what they may be, from their names alone. Dockerfile templates are left out. */
export function discover({ paths }: Workspace): Discovery {
  return {
    gitlab: paths.includes(gitlabRoot) ? gitlabRoot : undefined,
    dockerfiles: paths.filter((path) => dockerfileName.test(path) && !notADockerfile.test(path)),
    runnerConfigs: paths.filter((path) => runnerConfigName.test(path)),
    helmValues: paths.filter((path) => helmValuesName.test(path)),
    workflows: paths.filter((path) => workflowName.test(path)),
  };
}

/** Whether there is nothing here that a project could be read from. */
export const isEmpty = ({ gitlab, workflows, dockerfiles, runnerConfigs }: Discovery): boolean =>
  gitlab === undefined && workflows.length + dockerfiles.length + runnerConfigs.length === 0;
