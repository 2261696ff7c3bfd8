/** A place in shell source, outside of quotes and heredocs, that decides where a command or a word ends. */
export interface ShellMark {
  /** A comment without its line break; a backslash with the break, or with the blank, that it takes. */
  readonly kind: 'comment' | 'escaped-break' | 'escaped-blank';
  /** Half-open UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
}

/**
 * The comments, continued lines and escaped blanks of a shell script. A comment begins where a word could. Never
 * throws, and takes time in proportion to the text; a quote or a heredoc that is not closed reaches to the end.
 * Source: POSIX.1-2024, Shell Command Language, 2.3 Token Recognition.
 */
export function shellMarks(text: string): readonly ShellMark[] {
  const scan: Scan = { text, at: 0, open: [], heredocs: [], marks: [], canBegin: true };
  while (scan.at < text.length) {
    const context = scan.open.at(-1) ?? 'group';
    const pattern = patterns[context];
    pattern.lastIndex = scan.at;
    const token = pattern.exec(text)?.[0] ?? text.charAt(scan.at);
    if (context === 'group' || context === 'substitution') readCode(scan, context, token);
    else readQuoted(scan, context, token);
  }
  return scan.marks;
}

/** What is open: `(`, `$(`, `"`, `${`. */
type Context = 'group' | 'substitution' | 'double' | 'brace';

interface Scan {
  readonly text: string;
  at: number;
  readonly open: Context[];
  /** Ends of the heredocs whose text begins with the next line. */
  readonly heredocs: string[];
  readonly marks: ShellMark[];
  /** Whether a word can begin here. */
  canBegin: boolean;
}

const code =
  /\\[\s\S]?|\$'(?:[^'\\]|\\[\s\S])*'?|'[^']*'?|`(?:[^`\\]|\\[\s\S])*`?|\$\{|\$\(|#[^\n]*|<<<|<<-?[ \t]*(?:'[^'\n]*'|"[^"\n]*"|[\w.\\-]+)|[ \t\r;&|<>]|[^\\'"$`()#<>\n \t\r;&|]+|[\s\S]/y;

const patterns: Readonly<Record<Context, RegExp>> = {
  group: code,
  substitution: code,
  double: /\\[\s\S]?|`(?:[^`\\]|\\[\s\S])*`?|\$\{|\$\(|[^\\"$`]+|[\s\S]/y,
  brace: /\\[\s\S]?|'[^']*'?|`(?:[^`\\]|\\[\s\S])*`?|\$\{|\$\(|[^\\'"}$`]+|[\s\S]/y,
};

/** What begins something that has an end of its own. */
const openers: ReadonlyMap<string, Context> = new Map([
  ['(', 'group'],
  ['$(', 'substitution'],
  ['"', 'double'],
  ['${', 'brace'],
]);

function readCode(scan: Scan, context: Context, token: string): void {
  const opened = openers.get(token);
  if (opened !== undefined) {
    enter(scan, opened, token);
    return;
  }
  if (token.startsWith('#') && !scan.canBegin) {
    scan.at += 1;
    return;
  }
  mark(scan, token);
  if (/^<<[^<]/.test(token)) scan.heredocs.push(token);
  if (token === ')' && scan.open.length > 0) scan.open.pop();
  scan.at += token.length;
  // Behind a substitution the word goes on; a continued line is as if it were one with the next.
  scan.canBegin =
    token === ')' ? context === 'group' : /^[ \t\r\n;&|<>]/.test(token) || (scan.canBegin && token === '\\\n');
  if (token === '\n') skipHeredocs(scan);
}

function enter(scan: Scan, context: Context, token: string): void {
  scan.open.push(context);
  scan.at += token.length;
  scan.canBegin = true;
}

function readQuoted(scan: Scan, context: Context, token: string): void {
  const isEnd = token === (context === 'double' ? '"' : '}');
  const opened = isEnd || token === '(' ? undefined : openers.get(token);
  if (opened !== undefined) {
    enter(scan, opened, token);
    return;
  }
  if (isEnd) scan.open.pop();
  scan.at += token.length;
  scan.canBegin = false;
}

function mark(scan: Scan, token: string): void {
  const kind = kindOf(token);
  if (kind !== undefined) scan.marks.push({ kind, start: scan.at, end: scan.at + token.length });
}

function kindOf(token: string): ShellMark['kind'] | undefined {
  if (token.startsWith('#')) return 'comment';
  if (token === '\\\n') return 'escaped-break';
  return token === '\\ ' || token === '\\\t' ? 'escaped-blank' : undefined;
}

/** Goes behind the heredocs that the line before has opened. */
function skipHeredocs(scan: Scan): void {
  for (const operator of scan.heredocs.splice(0)) {
    const delimiter = operator.replace(/^<<-?[ \t]*/, '').replace(/['"\\]/g, '');
    const isIndented = operator.startsWith('<<-');
    scan.at = endOfHeredoc(scan, delimiter, isIndented);
  }
}

function endOfHeredoc({ text, at }: Scan, delimiter: string, isIndented: boolean): number {
  for (let start = at; start < text.length; ) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? text.length : end);
    const next = end === -1 ? text.length : end + 1;
    if ((isIndented ? line.replace(/^\t+/, '') : line) === delimiter) return next;
    start = next;
  }
  return text.length;
}
