import type { Span } from '../../source/source-file.ts';
import type { Truth } from '../../value/index.ts';

/** Words of a script that stand with a command and that the shell does not read as a part of it. */
export interface SwallowedWords {
  readonly by: /** A `#` in a text whose lines YAML joins: the comment reaches over the lines that follow. */
    | 'folded-comment'
    /** A comment line behind a line that ends with a backslash: the command ends there. */
    | 'comment-line'
    /** A backslash with blanks behind it: the command ends with the line. */
    | 'blank-behind-backslash'
    /** A backslash at the end of a line that YAML joins with the next: the blank becomes a part of the next word. */
    | 'folded-backslash';
  /** The comment on its first line, or the backslash. */
  readonly at: Span;
  /** The words on later lines that are lost to the command; without a comment the first line of them. */
  readonly lost: Span;
  /** The item of the script. */
  readonly item: Span;
  /** Whether the words are meant for the shell, and do not just end the sentence of a comment. */
  readonly isMeant: Truth;
}
