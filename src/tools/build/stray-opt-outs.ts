import { noDefaultAttestations } from '../../facts/attestation-variable.ts';
import type { AttestationOptOut, JobCommand } from '../../model/index.ts';
import { no, showText, type Text } from '../../value/index.ts';
import { literalHead, tailOf } from '../word-parts.ts';
import type { Scene } from './image-event.ts';

/**
 * Where `BUILDX_NO_DEFAULT_ATTESTATIONS` is set in the same job without reaching the build: in front of another
 * command, after the build, in after_script, or without `export`. Empty if the build has the variable.
 */
export function strayOptOuts({ command, commands }: Scene): readonly AttestationOptOut[] {
  if (command.environment(noDefaultAttestations).is !== 'unset') return [];
  return commands.items.flatMap((other) => (other === command ? [] : assignmentsOf(other, command)));
}

function assignmentsOf(other: JobCommand, build: JobCommand): readonly AttestationOptOut[] {
  const inFront = other.prefix.get(noDefaultAttestations);
  if (inFront !== undefined) return [optOut(inFront, whyStray(other, build, other.program.parts.length === 0))];
  const name = literalHead(other.program);
  if (name !== 'export' && name !== 'declare' && name !== 'readonly') return [];
  const head = `${noDefaultAttestations}=`;
  return other.args.items
    .filter((word) => literalHead(word).startsWith(head))
    .map((word) =>
      optOut({ ...tailOf(word, head.length), span: word.span }, whyStray(other, build, name !== 'export')),
    );
}

function whyStray(other: JobCommand, build: JobCommand, isPlain: boolean): string {
  if (other.process !== build.process) return 'it is set in another process than the build';
  if (isPlain) return 'it is not exported, so the build does not see it';
  return literalHead(other.program) === 'export'
    ? 'it is not in force where the build runs'
    : 'it holds for another command only';
}

const optOut = (value: Text, because: string): AttestationOptOut => ({
  written: `${noDefaultAttestations}=${showText(value)}`,
  span: value.span,
  effective: no,
  because,
});
