import type { SourceFile } from '../source/source-file.ts';

/** What comments must know about the lines of their file. Lines are 1-based. */
export interface FileLayout {
  /** The first line that is neither empty nor a comment; behind the last line if there is none. */
  readonly firstContent: number;
  /** The first line behind `line` that is no comment; it may be empty. */
  contentBehind(line: number): number;
  /** The last line of the job whose key is in `line`, or of the step that begins there; `line` itself if neither does. */
  lastOfBlock(line: number): number;
}

/** The layout of a file; `jobKeys` are the lines in which jobs begin, rising. */
export function layoutOf(file: SourceFile, jobKeys: readonly number[]): FileLayout {
  const lines = Array.from({ length: file.lineCount }, (_, index) => file.lineText(index + 1));
  const behind = contentBehindEach(lines);
  const ends = new Map<number, number>();
  return {
    firstContent: lines.findIndex((text) => !/^\uFEFF?\s*(?:#|$)/.test(text)) + 1 || lines.length + 1,
    contentBehind: (line) => behind[line] ?? line + 1,
    lastOfBlock(line) {
      const text = lines[line - 1] ?? '';
      if (!jobKeys.includes(line) && !isHiddenKey(file.path, text) && !isStep(file.path, text)) return line;
      const end = ends.get(line) ?? lastLineOfBlock(lines, line, jobKeys);
      ends.set(line, end);
      return end;
    },
  };
}

/** For every line number, 0 included, the first line behind it that is no comment. */
function contentBehindEach(lines: readonly string[]): readonly number[] {
  const behind = new Array<number>(lines.length + 1).fill(lines.length + 1);
  for (let line = lines.length - 1; line >= 0; line -= 1) {
    const isComment = lines[line]?.trimStart().startsWith('#') === true;
    behind[line] = isComment ? (behind[line + 1] ?? line + 1) : line + 1;
  }
  return behind;
}

/** Whether a line begins a template such as `.kaniko:`, which the model does not list as a job. */
const isHiddenKey = (path: string, text: string): boolean =>
  /\.ya?ml$/.test(path) && /^\.[^\s#:]+[ \t]*:(?:\s|$)/.test(text);

/** Whether a line begins a step of a workflow, or of an action. Source: docs.github.com/actions/reference/workflows-and-actions/workflow-syntax. */
const isStep = (path: string, text: string): boolean =>
  /(?:^|\/)(?:\.github\/workflows\/[^/]+|action)\.ya?ml$/.test(path) && stepStart.test(text);

const stepStart =
  /^\s*-[ \t]+(?:name|id|if|uses|run|with|env|shell|working-directory|continue-on-error|timeout-minutes)[ \t]*:(?:\s|$)/;

/** The last line before the next job, or before the next key that is not indented deeper than this one. */
function lastLineOfBlock(lines: readonly string[], key: number, jobKeys: readonly number[]): number {
  const indent = indentOf(lines[key - 1] ?? '');
  const end = jobKeys.find((line) => line > key) ?? lines.length + 1;
  for (let line = key + 1; line < end; line += 1) {
    const text = lines[line - 1] ?? '';
    if (indentOf(text) <= indent && !/^\s*(?:#|$)/.test(text)) return line - 1;
  }
  return end - 1;
}

const indentOf = (text: string): number => text.length - text.trimStart().length;
