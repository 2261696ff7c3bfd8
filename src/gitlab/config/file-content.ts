import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import type { Component } from './component-context.ts';
import { readHeader } from './header.ts';
import { settleInputs } from './inputs.ts';
import { interpolate } from './interpolate.ts';
import type { ParsedFile } from './parse-file.ts';
import { reject, type Session } from './session.ts';

/** What a file is given when it is included, or started as a pipeline. */
export interface GivenInputs {
  readonly inputs: ReadonlyMap<string, YamlValue>;
  /** Where they are given; the place of what is wrong with them. */
  readonly at: Span;
  /** What GitLab puts before its messages: the file's name in backticks and a colon, nothing for the root file. */
  readonly shownAs: string;
  /** The component that the file is included as. */
  readonly component?: Component;
}

/**
 * The content of a file with its inputs put in. Inputs that are missing or wrong are rejections; the blocks that use
 * them stay as written, and what they stand for is not known.
 */
export function contentOf(parsed: ParsedFile, given: GivenInputs, session: Session): YamlMapping | undefined {
  const { header, content } = parsed;
  if (content?.kind !== 'mapping') return undefined;
  if (header === undefined) {
    if (given.inputs.size > 0) reject(session, 'inputs', given.shownAs + undefinedInputs, given.at);
    return content;
  }
  const { specs, component, problems } = readHeader(header, session);
  for (const { message, at } of problems) reject(session, 'inputs', message, at);
  const settled = settleInputs(specs, given);
  const [first] = settled.problems;
  const messages = settled.problems.slice(0, shownProblems).map(({ message }) => message);
  if (first !== undefined) reject(session, 'inputs', given.shownAs + messages.join(', '), first.at);
  const about = given.component === undefined ? undefined : { component: given.component, fields: component };
  const result = interpolate(content, { values: settled.values, about, session });
  const isHeaderSound = problems.length === 0 && settled.problems.length === 0;
  for (const { message, at } of isHeaderSound ? result.problems : []) {
    reject(session, 'inputs', given.shownAs + message, at);
  }
  const [unsettled] = [...problems, ...settled.problems, ...result.problems];
  if (unsettled !== undefined) session.openTo.push({ kind: 'expression', because: withoutInputs, at: unsettled.at });
  return result.value.kind === 'mapping' ? result.value : content;
}

const withoutInputs = 'not every input has a value that GitLab accepts';

const undefinedInputs = 'Given inputs not defined in the `spec` section of the included configuration file';

/** GitLab joins so many messages at most. */
const shownProblems = 3;
