import { noDefaultAttestations } from '../../facts/attestation-variable.ts';
import type { AttestationOptOut, JobCommand } from '../../model/index.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { literal, no, showText, type Text } from '../../value/index.ts';
import { literalHead, tailOf } from '../word-parts.ts';
import type { Scene } from './image-event.ts';

/**
 * Where `BUILDX_NO_DEFAULT_ATTESTATIONS` is set in the same job without reaching the build: in front of another
 * command, after the build, in after_script, or without `export`. Empty if the build has the variable.
 */
export function strayOptOuts({ command, commands }: Scene): readonly AttestationOptOut[] {
  if (command.environment(noDefaultAttestations).is !== 'unset') return [];
  const besides = commands.items.flatMap((other) => (other === command ? [] : assignmentsOf(other, command)));
  return [...besides, ...plainAssignments(command)];
}

/** Lines that only assign: no command sees them, so they are looked for in the text of the scripts. */
function plainAssignments({ job, process }: JobCommand): readonly AttestationOptOut[] {
  const scripts = [
    { process: 'script', items: job.script.items },
    { process: 'after-script', items: job.afterScript.items },
  ];
  return scripts.flatMap((script) => {
    const because = script.process === process ? notExported : otherProcess;
    return script.items.flatMap((text) =>
      linesOf(text).map(({ value, span }) => optOut(literal(value, span), because)),
    );
  });
}

function linesOf(text: EmbeddedText): readonly { readonly value: string; readonly span: Span }[] {
  return [...text.text.matchAll(plainAssignment)].map((match) => {
    const start = match.index + match[0].indexOf(noDefaultAttestations);
    const end = match.index + match[0].trimEnd().length;
    return { value: match[1] ?? '', span: text.spanOf(start, end) };
  });
}

const plainAssignment = new RegExp(`^[ \\t]*${noDefaultAttestations}=["']?([^\\s;&|"'$]*)["']?[ \\t]*(?=$|;|&&)`, 'gm');

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
  if (other.process !== build.process) return otherProcess;
  if (isPlain) return notExported;
  return literalHead(other.program) === 'export'
    ? 'it is not in force where the build runs'
    : 'it holds for another command only';
}

const otherProcess = 'it is set in another process than the build';
const notExported = 'it is not exported, so the build does not see it';

const optOut = (value: Text, because: string): AttestationOptOut => ({
  written: `${noDefaultAttestations}=${showText(value)}`,
  span: value.span,
  effective: no,
  because,
});
