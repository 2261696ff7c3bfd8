/** A command that installs packages which may hold compiled code, for the machine it runs on. */
export interface PackageInstaller {
  readonly programs: RegExp;
  /** The first words that are no options, one blank between them. */
  readonly subcommand: RegExp;
  /** Options whose value is the folder. */
  readonly options: readonly string[];
  /** Variables whose value is the folder. */
  readonly variables: readonly string[];
  /** Where the packages go otherwise, from the working folder. */
  readonly otherwise?: string;
  /** A word with which they go to another folder. */
  readonly elsewhere?: { readonly word: RegExp; readonly folder: string };
  /** Folders in which they lie by custom, wherever those are. */
  readonly usual: RegExp;
  /** Words with which it installs nothing, or packages for a platform that is named. */
  readonly without: RegExp;
}

const forNamed = /^--(?:platform|cpu|os|libc|python-platform|ignore-scripts|package-lock-only|dry-run|no-binary)\b/;

/**
 * Source: docs.npmjs.com/cli/v11/commands/npm-ci and /configuring-npm/folders; pip.pypa.io/en/stable/cli (`--target`,
 * `--prefix`, `--root`, `pip wheel --wheel-dir`, `pip download --dest`); docs.astral.sh/uv/reference/environment
 * (UV_PROJECT_ENVIRONMENT); bundler.io/man/bundle-config.1.html (BUNDLE_PATH).
 */
export const packageInstallers: readonly PackageInstaller[] = [
  {
    programs: /^(?:npm|pnpm|bun)$/,
    subcommand: /^(?:ci|clean-install|install|i|add)(?: |$)/,
    options: [],
    variables: [],
    otherwise: 'node_modules',
    elsewhere: { word: /^(?:-g|--global)$/, folder: '/usr/local/lib/node_modules' },
    usual: /(?:^|\/)node_modules(?:\/|$)/,
    without: forNamed,
  },
  {
    programs: /^yarn$/,
    subcommand: /^(?:$|install|add)(?: |$)/,
    options: [],
    variables: [],
    otherwise: 'node_modules',
    usual: /(?:^|\/)node_modules(?:\/|$)/,
    without: forNamed,
  },
  {
    programs: /^(?:pip[\d.]*|uv)$/,
    subcommand: /^(?:pip )?(?:wheel|download)(?: |$)/,
    options: ['-w', '--wheel-dir', '-d', '--dest'],
    variables: ['PIP_WHEEL_DIR'],
    otherwise: '.',
    usual: /(?:^|\/)wheel(?:s|house)(?:\/|$)/,
    without: forNamed,
  },
  {
    programs: /^uv$/,
    subcommand: /^sync(?: |$)/,
    options: [],
    variables: ['UV_PROJECT_ENVIRONMENT'],
    otherwise: '.venv',
    usual: /(?:^|\/)\.?venv(?:\/|$)/,
    without: forNamed,
  },
  {
    programs: /^(?:pip[\d.]*|uv|poetry|pdm|pipenv)$/,
    subcommand: /^(?:pip )?(?:install|sync)(?: |$)/,
    options: ['-t', '--target', '--prefix', '--root'],
    variables: ['PIP_TARGET', 'PIP_PREFIX', 'VIRTUAL_ENV'],
    usual: /site-packages|(?:^|\/)\.?venv(?:\/|$)|\/\.local(?:\/|$)|^\/install(?:\/|$)/,
    without: forNamed,
  },
  {
    programs: /^(?:bundle|gem)$/,
    subcommand: /^install(?: |$)/,
    options: ['--path', '--install-dir', '-i'],
    variables: ['BUNDLE_PATH', 'GEM_HOME'],
    usual: /(?:^|\/)(?:bundle|vendor\/bundle|gems)(?:\/|$)/,
    without: forNamed,
  },
];
