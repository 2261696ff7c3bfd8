import { formatPlatform, type Platform } from '../../oci/index.ts';
import type { Span } from '../../source/source-file.ts';
import { type Cause, literal, type Text } from '../../value/index.ts';
import type { ScriptInput } from '../script-input.ts';
import { holeText } from '../state/symbols.ts';

/**
 * What programs call the architecture of the machine on which they run, by platform. A platform that is not in a
 * column has no spelling we know.
 *
 * Source: uname(2) and arch/<name>/Makefile UTS_MACHINE of Linux; wiki.debian.org/Multiarch/Tuples;
 * apk-tools src/apk_arch.h; go.dev/doc/install/source GOARCH; rpm rpmrc.in `arch_canon`.
 */
const spellings: Readonly<Record<ArchQuestion, Readonly<Record<string, string>>>> = {
  'uname -m': {
    'linux/amd64': 'x86_64',
    'linux/arm64': 'aarch64',
    'linux/arm/v7': 'armv7l',
    'linux/arm/v6': 'armv6l',
    'linux/386': 'i686',
    'linux/ppc64le': 'ppc64le',
    'linux/s390x': 's390x',
    'linux/riscv64': 'riscv64',
    'linux/loong64': 'loongarch64',
    'linux/mips64le': 'mips64',
    'darwin/arm64': 'arm64',
    'darwin/amd64': 'x86_64',
  },
  'dpkg --print-architecture': {
    'linux/amd64': 'amd64',
    'linux/arm64': 'arm64',
    'linux/arm/v7': 'armhf',
    'linux/arm/v6': 'armel',
    'linux/386': 'i386',
    'linux/ppc64le': 'ppc64el',
    'linux/s390x': 's390x',
    'linux/riscv64': 'riscv64',
    'linux/loong64': 'loong64',
    'linux/mips64le': 'mips64el',
  },
  'go env GOARCH': {},
  'apk --print-arch': {
    'linux/amd64': 'x86_64',
    'linux/arm64': 'aarch64',
    'linux/arm/v7': 'armv7',
    'linux/arm/v6': 'armhf',
    'linux/386': 'x86',
    'linux/ppc64le': 'ppc64le',
    'linux/s390x': 's390x',
    'linux/riscv64': 'riscv64',
    'linux/loong64': 'loongarch64',
  },
  'rpm -E %_arch': {
    'linux/amd64': 'x86_64',
    'linux/arm64': 'aarch64',
    'linux/386': 'i386',
    'linux/ppc64le': 'ppc64le',
    'linux/s390x': 's390x',
    'linux/riscv64': 'riscv64',
    'linux/loong64': 'loongarch64',
  },
};

/** A command that prints the architecture of the machine, in one spelling. */
export type ArchQuestion =
  | 'uname -m'
  | 'dpkg --print-architecture'
  | 'go env GOARCH'
  | 'apk --print-arch'
  | 'rpm -E %_arch';

/** Commands as people write them, with the question they ask. */
const questions: Readonly<Record<string, ArchQuestion>> = {
  'uname -m': 'uname -m',
  'uname -p': 'uname -m',
  'uname -i': 'uname -m',
  'uname --machine': 'uname -m',
  arch: 'uname -m',
  'dpkg --print-architecture': 'dpkg --print-architecture',
  'dpkg-architecture -q DEB_HOST_ARCH': 'dpkg --print-architecture',
  'dpkg-architecture -qDEB_HOST_ARCH': 'dpkg --print-architecture',
  'go env GOARCH': 'go env GOARCH',
  'go env GOHOSTARCH': 'go env GOARCH',
  'apk --print-arch': 'apk --print-arch',
  'rpm -E %_arch': 'rpm -E %_arch',
  'rpm -E %{_arch}': 'rpm -E %_arch',
  'rpm --eval %_arch': 'rpm -E %_arch',
  'rpm --eval %{_arch}': 'rpm -E %_arch',
};

/** The question about the machine that a command asks; `undefined` for any other command. */
export const archQuestion = (command: string): ArchQuestion | undefined =>
  Object.hasOwn(questions, command) ? questions[command] : undefined;

/** The machine's architecture in the spelling of a program: a known word where the machine is known. */
export function machineHole({ machine, scope }: ScriptInput, question: ArchQuestion, at: Span): Text {
  const word = machine.is === 'set' ? spell(machine.value, question) : undefined;
  if (word !== undefined) return literal(word, at);
  const because = 'the architecture of the machine that runs the job is not known';
  const cause: Cause = (machine.is === 'unknown' ? machine.causes[0] : undefined) ?? { kind: 'runner', because, at };
  return holeText({ symbol: `machine architecture (${question})@${scope}`, shown: `$(${question})`, cause }, at);
}

const spell = (platform: Platform, question: ArchQuestion): string | undefined =>
  question === 'go env GOARCH' ? platform.architecture : spellings[question][formatPlatform(platform)];
