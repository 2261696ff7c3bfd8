/** Where a command that compiles for the machine it runs on puts its program. */
export interface CompilerOutput {
  readonly programs: readonly string[];
  /** The first word that is no option; absent: any. */
  readonly subcommand?: RegExp;
  /** A word without which it makes no program. */
  readonly needs?: RegExp;
  /** A word with which it makes none, or none for this machine. */
  readonly without?: RegExp;
  /** Options whose value is the file or the folder; the value is the next word, or follows the option or `=`. */
  readonly options: readonly string[];
  /** Variables that do the same. */
  readonly variables?: readonly string[];
  /** Where it goes otherwise, from the working folder; absent: where it cannot be told. */
  readonly otherwise?: string;
  /** The folder in it that holds the programs. */
  readonly below?: string;
  /** Whether the program is named after the package that comes last: `go build ./cmd/orders`. */
  readonly isNamed?: boolean;
  /** Words that tell it for which platform it works. */
  readonly targetWords?: RegExp;
  /** Variables that do the same. */
  readonly targetVariables?: readonly string[];
  /** A variable that names the operating system: what is made for another one than Linux is no program of the image. */
  readonly otherSystem?: string;
}

/**
 * Source: pkg.go.dev/cmd/go#hdr-Compile_packages_and_dependencies and #hdr-Compile_and_install_packages_and_dependencies;
 * doc.rust-lang.org/cargo/commands/cargo-build.html (`--target-dir`) and cargo-install.html (`--root`);
 * gcc.gnu.org/onlinedocs/gcc/Overall-Options.html; doc.rust-lang.org/rustc/command-line-arguments.html;
 * docs.oracle.com/en/java/javase/21/docs/specs/man/jlink.html (`--module-path` may hold the modules of another platform);
 * learn.microsoft.com/dotnet/core/tools/dotnet-publish (self-contained is for the SDK's own platform unless one is given);
 * docs.conda.io/projects/conda (`--prefix`, `--platform`); hexdocs.pm/mix/Mix.Tasks.Release.html ("the release must be
 * assembled on the same architecture"); swift.org/documentation/package-manager; dart.dev/tools/dart-compile; bun.sh/docs/bundler/executables.
 */
export const compilerOutputs: readonly CompilerOutput[] = [
  {
    programs: ['go', 'garble'],
    subcommand: /^build$/,
    options: ['-o'],
    isNamed: true,
    targetVariables: ['GOARCH'],
    otherSystem: 'GOOS',
  },
  {
    programs: ['go', 'garble'],
    subcommand: /^install$/,
    options: [],
    variables: ['GOBIN'],
    otherwise: '/go/bin',
    isNamed: true,
    targetVariables: ['GOARCH'],
    otherSystem: 'GOOS',
  },
  {
    programs: ['cargo'],
    subcommand: /^(?:build|b|auditable|rustc)$/,
    needs: /^(?:--release|-r)$/,
    options: ['--target-dir'],
    variables: ['CARGO_TARGET_DIR'],
    otherwise: 'target',
    below: 'release',
    targetWords: /^--target(?:=|$)/,
    targetVariables: ['CARGO_BUILD_TARGET'],
  },
  {
    programs: ['cargo'],
    subcommand: /^install$/,
    options: ['--root'],
    otherwise: '/usr/local/cargo/bin',
    targetWords: /^--target(?:=|$)/,
    targetVariables: ['CARGO_BUILD_TARGET'],
  },
  {
    programs: ['gcc', 'g++', 'cc', 'c++', 'clang', 'clang++'],
    without: /^-(?:[cESM]|fsyntax-only)$/,
    options: ['-o'],
    otherwise: 'a.out',
    targetWords: /^--?target\b|^-m(?:arch|cpu|32|64)\b/,
  },
  { programs: ['rustc'], options: ['-o', '--out-dir'], targetWords: /^--target\b/ },
  { programs: ['jlink'], without: /^(?:--module-path|-p)(?:=|$)/, options: ['--output'] },
  {
    programs: ['dotnet'],
    subcommand: /^publish$/,
    needs: /^--(?:self-contained|sc)(?:=true)?$|PublishAot=true/i,
    options: ['-o', '--output'],
    targetWords: /^(?:-[ra]|--(?:runtime|arch|os|ucr|use-current-runtime))\b|RuntimeIdentifier=/i,
  },
  {
    programs: ['swift'],
    subcommand: /^build$/,
    options: ['--scratch-path', '--build-path'],
    otherwise: '.build',
    targetWords: /^--(?:triple|arch|swift-sdk|destination|toolset)\b/,
  },
  {
    programs: ['conda', 'mamba', 'micromamba'],
    subcommand: /^(?:create|install)$/,
    options: ['-p', '--prefix'],
    otherwise: '/opt/conda',
    targetWords: /^--(?:platform|subdir)\b/,
    targetVariables: ['CONDA_SUBDIR'],
  },
  { programs: ['mix'], subcommand: /^release$/, without: /^include_erts/, options: ['--path'], otherwise: '_build' },
  {
    programs: ['zig'],
    subcommand: /^build$/,
    options: ['-p', '--prefix'],
    otherwise: 'zig-out',
    targetWords: /^-D?target\b/,
  },
  { programs: ['native-image'], options: ['-o'], targetWords: /^--target\b/ },
  { programs: ['stack'], subcommand: /^install$/, options: ['--local-bin-path'] },
  { programs: ['cabal'], subcommand: /^(?:v2-)?install$/, options: ['--installdir'] },
  { programs: ['dart'], subcommand: /^compile$/, options: ['-o', '--output'], targetWords: /^--target-/ },
  {
    programs: ['bun'],
    subcommand: /^build$/,
    needs: /^--compile$/,
    options: ['--outfile'],
    targetWords: /^--target\b/,
  },
];
