import type { Named } from '../model/pipeline/job.ts';
import type { Span } from '../source/source-file.ts';
import type { YamlMapping } from '../syntax/yaml-value.ts';
import type { Cause, OpenList } from '../value/index.ts';
import { entryAt, flatItems, isScalar, scalarText } from './yaml-access.ts';

/** Source: GitLab `lib/gitlab/ci/config/entry/stages.rb`. */
const defaultStages: readonly string[] = ['.pre', 'build', 'test', 'deploy', '.post'];

/** The stage of a job that names none. Source: GitLab `lib/gitlab/ci/config/entry/stage.rb`. */
export const defaultStage = 'test';

/**
 * The stages in their order, `.pre` and `.post` at the ends. A list in the root file replaces every other, so files
 * that were not read open the list only where the root file has none.
 * Source: GitLab `lib/gitlab/ci/config/stages.rb`.
 */
export function readStages(root: YamlMapping, openTo: readonly Cause[]): OpenList<Named> {
  const entry = entryAt(root, 'stages');
  if (entry?.value.kind !== 'sequence') {
    return { items: defaultStages.map((name) => ({ name, span: root.span })), openTo };
  }
  const span = entry.key.span;
  const written = flatItems(entry.value)
    .filter(isScalar)
    .map((item): Named => ({ name: scalarText(item).text, span: item.span }));
  const hidden = span.file === root.span.file ? openTo.filter((cause) => isBroken(cause, span)) : openTo;
  if (written.length === 0) return { items: [], openTo: hidden };
  const between = written.filter(({ name }) => name !== '.pre' && name !== '.post');
  const edge = (name: string): Named => written.find((stage) => stage.name === name) ?? { name, span };
  return { items: [edge('.pre'), ...between, edge('.post')], openTo: hidden };
}

/** Of a list in a file that does not parse nobody knows where it ends. */
const isBroken = ({ kind, at }: Cause, { file }: Span): boolean => kind === 'syntax' && at.file === file;
