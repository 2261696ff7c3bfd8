import { actionAttestations } from '../../facts/action-attestations.ts';
import { isAtLeast } from '../../facts/version.ts';
import { type ActionUse, type AttestationOptOut, actionVersion, type JobCommand } from '../../model/index.ts';
import { type Span, sourceText } from '../../source/source-file.ts';
import { no } from '../../value/index.ts';

/** Why a build has provenance that nobody asks for, where the action that runs it asks: completes a message. */
export function whyActionAttests({ action }: JobCommand): string | undefined {
  const row = action && actionAttestations(action.action);
  if (action === undefined || row === undefined || isBelow(action, row.asksSince)) return undefined;
  return `\`${action.action}\` adds provenance by default since v${row.asksSince}`;
}

/**
 * The opt-out by variable where the action asks for provenance before buildx could read it; `undefined` where it reads the
 * variable, or asks for nothing.
 */
export function overruledVariable(command: JobCommand, written: string, span: Span): AttestationOptOut | undefined {
  const { action } = command;
  const row = action && actionAttestations(action.action);
  if (action === undefined || row === undefined) return undefined;
  if (isBelow(action, row.asksSince) || !isBelow(action, row.readsVariableSince)) return undefined;
  const because = `\`${action.action}\` asks for provenance itself and reads the variable only since v${row.readsVariableSince}`;
  return { written, span, effective: no, because, endsBuild: false, remedy: 'set `provenance: false` on the step' };
}

/** Whether an action is certainly of an older release. */
function isBelow(action: ActionUse, release: string): boolean {
  const version = actionVersion(action);
  return version.is === 'set' && !isAtLeast(version.value, release);
}

/** An input as the workflow writes it, `provenance: false`; `undefined` for words of a script. */
export function writtenInput({ action }: JobCommand, span: Span): string | undefined {
  const isInput = action !== undefined && span.file === action.step.file && span.start !== action.span.start;
  return isInput ? /^[\w-]+:\s.*$/.exec(sourceText(span))?.[0] : undefined;
}
