import { formatPlatform, type Platform } from '../../oci/index.ts';
import type { Dockerfile, DockerfileStage } from '../dockerfile/dockerfile.ts';

/**
 * Arguments that a builder sets by itself.
 *
 * Source: docs.docker.com/reference/dockerfile "Automatic platform ARGs in the global scope"; buildkit
 * frontend/dockerfile/dockerfile2llb/platform.go.
 */
const names: ReadonlySet<string> = new Set([
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDOSVERSION',
  'BUILDARCH',
  'BUILDVARIANT',
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETOSVERSION',
  'TARGETARCH',
  'TARGETVARIANT',
  'TARGETSTAGE',
]);

/** Whether a builder with automatic platform arguments sets it: `TARGETARCH`, `BUILDPLATFORM`. */
export const isPlatformArg = (name: string): boolean => names.has(name);

/**
 * Whether a stage may use a platform argument that it has not declared before. Its text and its declarations are asked; what it
 * uses for certain is known by its `uses` alone, but for those its scripts are read, which takes much longer.
 */
export function mayLackPlatformArg({ file, stages }: Dockerfile, { index, args, span }: DockerfileStage): boolean {
  const declared = new Set<string>();
  let next = 0;
  for (const match of file.text.slice(span.end, stages[index + 1]?.span.start).matchAll(mention)) {
    const at = span.end + match.index;
    let arg = args[next];
    for (; arg !== undefined && arg.span.end <= at; arg = args[++next]) declared.add(arg.name);
    // Within a declaration stands its value, for which those of the same line do not count yet.
    const isWithin = arg !== undefined && arg.span.start < at;
    const isDeclaration = arg?.span.start === at;
    if (isWithin || !(isDeclaration || declared.has(match[0]))) return true;
  }
  return false;
}

/**
 * The name of a platform argument, or what may be the first part of one that goes on in the next line. What all names begin with
 * stands in front of them, because it halves the time that most texts take.
 */
const mention = new RegExp(`\\b(?=BUILD|TARGET)(?:${[...names].join('|')})\\b|[A-Z][\\\\\`][ \\t]*\\r?\\n`, 'g');

/** What a platform argument holds where its platform is the given one: that of the image, or for `BUILD…` the machine's. */
export function platformArgValue(name: string, platform: Platform): string | undefined {
  switch (name.replace(/^(?:TARGET|BUILD)/, '')) {
    case 'PLATFORM':
      return formatPlatform(platform);
    case 'OS':
      return platform.os;
    case 'ARCH':
      return platform.architecture;
    case 'VARIANT':
      return platform.variant;
    default:
      return undefined;
  }
}
