import { platformArgValue } from '../model/build/platform-args.ts';
import type { DockerfileInputs } from '../model/dockerfile/dockerfile.ts';
import type { Span } from '../source/source-file.ts';
import { literal } from '../value/index.ts';
import { type Binding, isPlatformArg, platformArg } from './scope.ts';

/** The value that a build brings for a name; `undefined` where it brings none, or where the build is not known. */
export type Given = (name: string, at: Span) => Binding | undefined;

/**
 * Values that a build brings: its arguments, and those of its platform. The platform of the machine stays open.
 *
 * Source: docs.docker.com/reference/dockerfile "Automatic platform ARGs in the global scope".
 */
export function givenBy(inputs: DockerfileInputs | undefined): Given {
  if (inputs === undefined) return () => undefined;
  const { platform, args } = inputs;
  return (name, at) => {
    const argument = args.get(name);
    if (argument !== undefined) return { text: argument, isUnset: false };
    const value = name.startsWith('TARGET') ? platformArgValue(name, platform) : undefined;
    if (value !== undefined) return { text: literal(value, at), isUnset: false };
    return isPlatformArg(name) ? { text: platformArg(name, at), isUnset: false, isFilled: true } : undefined;
  };
}
