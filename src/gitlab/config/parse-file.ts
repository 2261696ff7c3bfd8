import type { SourceFile } from '../../source/source-file.ts';
import { readYaml, type YamlProblem } from '../../syntax/yaml.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { splitDocuments } from './documents.ts';
import { problemWords } from './problem-words.ts';
import type { Session } from './session.ts';

/** A file of configuration before its inputs are put in. */
export interface ParsedFile {
  readonly file: SourceFile;
  /** The document with `spec`, if there is a document behind it. */
  readonly header: YamlMapping | undefined;
  /** The document that counts; `undefined` if the file has none. */
  readonly content: YamlValue | undefined;
  readonly problems: readonly WordedProblem[];
}

/** A problem with GitLab's words for it. */
export interface WordedProblem extends YamlProblem {
  readonly words: string;
}

/**
 * The header and the content of a file: with a header the last document is the content, otherwise the first is and
 * the others are ignored. The first problem of a file is recorded as what cannot be read: the parser of GitLab stops
 * there, and others often follow from it.
 * Source: GitLab `lib/gitlab/ci/config/yaml/result.rb` (19.3).
 */
export function parseFile(file: SourceFile, session: Session): ParsedFile {
  const known = session.parsed.get(file.path);
  if (known !== undefined) return known;
  const documents = splitDocuments(file.text).map((range) => ({ ...readYaml(file, range), start: range.start }));
  const filled = documents.filter(({ value, problems }) => problems.length > 0 || !isEmpty(value));
  const first = filled[0]?.value;
  const header = filled.length > 1 && first?.kind === 'mapping' && first.entries.has('spec') ? first : undefined;
  const content = header === undefined ? filled[0] : filled.at(-1);
  const problems = filled.flatMap(({ problems: own, start }) =>
    own.map((problem) => ({ ...problem, words: problemWords(problem, start) })),
  );
  const [problem] = problems;
  if (problem !== undefined) {
    session.unreadable.push(problem);
    session.openTo.push({ kind: 'syntax', because: `\`${file.path}\` does not parse`, at: problem.at });
  }
  for (const note of content?.notes ?? []) session.notes.push(note);
  const parsed = { file, header, content: content?.value, problems };
  session.parsed.set(file.path, parsed);
  return parsed;
}

const isEmpty = (value: YamlValue | undefined): boolean => value === undefined || value.kind === 'null';
