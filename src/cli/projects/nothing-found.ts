/** The line for a folder that holds nothing to lint. */
export const nothingIn = (folder: string): string =>
  `multiarch-lint: nothing to lint in \`${folder}\`; looked for ${lookedFor}\n`;

const lookedFor =
  'a .gitlab-ci.yml at its root, workflows in .github/workflows, Dockerfiles and GitLab Runner configurations (config.toml)';
