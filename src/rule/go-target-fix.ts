import type { BuildStep } from '../model/build/build-step.ts';
import { sourceText } from '../source/source-file.ts';
import { type Fix, replaceBy } from './fix.ts';
import type { NativeAssumption } from './native-assumptions.ts';
import { declarationFor, setsPlatformArgs } from './target-arch-fix.ts';

/**
 * Tells `go` the architecture of the image, and declares the argument; `undefined` for other compilers, where the command is
 * not written out in a shell's words, or where some builder does not set the argument.
 */
export function goTargetFix(
  { kind, compiler, stage, at }: NativeAssumption,
  builds: readonly BuildStep[],
): Fix | undefined {
  if (kind !== 'program' || compiler === undefined || at.file !== stage.span.file) return undefined;
  if (builds.length === 0 || !builds.every(setsPlatformArgs) || sourceText(compiler.program.span) !== 'go')
    return undefined;
  const declaration = declarationFor({ stage, at });
  if (declaration === undefined) return undefined;
  return {
    title: 'Set `GOARCH=$TARGETARCH`',
    safety: 'unsafe',
    because: 'Go compiles without cgo for another architecture, and `GOARM` may have to be told, too',
    patches: [replaceBy(compiler.program.span, 'GOARCH=$TARGETARCH go'), ...declaration],
  };
}
