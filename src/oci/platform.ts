import { archAliases, isKnownArchitecture, isKnownOs } from './architectures.ts';

/** An OCI platform in Go's spelling, normalised: arm64 has no variant v8, arm always has one. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
  /** Empty where the architecture's plain form is meant. */
  readonly variant: string;
}

/** What a platform string says. */
export type ParsedPlatform =
  | { readonly is: 'platform'; readonly platform: Platform }
  /** It does not name a platform: `because` is a clause such as "`amr64` is no architecture". */
  | { readonly is: 'invalid'; readonly because: string };

/**
 * Reads `os[/architecture[/variant]]` or a bare architecture (then the OS is linux).
 *
 * Source: containerd/platforms `platforms.go` Parse and `database.go` normalizeArch, normalizeOS.
 */
export function parsePlatform(written: string): ParsedPlatform {
  const parts = written.trim().toLowerCase().split('/');
  const [first = '', second, third = ''] = parts;
  if (parts.length > 3 || first === '' || !parts.slice(1).every(isWord))
    return { is: 'invalid', because: `\`${written}\` is not os/architecture[/variant]` };
  if (second === undefined) return fromBareName(first, written);
  const os = first === 'macos' ? 'darwin' : first;
  if (!isKnownOs(os)) return { is: 'invalid', because: `\`${first}\` is no operating system` };
  const platform = normalise(os, second, third);
  return isKnownArchitecture(platform.architecture)
    ? { is: 'platform', platform }
    : { is: 'invalid', because: `\`${second}\` is no architecture` };
}

/** What may stand behind the operating system; that may have a version in brackets, which is not read. */
const isWord = (part: string): boolean => /^[a-z0-9_.-]*$/.test(part);

function fromBareName(name: string, written: string): ParsedPlatform {
  const platform = normalise('linux', name, '');
  if (isKnownArchitecture(platform.architecture)) return { is: 'platform', platform };
  return { is: 'invalid', because: `\`${written}\` is no architecture` };
}

/** The normal form of architecture and variant. Source: containerd/platforms `database.go` normalizeArch. */
export function normalise(os: string, architecture: string, variant: string): Platform {
  const alias = Object.hasOwn(archAliases, architecture) ? archAliases[architecture] : undefined;
  const [arch, impliedVariant] = alias ?? [architecture, ''];
  return { os, architecture: arch, variant: normaliseVariant(arch, variant === '' ? impliedVariant : variant) };
}

/** Variants that name the plain form of their architecture, and short spellings. */
const variantForms: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  amd64: { v1: '' },
  arm64: { '8': '', v8: '', 'v8.0': '', '9': 'v9', '9.0': 'v9', 'v9.0': 'v9' },
  arm: { '': 'v7', '5': 'v5', '6': 'v6', '7': 'v7', '8': 'v8' },
};

function normaliseVariant(architecture: string, variant: string): string {
  const forms = Object.hasOwn(variantForms, architecture) ? variantForms[architecture] : undefined;
  return forms !== undefined && Object.hasOwn(forms, variant) ? (forms[variant] ?? variant) : variant;
}

/** `linux/arm64`, `linux/arm/v7`. */
export const formatPlatform = ({ os, architecture, variant }: Platform): string =>
  variant === '' ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;

/** Whether two platforms are equal in OS, architecture and variant. */
export const samePlatform = (a: Platform, b: Platform): boolean =>
  a.os === b.os && a.architecture === b.architecture && a.variant === b.variant;

/**
 * Whether a machine of `host` runs programs of `wanted` without emulation.
 *
 * Source: kernel.org compat modes: amd64 runs 386, arm64 runs 32-bit arm (most server cores do), a variant runs its lower ones.
 */
export function runsNatively(host: Platform, wanted: Platform): boolean {
  if (host.os !== wanted.os) return false;
  if (host.architecture === wanted.architecture) return true;
  return (
    (host.architecture === 'amd64' && wanted.architecture === '386') ||
    (host.architecture === 'arm64' && wanted.architecture === 'arm')
  );
}
