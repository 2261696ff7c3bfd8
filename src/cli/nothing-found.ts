import type { Discovery } from '../project/discover.ts';

const lookedFor = 'a .gitlab-ci.yml at its root, Dockerfiles and GitLab Runner configurations (config.toml)';

/** The line for a folder that holds nothing to lint. */
export const nothingIn = (folder: string, { workflows }: Discovery): string =>
  `multiarch-lint: nothing to lint in \`${folder}\`; looked for ${lookedFor}${workflows.length === 0 ? '' : '; GitHub workflows are not read'}\n`;
