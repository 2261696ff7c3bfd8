import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { contentOf } from './file-content.ts';
import type { LocalFile } from './include-files.ts';
import { openFile } from './open-file.ts';
import { parseFile } from './parse-file.ts';
import { reject, type Session } from './session.ts';

/** The content of an included file with its inputs put in, before its own includes. Refuses what GitLab refuses. */
export function readIncludedFile(included: LocalFile, session: Session): YamlMapping | undefined {
  const { path, shown, at, inputs } = included;
  const isThere = session.workspace.read(path).is !== 'missing';
  if (!isThere) {
    session.openTo.push({ kind: 'include', because: `\`${shown}\` does not exist`, at: included.at });
    return refuse(`Local file \`${shown}\` does not exist!`, included, session);
  }
  const file = openFile(path, session);
  if (file === undefined) return undefined;
  if (file.text.trim() === '') {
    return refuse(`Local file \`${shown}\` is empty!`, included, session);
  }
  const parsed = parseFile(file, session);
  const [problem] = parsed.problems;
  if (problem !== undefined) reject(session, 'syntax', `\`${shown}\`: ${problem.words}`, problem.at);
  if (parsed.content?.kind !== 'mapping') {
    return problem === undefined
      ? refuse(`Included file \`${shown}\` does not have valid YAML syntax!`, included, session)
      : undefined;
  }
  const { component } = included.context;
  const given = { inputs, at, shownAs: `\`${shown}\`: ` };
  return contentOf(parsed, component === undefined ? given : { ...given, component }, session);
}

function refuse(message: string, { at }: LocalFile, session: Session): YamlMapping | undefined {
  reject(session, 'include', message, at);
  return undefined;
}
