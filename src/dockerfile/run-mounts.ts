import type { RunMount } from '../model/dockerfile/dockerfile.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import { knownString, literal, set, type Text, unset } from '../value/index.ts';
import type { CopyContext } from './copies.ts';
import { expandWord } from './expand.ts';
import { copySource } from './stage-base.ts';

/**
 * Reads `--mount=type=cache,id=go,target=/root/.cache`.
 *
 * Source: docs.docker.com/reference/dockerfile "RUN --mount"; buildkit frontend/dockerfile/instructions/commands_runmount.go.
 */
export function readMount(flag: EmbeddedText, { escape, scope, globalScope, index }: CopyContext): RunMount {
  const options = new Map<string, Text>();
  let from: RunMount['from'] = unset;
  for (const { name, value } of fieldsOf(flag)) {
    options.set(name, value === undefined ? literal('true', flag.span) : expandWord(value, escape, scope));
    if (name === 'from' && value !== undefined)
      from = set(copySource(expandWord(value, escape, globalScope), index, value.span));
  }
  const type = options.get('type');
  return { type: (type && knownString(type)?.toLowerCase()) ?? 'bind', options, from, span: flag.span };
}

interface MountField {
  readonly name: string;
  readonly value: EmbeddedText | undefined;
}

/** The comma-separated fields behind `--mount=`. */
function fieldsOf(flag: EmbeddedText): readonly MountField[] {
  const fields: MountField[] = [];
  let at = flag.text.indexOf('=') + 1;
  for (const field of at === 0 ? [] : flag.text.slice(at).split(',')) {
    const equals = field.indexOf('=');
    const value = equals === -1 ? undefined : flag.slice(at + equals + 1, at + field.length);
    const name = (equals === -1 ? field : field.slice(0, equals)).trim().toLowerCase();
    if (name !== '') fields.push({ name, value });
    at += field.length + 1;
  }
  return fields;
}
