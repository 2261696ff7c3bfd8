/**
 * Architectures and operating systems by Go's names.
 * Source: containerd/platforms `database.go` isKnownArch, isKnownOS (v1.0).
 */
const architectures: ReadonlySet<string> = new Set(
  (
    '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 ' +
    'mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm'
  ).split(' '),
);
const operatingSystems: ReadonlySet<string> = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos'.split(
    ' ',
  ),
);

/** Whether it is Go's name of an architecture. */
export const isKnownArchitecture = (name: string): boolean => architectures.has(name);
/** Whether it is Go's name of an operating system. */
export const isKnownOs = (name: string): boolean => operatingSystems.has(name);

/**
 * Other spellings that containerd itself normalises, with architecture and variant.
 * Source: containerd/platforms `database.go` normalizeArch.
 */
export const archAliases: Readonly<Record<string, readonly [architecture: string, variant: string]>> = {
  i386: ['386', ''],
  x86_64: ['amd64', ''],
  'x86-64': ['amd64', ''],
  aarch64: ['arm64', ''],
  armhf: ['arm', 'v7'],
  armel: ['arm', 'v6'],
};

/**
 * Words by which people name an architecture in tags, job names, labels and file names, longest first.
 * `x86` means amd64 about as often as 386 and is left out: it decides nothing.
 * Source: spellings seen in public pipelines and in Debian's, Alpine's and Docker's own names.
 */
export const archWords: readonly (readonly [word: string, architecture: string, variant: string])[] = (
  [
    ['x86_64', 'amd64', ''],
    ['x86-64', 'amd64', ''],
    ['amd64', 'amd64', ''],
    ['x64', 'amd64', ''],
    ['intel', 'amd64', ''],
    ['aarch64', 'arm64', ''],
    ['arm64v8', 'arm64', ''],
    ['arm64', 'arm64', ''],
    ['armv8', 'arm64', ''],
    ['graviton', 'arm64', ''],
    ['armhf', 'arm', 'v7'],
    ['armv7hf', 'arm', 'v7'],
    ['armv7l', 'arm', 'v7'],
    ['armv7', 'arm', 'v7'],
    ['arm32v7', 'arm', 'v7'],
    ['arm-v7', 'arm', 'v7'],
    ['armel', 'arm', 'v6'],
    ['armv6l', 'arm', 'v6'],
    ['armv6', 'arm', 'v6'],
    ['arm32v6', 'arm', 'v6'],
    ['arm-v6', 'arm', 'v6'],
    ['i386', '386', ''],
    ['i686', '386', ''],
    ['386', '386', ''],
    ['ppc64le', 'ppc64le', ''],
    ['ppc64el', 'ppc64le', ''],
    ['powerpc64le', 'ppc64le', ''],
    ['s390x', 's390x', ''],
    ['riscv64', 'riscv64', ''],
    ['rv64', 'riscv64', ''],
    ['loong64', 'loong64', ''],
    ['loongarch64', 'loong64', ''],
    ['mips64le', 'mips64le', ''],
    ['mips64el', 'mips64le', ''],
  ] as const
).toSorted((a, b) => b[0].length - a[0].length);
