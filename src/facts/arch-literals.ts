import { type ArchWord, archWordsIn } from '../oci/index.ts';

/** Words that name an architecture on runners, and a company or a product in the name of a file. */
const ambiguous: ReadonlySet<string> = new Set(['intel', 'graviton', 'armv8']);

/** A file for another system says nothing about the image. */
const otherSystem =
  /(?<![a-z])(?:darwin|mac(?:os)?x?|osx|apple|windows|win(?:32|64)?|freebsd|openbsd|netbsd|android)(?![a-z])/i;

/** A compiler for an architecture runs on another one. */
const crossTool = /(?<![a-z])(?:cross|dockcross|toolchain|gcc|binutils|glibc|sysroot|qemu)(?![a-z])/i;

/** A package for all architectures, in the folder of one. */
const neutral = /[._-](?:all\.deb|noarch\.rpm|any\.whl)$/i;

/**
 * The architectures for which a file is made, by its name or its path: `tool_1.2_linux_amd64.tar.gz`. None for files of
 * other systems, and for what compiles for an architecture. `386` counts only behind `linux`.
 */
export function archWordsInFile(name: string): readonly ArchWord[] {
  if (otherSystem.test(name) || crossTool.test(name) || neutral.test(name)) return [];
  return archWordsIn(name).filter(({ start, end }) => {
    const word = name.slice(start, end).toLowerCase();
    return !ambiguous.has(word) && (word !== '386' || /linux[-_./]$/i.test(name.slice(0, start)));
  });
}

/** The path of a URL, where file names are: a host and the owner of a repository may be called anything. */
export function pathOfUrl(url: string): { readonly path: string; readonly start: number } | undefined {
  const match = /^[a-z+]*[=@"']?(?:[a-z]+\+)?(?:https?|ftp):\/\/[^/]+\/(?:(?<=github\.com\/)[^/]+\/[^/]+\/)?/i.exec(
    url,
  );
  return match === null ? undefined : { path: url.slice(match[0].length), start: match[0].length };
}

/** Programs whose words with a URL, or with the name of a release's file, download it. Source: their manuals. */
export const downloaders: ReadonlySet<string> = new Set(
  'curl wget wget2 aria2c axel http https fetch gh glab pip pip2 pip3 pipx uv npm yarn pnpm rpm dnf microdnf tdnf yum zypper apk apt apt-get dpkg eget'.split(
    ' ',
  ),
);

/** Programs that install packages of the distribution, by names that may carry an architecture: `libssl3:amd64`, `glibc.x86_64`. */
export const packageManagers: ReadonlySet<string> = new Set(
  'apt apt-get aptitude dpkg dnf microdnf tdnf yum rpm zypper apk'.split(' '),
);

/** Programs to which a path that is not there does no harm, or that only mention it. */
export const pathTolerant: ReadonlySet<string> = new Set(
  'rm rmdir find test [ [[ ls echo printf mkdir sed grep awk gawk which command export true : chmod chown'.split(' '),
);

/**
 * Folders and files that have the architecture in their names in every distribution with multiarch, glibc's and musl's
 * loaders, and Debian's JDKs.
 * Source: wiki.debian.org/Multiarch/Tuples; ld.so(8); musl.libc.org; packages.debian.org (openjdk).
 */
export const systemPath =
  /\/(?<!-gnu\/?(?:lib|include)?\/)(?:lib|lib64|include|libexec|share|pkgconfig)\/(?:x86_64|i386|aarch64|arm|powerpc64le|s390x|riscv64)-linux-gnu[a-z0-9]*(?=\/|$|["':,;\s])|\/jvm\/[a-z0-9.-]+-(?:amd64|arm64|armhf|i386|ppc64el|s390x)(?=\/|$|["':,;\s])|\/ld-(?<!-gnu\/lib\/ld-)(?:linux|musl)-(?:x86[-_]64|aarch64|armhf)\.so/i;

/** Options by which a program is told for which architecture it compiles or installs. */
export interface TargetOption {
  readonly programs: readonly string[];
  /** Subcommands that make something; all if there are none. */
  readonly subcommands?: readonly string[];
  /** Names of options; the value is the next word, or what follows `=`. */
  readonly options: readonly string[];
  /** Environment variables that do the same. */
  readonly variables: readonly string[];
}

/**
 * Source: pkg.go.dev/cmd/go#hdr-Environment_variables; doc.rust-lang.org/cargo/reference/config.html (build.target);
 * ziglang.org/learn/build-system; learn.microsoft.com/dotnet/core/rid-catalog; docs.npmjs.com/cli/v11/using-npm/config
 * (cpu); github.com/prebuild/prebuild-install; bun.sh/docs/bundler/executables; docs.deno.com/runtime/reference/cli/compile;
 * pip.pypa.io/en/stable/cli/pip_install (--platform); gnu.org/software/automake (--host, --build).
 */
export const targetOptions: readonly TargetOption[] = [
  {
    programs: ['go', 'garble'],
    subcommands: ['build', 'install', 'get', 'run', 'test'],
    options: [],
    variables: ['GOARCH'],
  },
  { programs: ['make', 'gmake', 'mage', 'task', 'just', 'goreleaser', 'gox'], options: [], variables: ['GOARCH'] },
  {
    programs: ['cargo', 'cross'],
    subcommands: ['build', 'b', 'install', 'rustc', 'zigbuild', 'chef'],
    options: ['--target'],
    variables: ['CARGO_BUILD_TARGET'],
  },
  { programs: ['zig'], options: ['-target', '-Dtarget'], variables: [] },
  {
    programs: ['dotnet'],
    subcommands: ['publish', 'build', 'restore', 'pack'],
    options: ['-r', '--runtime', '-a', '--arch', '-p:RuntimeIdentifier', '/p:RuntimeIdentifier'],
    variables: [],
  },
  {
    programs: ['npm', 'yarn', 'pnpm', 'npx', 'node-gyp', 'node-pre-gyp'],
    options: ['--arch', '--cpu', '--target_arch', '--target-arch'],
    variables: ['npm_config_arch', 'npm_config_cpu', 'npm_config_target_arch'],
  },
  { programs: ['bun', 'deno'], options: ['--target'], variables: [] },
  { programs: ['pkg'], options: ['-t', '--target', '--targets'], variables: [] },
  { programs: ['pip', 'pip3', 'uv'], options: ['--platform', '--python-platform'], variables: [] },
  { programs: ['configure', 'config'], options: ['--host', '--build'], variables: [] },
  {
    programs: ['gcc', 'g++', 'cc', 'c++', 'clang', 'clang++'],
    options: ['-march', '--target', '-target'],
    variables: [],
  },
];

/** Words that name the architecture of a `make` variable: `make GOARCH=amd64`. */
export const makeArchVariable = /^(?:GO|TARGET_?|BUILD_?)?ARCH=/;
