import type { SourceFile, Span } from '../source/source-file.ts';
import { type LibraryError, type LibraryReading, readByLibrary } from './library-yaml/read-by-library.ts';
import { libyamlFault } from './libyaml-words.ts';
import { readPlainYaml } from './plain-yaml/read-plain-yaml.ts';
import { type BuildPlace, buildYaml } from './yaml-build.ts';
import type { YamlDialect, YamlValue } from './yaml-value.ts';

/** What a YAML text came to: the value as far as it could be read, and what is wrong with the text. */
export interface YamlReading {
  /** The first document's root; `undefined` for a text without content and for one that is beyond the limits. */
  readonly value: YamlValue | undefined;
  readonly problems: readonly YamlProblem[];
  readonly notes: readonly YamlNote[];
}

/** Something for which GitLab's parser refuses the text. The rest of the document is read nevertheless. */
export interface YamlProblem {
  /** The parser's words, without a full stop. */
  readonly message: string;
  readonly at: Span;
}

/** Something that YAML allows and that its author seldom means. */
export interface YamlNote {
  /**
   * `duplicate-key`: `at` is the key that counts, `other` the earlier one that is lost.
   * `overwritten-by-merge`: `at` is the explicit key that is lost, `other` the `<<` behind it.
   */
  readonly kind: 'duplicate-key' | 'overwritten-by-merge';
  readonly at: Span;
  readonly other: Span;
}

/** Deepest nesting of collections that GitLab reads. Source: docs.gitlab.com/administration/instance_limits, max_yaml_depth. */
const maxDepth = 100;
/** Most parts: with more, the values take up more memory than GitLab lets a parsed document have. */
const maxLexemes = 400_000;
/** Largest text in UTF-16 code units. Source: docs.gitlab.com/administration/instance_limits, max_yaml_size_bytes. */
const maxLength = 2 * 1024 * 1024;

/**
 * Reads one YAML document as GitLab does (Psych, YAML 1.1), or, with the dialect `core`, as GitHub does (YAML 1.2: no
 * merge keys; equal keys are left to the caller to refuse, by the notes). `range` is the half-open range of UTF-16 offsets that
 * holds it; without it the whole file is read. Never throws, whatever the text is.
 * Source: github.com/ruby/psych 5.3, lib/psych/visitors/to_ruby.rb; GitLab's lib/gitlab/config/loader/yaml.rb.
 */
export function readYaml(
  file: SourceFile,
  range = { start: 0, end: file.text.length },
  dialect: YamlDialect = 'psych',
): YamlReading {
  const start = file.text.startsWith('\uFEFF', range.start) ? range.start + 1 : range.start;
  if (range.end - start > maxLength) return refuse('The provided YAML is too big', file.span(start, range.end));
  const read = structureOf(file.text.slice(start, range.end));
  if (read.is === 'too-big') return refuse(tooBig, file.span(start + read.offset, start + read.offset));
  if (read.is === 'empty') return { value: undefined, problems: [], notes: [] };
  return readDocument(read, { file, base: start, maxDepth, dialect });
}

/** What is written, by our own reader where it can. */
function structureOf(text: string): LibraryReading {
  const root = readPlainYaml(text);
  if (root !== undefined) return { is: 'read', root, end: root.end, errors: [] };
  return readByLibrary(text, { depth: maxDepth, lexemes: maxLexemes });
}

/** A broken text soon has a problem at every character; more than these help nobody. */
const maxProblems = 100;

const tooBig = 'The parsed YAML is too big';

const refuse = (message: string, at: Span): YamlReading => ({
  value: undefined,
  problems: [{ message, at }],
  notes: [],
});

function readDocument(read: Extract<LibraryReading, { readonly is: 'read' }>, place: BuildPlace): YamlReading {
  const { file, base: start } = place;
  const { value, problems, notes, isTooBig } = buildYaml(read.root, place);
  if (isTooBig) return refuse(tooBig, file.span(start, start + read.end));
  const errors = read.errors.slice(0, maxProblems).map((error) => problemOf(error, file, start));
  const all = [...errors, ...problems].sort((a, b) => a.at.start - b.at.start);
  return { value, problems: all, notes };
}

function problemOf({ message, pos }: LibraryError, file: SourceFile, start: number): YamlProblem {
  const [from, to] = [start + pos[0], start + pos[1]];
  const fault = libyamlFault(message, file.text, from);
  if (fault === undefined) return { message, at: file.span(from, to) };
  return { message: fault.words, at: file.span(fault.offset, Math.max(fault.offset + 1, to)) };
}
