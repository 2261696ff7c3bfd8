import type { Environment } from '../../model/environment.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Workspace } from '../../source/workspace.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { distinctCauses } from '../../value/index.ts';
import { withoutOtherParts } from './conditional-parts.ts';
import type { ConfigOptions, ConfigReading } from './config-reading.ts';
import { injectEdgeStages } from './edge-stages.ts';
import { followExtends } from './extends.ts';
import { contentOf } from './file-content.ts';
import { mergeIncludes, withIncludes } from './include.ts';
import { openFile } from './open-file.ts';
import { parseFile } from './parse-file.ts';
import { resolveReferences } from './references.ts';
import { openSession, reject, type Session } from './session.ts';

export type { ConfigOptions, ConfigReading } from './config-reading.ts';

/**
 * The configuration of the pipeline whose root file is `path`, by the first six passes of GitLab: documents, inputs,
 * `include`, `extends`, `!reference`, edge stages. Never throws.
 * Source: GitLab `lib/gitlab/ci/config.rb`, build_config (19.3).
 */
export function readConfig(
  workspace: Workspace,
  environment: Environment,
  path: string,
  options: ConfigOptions = {},
): ConfigReading {
  const session = openSession(workspace, environment, options);
  const file = openFile(path, session);
  if (file === undefined) return reading(undefined, session);
  const content = rootContent(file, session);
  const included = content && withIncludes(content, { folder: '' }, session);
  return reading(included, session);
}

/**
 * The configuration of a child pipeline: `includes` is the value of its `trigger:include`, a path, an include or a
 * list of them. Paths are those of the repository; `artifact` includes are causes.
 */
export function readConfigOf(
  workspace: Workspace,
  environment: Environment,
  includes: YamlValue,
  options: ConfigOptions = {},
): ConfigReading {
  const session = openSession(workspace, environment, options);
  const { merged } = mergeIncludes(includes, { folder: '', isTrigger: true }, session);
  return reading(merged, session);
}

function rootContent(file: SourceFile, session: Session): YamlMapping | undefined {
  if (file.text.trim() === '') {
    reject(session, 'syntax', 'Please provide content of .gitlab-ci.yml', file.whole);
    session.unreadable.push({ message: `\`${file.path}\` is empty`, at: file.whole });
    return undefined;
  }
  const parsed = parseFile(file, session);
  const [problem] = parsed.problems;
  if (problem !== undefined) reject(session, 'syntax', problem.words, problem.at);
  const { content } = parsed;
  if (content?.kind !== 'mapping') {
    if (problem === undefined) {
      reject(session, 'syntax', 'Invalid configuration format', content?.span ?? file.whole);
    }
    return undefined;
  }
  const inputs = session.options.inputs ?? new Map<string, YamlValue>();
  return contentOf(parsed, { inputs, at: parsed.header?.span ?? content.span, shownAs: '' }, session);
}

function reading(content: YamlMapping | undefined, session: Session): ConfigReading {
  hideConditionalKeys(session);
  const told = content && withoutOtherParts(content, session.conditionalParts);
  const extended = told && followExtends(told, session);
  const resolved = extended && resolveReferences(extended, session);
  return {
    root: resolved && injectEdgeStages(resolved),
    files: [...session.files.values()],
    rejections: session.rejections,
    unreadable: session.unreadable,
    openTo: distinctCauses(session.openTo),
    conditional: distinctCauses(session.conditional),
    conditionalKeys: session.conditionalKeys,
    hiddenBases: session.hiddenBases,
    notes: session.notes,
  };
}

/** A key of which only a part is conditional: some pipelines have it without that part. */
function hideConditionalKeys({ conditionalKeys, definitions, hiddenBases }: Session): void {
  for (const [name, causes] of conditionalKeys) {
    if ((definitions.get(name) ?? 0) > 1) hiddenBases.set(name, causes);
  }
}
