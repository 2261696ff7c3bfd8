import { noDefaultAttestations, optOutRemedy } from '../../facts/attestation-variable.ts';
import type { AttestationOptOut, JobCommand } from '../../model/index.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { literal, no, showText, type Text } from '../../value/index.ts';
import { literalHead, tailOf } from '../word-parts.ts';
import type { Scene } from './image-event.ts';

/** A place of the job that sets the variable. */
export interface StrayAssignment {
  readonly value: Text;
  readonly process: JobCommand['process'];
  /** In front of a command, by `export`, or alone on its line. */
  readonly form: 'prefix' | 'export' | 'plain';
  /** The command that carries it; none for a line that only assigns. */
  readonly command?: JobCommand;
}

/** Every place of a job that sets `BUILDX_NO_DEFAULT_ATTESTATIONS`, whether a build sees it or not. */
export const strayAssignments = (commands: readonly JobCommand[]): readonly StrayAssignment[] => [
  ...commands.flatMap(carriedBy),
  ...commands.slice(0, 1).flatMap(plainAssignments),
];

/**
 * Where `BUILDX_NO_DEFAULT_ATTESTATIONS` is set in the same job without reaching the build: in front of another
 * command, after the build, in after_script, or without `export`. Empty if the build has the variable.
 */
export function strayOptOuts({ command, assignments }: Scene): readonly AttestationOptOut[] {
  if (assignments.length === 0 || command.environment(noDefaultAttestations).is === 'set') return [];
  return assignments
    .filter((assignment) => assignment.command !== command)
    .map((assignment) => optOut(assignment.value, whyStray(assignment, command), command));
}

function carriedBy(command: JobCommand): readonly StrayAssignment[] {
  const { process, prefix, program, args } = command;
  const inFront = prefix.get(noDefaultAttestations);
  if (inFront !== undefined) return [{ value: inFront, process, form: 'prefix', command }];
  const name = literalHead(program);
  if (name !== 'export' && name !== 'declare' && name !== 'readonly') return [];
  const head = `${noDefaultAttestations}=`;
  return args.items
    .filter((word) => literalHead(word).startsWith(head))
    .map((word) => {
      const value = { ...tailOf(word, head.length), span: word.span };
      return { value, process, form: name === 'export' ? 'export' : 'plain', command };
    });
}

/** Lines that only assign: no command sees them, so they are looked for in the text of the scripts. */
function plainAssignments({ job }: JobCommand): readonly StrayAssignment[] {
  const found = (texts: readonly EmbeddedText[], process: JobCommand['process']): readonly StrayAssignment[] =>
    texts.flatMap(linesOf).map(({ value, span }) => ({ value: literal(value, span), process, form: 'plain' }));
  return [...found(job.script.items, 'script'), ...found(job.afterScript.items, 'after-script')];
}

function linesOf(text: EmbeddedText): readonly { readonly value: string; readonly span: Span }[] {
  if (!text.text.includes(noDefaultAttestations)) return [];
  return [...text.text.matchAll(plainAssignment)].map((match) => {
    const start = match.index + match[0].indexOf(noDefaultAttestations);
    const end = match.index + match[0].trimEnd().length;
    return { value: match[1] ?? '', span: text.spanOf(start, end) };
  });
}

const plainAssignment = new RegExp(`^[ \\t]*${noDefaultAttestations}=["']?([^\\s;&|"'$]*)["']?[ \\t]*(?=$|;|&&)`, 'gm');

function whyStray({ process, form }: StrayAssignment, build: JobCommand): string {
  if (process !== build.process) return 'it is set in another process than the build';
  if (form === 'plain') return 'it is not exported, so the build does not see it';
  return form === 'export' ? 'it is not in force where the build runs' : 'it holds for another command only';
}

const optOut = (value: Text, because: string, build: JobCommand): AttestationOptOut => ({
  written: `${noDefaultAttestations}=${showText(value)}`,
  span: value.span,
  effective: no,
  because,
  endsBuild: false,
  remedy: optOutRemedy(build.action !== undefined),
});
