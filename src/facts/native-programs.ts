/**
 * Commands that write programs for one platform, by program and first word; an empty word stands for any.
 *
 * Source: manuals of the tools. What an interpreter runs (`npm run build`) is the same on all platforms as a rule.
 */
const compilers: ReadonlyMap<string, RegExp> = new Map([
  ['go', /^(?:build|install)$/],
  ['cargo', /^(?:build|install|auditable|zigbuild)$/],
  ['gcc', /^/],
  ['g++', /^/],
  ['cc', /^/],
  ['c++', /^/],
  ['clang', /^/],
  ['clang++', /^/],
  ['rustc', /^/],
  ['swift', /^build$/],
  ['zig', /^(?:build|build-exe|cc)$/],
  ['stack', /^(?:build|install)$/],
  ['cabal', /^(?:build|install|v2-build|v2-install)$/],
  ['native-image', /^/],
]);

/** Commands that install programs for one platform. */
const installers: ReadonlyMap<string, RegExp> = new Map([
  ['apk', /^add$/],
  ['apt-get', /^install$/],
  ['apt', /^install$/],
  ['dnf', /^install$/],
  ['microdnf', /^install$/],
  ['yum', /^install$/],
  ['zypper', /^(?:install|in)$/],
]);

/** Folders of programs and their libraries. */
export const programFolder = /^\/?(?:usr\/(?:local\/)?)?(?:s?bin|lib(?:32|64|exec)?)(?:\/|$)/;

/** Whether a command compiles programs for one platform. `words` are those behind the program, without options. */
export const compilesPrograms = (program: string, words: readonly string[]): boolean =>
  compilers.get(program)?.test(words[0] ?? '') ?? false;

/** Whether a command installs programs for one platform. */
export const installsPrograms = (program: string, words: readonly string[]): boolean =>
  installers.get(program)?.test(words[0] ?? '') ?? false;
