import type { Span } from '../../source/source-file.ts';
import { no, type Truth, yes } from '../../value/index.ts';
import type { DockerfileStage, NameUse } from '../dockerfile/dockerfile.ts';
import { rootStage } from '../dockerfile/dockerfile-stages.ts';

/** Variables of Go for which an empty value means the machine's own. Source: pkg.go.dev/cmd/go "Environment variables". */
const goVariables: ReadonlySet<string> = new Set(['GOOS', 'GOARCH', 'GOARM', 'GOARM64', 'GOAMD64']);

/** Whether an empty value in this place makes Go compile for the platform of the programs that the stage runs. */
export const isEmptyForGo = ({ assigns, operator }: NameUse): boolean =>
  assigns !== undefined && goVariables.has(assigns) && operator === '';

/** Whether the programs of a stage certainly are those of the image's platform: nothing asks for another one. */
export function isOfTargetPlatform(stage: DockerfileStage): boolean {
  const { platformFlag } = rootStage(stage);
  if (platformFlag.is === 'unset') return true;
  return (
    platformFlag.is === 'set' &&
    platformFlag.value.parts.every((part) => typeof part !== 'string' && part.symbol === 'TARGETPLATFORM')
  );
}

/** What the shell or the builder takes instead of an empty value: `${TARGETARCH:-amd64}`; `undefined` if nothing. */
export function fallbackOf({
  operator,
  operand,
}: NameUse): { readonly text: string; readonly isFixed: boolean } | undefined {
  if (!/^:?[-=]$/.test(operator)) return undefined;
  return { text: operand, isFixed: !/[$`]/.test(operand) };
}

/**
 * Whether the value of a name takes effect where it is used: not in a mount, which builders that set no platform arguments
 * ignore, and perhaps not in a command that runs on a condition.
 */
export function takesEffect({ runs }: DockerfileStage, { span }: NameUse): Truth {
  const run = runs.find((one) => isWithin(span, one.span));
  if (run === undefined) return yes;
  if (run.mounts.some((mount) => isWithin(span, mount.span))) return no;
  return run.commands.items.findLast((command) => isWithin(span, command.span))?.runs ?? yes;
}

const isWithin = (inner: Span, outer: Span): boolean =>
  inner.file === outer.file && outer.start <= inner.start && inner.end <= outer.end;
