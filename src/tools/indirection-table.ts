/** A program whose work is written somewhere else. */
export interface IndirectionRow {
  readonly program: string;
  /** Words behind it that make it one, as the head of its arguments; empty for every use. Blanks separate words. */
  readonly subcommands: readonly string[];
  /** `likely`: image builds are what it is for, or what pipelines with images use it for. */
  readonly builds: 'likely' | 'possible';
}

const row = (program: string, subcommands: string, builds: IndirectionRow['builds']): IndirectionRow => ({
  program,
  subcommands: subcommands.split(',').filter((words) => words !== ''),
  builds,
});

/**
 * Programs that may build or push an image out of sight. What is not listed does neither.
 *
 * Source: the tools' own documentation; their use in public pipelines.
 */
export const indirectionRows: readonly IndirectionRow[] = [
  row('make', '', 'likely'),
  row('gmake', '', 'likely'),
  row('task', '', 'likely'),
  row('just', '', 'likely'),
  row('mage', '', 'likely'),
  row('earthly', '', 'likely'),
  row('podman-compose', 'build,push', 'likely'),
  row('podman', 'compose build,compose push', 'likely'),
  row('goreleaser', '', 'likely'),
  row('ko', 'build,publish,resolve,apply,create,run', 'likely'),
  row('jib', '', 'likely'),
  row('skaffold', '', 'likely'),
  row('pack', 'build', 'likely'),
  row('nerdctl', 'build,push,compose build,compose push,image build,image push', 'likely'),
  row('img', '', 'likely'),
  row('dagger', '', 'likely'),
  row('apko', '', 'likely'),
  row('depot', '', 'likely'),
  row('werf', '', 'likely'),
  row('tilt', '', 'likely'),
  row('act', '', 'likely'),
  row('s2i', '', 'likely'),
  row('packer', 'build', 'possible'),
  row('mvn', '', 'possible'),
  row('mvnw', '', 'possible'),
  row('gradle', '', 'possible'),
  row('gradlew', '', 'possible'),
  row('sbt', '', 'possible'),
  row('bazel', 'run,build', 'possible'),
  row('bazelisk', 'run,build', 'possible'),
  row('nix', 'run,build,develop', 'possible'),
  row('nix-build', '', 'possible'),
  row('nix-shell', '', 'possible'),
  row('npm', 'run,run-script', 'possible'),
  row('yarn', 'run', 'possible'),
  row('pnpm', 'run', 'possible'),
  row('npx', '', 'possible'),
  row('rake', '', 'possible'),
  row('invoke', '', 'possible'),
  row('nox', '', 'possible'),
  row('tox', '', 'possible'),
  row('ansible-playbook', '', 'possible'),
  row('cargo', 'make,xtask', 'possible'),
  row('ssh', '', 'possible'),
  row('parallel', '', 'possible'),
  row('xargs', 'docker,podman,buildah,make,sh,bash', 'possible'),
];

/** Packages of npm whose commands check, test or convert, and make no images: `npx NAME`. Source: their documentation. */
export const plainPackages: ReadonlySet<string> = new Set(
  (
    'multiarch-lint dockerfilelint dockerfile-utils eslint prettier markdownlint-cli2 markdownlint-cli @biomejs/biome oxlint ' +
    'typescript tsc jest vitest playwright cypress @commitlint/cli commitlint renovate @stoplight/spectral-cli'
  ).split(' '),
);

/** Interpreters whose first operand is a script. Source: their manuals. */
export const interpreters: ReadonlySet<string> = new Set(
  'sh bash dash ash zsh ksh python python3 perl ruby node deno bun pwsh php tclsh'.split(' '),
);

/** Programs that look like scripts, or are called from the working directory, and whose commands are read or build nothing. */
export const plainTools: ReadonlySet<string> = new Set(
  (
    'buildctl-daemonless.sh buildctl docker docker-buildx buildx buildah podman manifest-tool crane regctl skopeo oras cosign ' +
    'syft grype trivy dockle hadolint dive container-structure-test kubectl helm kustomize terraform vault jq yq curl wget tar unzip aws gcloud glab gh'
  ).split(' '),
);
