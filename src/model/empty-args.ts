import type { DockerfileStage, NameUse } from './dockerfile.ts';
import { rootStage } from './dockerfile-stages.ts';

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
